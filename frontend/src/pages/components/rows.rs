//! Tables and lists.

use super::Sample;
use crate::pages::ratings::grade::GradeMark;
use crate::state::tr;
use crate::ui::{Column, Row, Sort, Table};
use domain::rating::Grade;
use leptos::prelude::*;

#[component]
pub(super) fn Rows() -> impl IntoView {
    let columns = Signal::stored(vec![
        Column::new("place", tr(|t| t.ratings_column_place())).sorts(),
        Column::new("cases", tr(|t| t.ratings_column_cases())).figures().sorts(),
    ]);
    let sort = RwSignal::new(Some(Sort { key: "cases", down: true }));
    let rows = [("洋村东村委会", "1,204", true), ("麻章村委会", "318", false)].map(|(name, cases, current)| {
        view! {
            <Row on_open=|| {} current=Signal::stored(current)>
                <td>{name}</td>
                <td class="num">{cases}</td>
            </Row>
        }
    });
    view! {
        <Sample name="Table, Row">
            <Table caption=tr(|t| t.ratings_cases_title()) columns sort on_sort=move |asked| sort.set(Some(asked)) grows=true>
                {rows.collect_view()}
            </Table>
        </Sample>
        <Sample name="GradeMark">
            <div class="actions">{Grade::ALL.iter().map(|grade| view! { <GradeMark grade=*grade/> }).collect_view()}</div>
        </Sample>
    }
}
