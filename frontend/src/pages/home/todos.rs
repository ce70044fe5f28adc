//! What there is to do, the most pressing first; each leads to where it is done.

use super::stations::SilentStations;
use super::words;
use crate::backend::view;
use crate::pages::ratings::address::Narrowing;
use crate::state::{At, texts, tr, use_at, use_places, use_taste};
use crate::ui::{Badge, EmptyState, Loaded, Skeleton, Tint};
use api::ChangeKind;
use api::home::{Show, Todo, TodoKind, Urgency};
use domain::day::later;
use domain::period::Period;
use leptos::prelude::*;

/// What may change what there is to do.
const MOVES: &[ChangeKind] = &[
    ChangeKind::Figures,
    ChangeKind::Job,
    ChangeKind::Account,
    ChangeKind::Place,
    ChangeKind::Calendar,
    ChangeKind::Setting,
    ChangeKind::Backup,
    ChangeKind::Notice,
    ChangeKind::Catalogue,
];

#[component]
pub(super) fn Todos() -> impl IntoView {
    let shown = view(|| Some(Show {}));
    shown.reload_on(MOVES);
    view! {
        <section class="home-todos" aria-label=tr(|t| t.nav_home())>
            <Loaded view=shown skeleton=|| view! { <Skeleton lines=8/> } let:shown>
                {if shown.todos.is_empty() {
                    view! { <EmptyState title=tr(|t| t.home_none()) body=tr(|t| t.home_none_body())/> }.into_any()
                } else {
                    let rows = shown.todos.into_iter().map(|todo| view! { <TodoRow todo/> }).collect_view();
                    view! { <ul class="todos">{rows}</ul> }.into_any()
                }}
            </Loaded>
        </section>
    }
}

/// Where it is done; stations have their own list below.
fn address(todo: &Todo, at: At) -> Option<String> {
    let plain = |path: &str, own: &[(&str, String)]| Some(at.href(path, own));
    let state = |word: &str| plain("/system/accounts", &[("state", word.to_owned())]);
    let findings = |own: &[(&str, &str)]| {
        let own: Vec<(&str, String)> = own.iter().map(|(key, word)| (*key, (*word).to_owned())).collect();
        plain(crate::pages::inspection::FINDINGS, &own)
    };
    match todo.kind {
        TodoKind::ReturnedRows => plain("/imports", &[("open", "1".to_owned())]),
        TodoKind::QuietStations | TodoKind::UncoveredStations => None,
        TodoKind::BadRatings => {
            let week = todo.oldest.and_then(|from| Period::new(from, later(from, 6)));
            let bad = Narrowing::bad().pairs();
            match (todo.place, week) {
                (Some(place), Some(week)) => Some(at.href_for("/ratings", place, week, &bad)),
                _ => plain("/ratings", &bad),
            }
        }
        TodoKind::FailedChanges => plain("/places/changes", &[]),
        TodoKind::InvitedAccounts => state("invited"),
        TodoKind::CodesOver => state("code_over"),
        TodoKind::LockedAccounts => state("locked"),
        TodoKind::GrantsEnding => plain("/system/grants", &[("ends", todo.span.to_string())]),
        TodoKind::WithoutGrants => plain("/system/grants", &[]),
        TodoKind::ProvisionalYears => plain("/system/calendar", &[]),
        TodoKind::UnprovedChain => plain("/system/audit", &[]),
        TodoKind::Backups => plain("/system/backup", &[]),
        TodoKind::DutiesWaiting => plain(crate::pages::duties::PATH, &[("face", "waiting".to_owned())]),
        TodoKind::ReleasesWaiting => {
            let own = [(crate::pages::catalogue::releases::FACE, crate::pages::catalogue::releases::WAITING.to_owned())];
            plain(crate::pages::catalogue::releases::PATH, &own)
        }
        TodoKind::ProposalsWaiting => plain(crate::pages::catalogue::proposals::PATH, &[]),
        TodoKind::ProvincialRows => plain(crate::pages::provincial::PATH, &[("decision", "open".to_owned())]),
        TodoKind::ItemsToCheck => plain("/catalogue/items", &[("described", crate::pages::catalogue::RECHECK.to_owned())]),
        TodoKind::DutiesToCheck => {
            let own = [(crate::pages::duties::CHECKED, crate::pages::duties::RECHECK.to_owned())];
            plain(crate::pages::duties::PATH, &own)
        }
        TodoKind::MattersWaiting => plain(crate::pages::supervision::PATH, &[("waiting", "1".to_owned())]),
        TodoKind::MattersRed => plain(crate::pages::supervision::PATH, &[("light", "red".to_owned())]),
        TodoKind::InspectionsWaiting => plain("/inspection/plans", &[("waiting", "1".to_owned())]),
        TodoKind::VisitsComing => plain("/inspection/visits", &[]),
        TodoKind::VisitsInHand => {
            plain("/inspection/visits", &[("whose", "mine".to_owned()), ("state", "visit_begun,visit_returned".to_owned())])
        }
        TodoKind::VisitsToReview => plain("/inspection/visits", &[("whose", "review".to_owned())]),
        TodoKind::FindingsToIssue => findings(&[("mark", "issue")]),
        TodoKind::FindingsInHand => findings(&[("own", "1"), ("state", "finding_issued,finding_in_hand,finding_returned")]),
        TodoKind::FindingsLate => findings(&[("mark", "late")]),
        TodoKind::FindingsToRecheck => findings(&[("state", "finding_to_recheck")]),
        TodoKind::FindingsAsking => findings(&[("mark", "asking")]),
        TodoKind::FindingsObjected => findings(&[("state", "finding_objected")]),
        TodoKind::ExemplarsToReview => plain(crate::pages::inspection::EXEMPLARS, &[("state", "exemplar_proposed".to_owned())]),
        TodoKind::StationsUnvisited => plain(crate::pages::inspection::COVERAGE, &[("state", "covered_never,covered_longer".to_owned())]),
        TodoKind::TasksRed => plain(crate::pages::tasks::PATH, &[("light", "red".to_owned())]),
        TodoKind::Exceptions => plain("/system/exceptions", &[]),
    }
}

#[component]
fn TodoRow(todo: Todo) -> impl IntoView {
    let (t, taste, at, places) = (texts(), use_taste(), use_at(), use_places());
    let urgency = todo.urgency;
    let tint = match urgency {
        Urgency::Wrong => Tint::Bad,
        Urgency::Due => Tint::Warn,
        Urgency::Some => Tint::Quiet,
    };
    let kind = todo.kind;
    let todo = StoredValue::new(todo);
    let place = move || todo.with_value(|todo| todo.place).map(|place| places.name(place)).unwrap_or_default();
    let what = move || {
        let place = place();
        t.with(|t| todo.with_value(|todo| words::todo(todo, &place, t)))
    };
    let since = move || t.with(|t| todo.with_value(|todo| words::since(todo, taste.lang(), t)));
    let href = Signal::derive(move || todo.with_value(|todo| address(todo, at)));
    let is_stations = matches!(kind, TodoKind::QuietStations | TodoKind::UncoveredStations);
    view! {
        <li class="todo" data-todo=format!("{kind:?}")>
            <Badge tint>{move || t.with(|t| words::urgency(urgency, t))}</Badge>
            <div class="todo-what">
                {move || match href.get() {
                    Some(href) => view! { <a href=href>{what}</a> }.into_any(),
                    None => view! { <span>{what}</span> }.into_any(),
                }}
                {is_stations.then(|| view! { <SilentStations kind/> })}
            </div>
            <span class="todo-since quiet">{since}</span>
        </li>
    }
}
