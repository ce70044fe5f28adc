//! A chart with marks, and one with nothing in it.

use super::Sample;
use crate::state::tr;
use crate::ui::ChartView;
use charts::Frame;
use charts::bars::{Bar, Bars, BarsFinding, BarsWords, bars};
use leptos::prelude::*;

#[component]
pub(super) fn Charts() -> impl IntoView {
    let some = [("养老保险参保登记", 12.0), ("医疗报销", 7.0), ("户籍证明", 1.0)].map(|(name, value)| Bar {
        key: name.to_owned(),
        name: name.to_owned(),
        label: format!("{name} {value}"),
        value,
        text: format!("{value}"),
        beside: String::new(),
    });
    let some = StoredValue::new(Bars { bars: some.to_vec(), bad: true });
    let none = StoredValue::new(Bars { bars: Vec::new(), bad: false });
    let draw = |data: StoredValue<Bars>| {
        move |frame: Frame| {
            let say = |found: &BarsFinding<'_>| found.longest.map(|bar| bar.label.clone()).unwrap_or_default();
            let words = BarsWords { head: ["事项", "差评", ""].map(str::to_owned), say: &say };
            data.with_value(|data| bars(&frame, data, &words))
        }
    };
    view! {
        <Sample name="ChartView">
            <ChartView title=tr(|t| t.overview_causes_title()) draw=draw(some) on_mark=|_: String| {}/>
            <ChartView title=tr(|t| t.overview_causes_title()) draw=draw(none) empty=tr(|t| t.overview_causes_none())/>
        </Sample>
    }
}
