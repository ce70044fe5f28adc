//! 运行流程图 as a file.

use crate::{InFile, operation, wire};
use domain::duty::FlowChart;

wire! {
    /// Takes a flow chart in, so that a draft can be saved with it (`fields.flow_chart_file`). Whoever may see a version that has it may see it
    /// ([`crate::attachment::ShowAttachment`]); until it is saved, only whoever took it in.
    pub struct TakeFlowChart {
        /// PDF, JPEG, PNG or WebP of at most [`domain::attachment::SIZE_LIMIT`] bytes.
        pub file: InFile,
    }
}
operation!(TakeFlowChart => FlowChart, "duty.chart.take", Duties, Write);
