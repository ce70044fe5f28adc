//! Items that were published some time ago, one changed since, and some on their way: to be reviewed, to be published, planned, returned.

use crate::create::Failure;
use crate::lists::Office;
use api::ErrorCode;
use api::duty::Verdict;
use api::item::{ChosenItem, ChosenRelease, PublishReleases, Release, ReviewReleases, SaveItem, ShowItem, SubmitItems};
use api::item::{ItemFilter, ListItems};
use api::page::PageAt;
use domain::catalogue::item::{Item, ItemFields};
use jiff::ToSpan;
use jiff::civil::Date;

/// Published together.
const PUBLISHED: [&str; 8] = [
    "水费缴纳",
    "门诊特定病种备案",
    "退役军人优待证申领",
    "公共租赁住房申请",
    "农村危房改造申请",
    "耕地地力保护补贴申报",
    "政策性农业保险投保",
    "预防接种证查验",
];

const PAPER: &str = "麻府办〔2026〕16号";

/// The item of a name, as it is edited.
pub(crate) async fn item(office: &Office, name: &str) -> Result<Item, Failure> {
    let filter = ItemFilter { text: name.to_owned(), ..ItemFilter::default() };
    let list = ListItems { filter, sort: None, page: PageAt::First, limit: 5 };
    let listed = office.service.run_for(office.drafter, list).await?.items;
    let row = listed.iter().find(|row| row.name == name).ok_or_else(|| api::ApiError::from(ErrorCode::NotFound))?;
    Ok(office.service.run_for(office.drafter, ShowItem { id: row.id }).await?.item)
}

async fn saved(office: &Office, item: &Item, fields: ItemFields) -> Result<Item, Failure> {
    Ok(office.service.run_for(office.drafter, SaveItem { id: Some(item.id), fields, version: item.version }).await?)
}

fn chosen(releases: &[Release]) -> Vec<ChosenRelease> {
    releases.iter().map(|one| ChosenRelease { release: one.id, version: one.version }).collect()
}

async fn submit(office: &Office, items: &[Item], reason: &str) -> Result<Vec<Release>, Failure> {
    let items = items.iter().map(|item| ChosenItem { item: item.id, version: item.version }).collect();
    Ok(office.service.run_for(office.drafter, SubmitItems { items, reason: reason.to_owned() }).await?.releases)
}

/// Takes so many steps of the chain.
async fn review(office: &Office, mut releases: Vec<Release>, steps: usize) -> Result<Vec<Release>, Failure> {
    for reviewer in office.reviewers.iter().take(steps) {
        let review = ReviewReleases { releases: chosen(&releases), verdict: Verdict::Approve, opinion: "同意".to_owned() };
        releases = office.service.run_for(*reviewer, review).await?.releases;
    }
    Ok(releases)
}

async fn publish(office: &Office, releases: &[Release], effective: Date, paper: &str) -> Result<(), Failure> {
    let (paper, countersigned) = (paper.to_owned(), String::new());
    let publish = PublishReleases { releases: chosen(releases), effective, paper, countersigned };
    office.service.run_for(office.admin, publish).await?;
    Ok(())
}

/// Publishes items as they were, and leaves some of them on their way.
pub(crate) async fn release(office: &Office, until: Date) -> Result<(), Failure> {
    let mut items = Vec::new();
    for name in PUBLISHED {
        let found = item(office, name).await?;
        let checked = ItemFields { verified: Some(until), ..found.fields.clone() };
        items.push(saved(office, &found, checked).await?);
    }
    let month = until.first_of_month();
    let releases = review(office, submit(office, &items, "编制实施清单").await?, 3).await?;
    publish(office, &releases, month.saturating_sub(6.months()), PAPER).await?;
    let change = async |at: usize, hours: &str, reason: &str| {
        let before = items.get(at).ok_or_else(|| api::ApiError::from(ErrorCode::NotFound))?;
        let after = saved(office, before, ItemFields { hours: hours.to_owned(), ..before.fields.clone() }).await?;
        submit(office, &[after], reason).await
    };
    let changed = review(office, change(0, "工作日 8:30—17:30，午间不休", "推行午间不打烊").await?, 3).await?;
    publish(office, &changed, month.saturating_sub(1.months()), "麻府办〔2026〕23号").await?;
    // On their way: before its last step, approved, planned for next month, returned; and one that is only edited.
    review(office, change(1, "工作日 8:30—12:00，14:30—17:30；周六上午", "增加周六服务").await?, 2).await?;
    review(office, change(2, "工作日 9:00—12:00，14:30—17:00", "窗口时间统一").await?, 3).await?;
    let planned = review(office, change(3, "工作日 8:30—12:00，14:00—17:30", "冬季作息").await?, 3).await?;
    publish(office, &planned, office.service.now().day().first_of_month().saturating_add(2.months()), "麻府办〔2026〕27号").await?;
    let returned = change(4, "每日 8:30—17:30", "延长服务时间").await?;
    if let Some(reviewer) = office.reviewers.first() {
        let opinion = "节假日值班安排未明确，请补充后再送。".to_owned();
        let back = ReviewReleases { releases: chosen(&returned), verdict: Verdict::Return, opinion };
        office.service.run_for(*reviewer, back).await?;
    }
    if let Some(edited) = items.get(5) {
        saved(office, edited, ItemFields { consult: "0759-12345".to_owned(), ..edited.fields.clone() }).await?;
    }
    Ok(())
}
