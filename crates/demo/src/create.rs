//! Makes a demonstration database through the service: the same operations and the same importer as for real data.

use crate::{Options, plan, write_cases, write_ratings};
use api::availability::{PreviewOffers, SetOffers, ShowMatrix};
use api::import::Start;
use api::item::ItemFilter;
use api::job::{ImportCounts, Job, JobState, Show};
use api::notice::{List, MarkRead};
use api::page::PageAt;
use api::provincial::LoadEdition;
use api::session::DatabaseKind;
use api::{ApiError, ErrorCode, InFile};
use domain::body::BodyId;
use domain::import::{CaseExtent, Differing, ImportKind, Taking};
use domain::period::Period;
use domain::place::{Level, PlaceId};
use service::{Actor, Files, Service};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Notices of each person that were not read.
const UNREAD: u32 = 3;

/// Called with a phase and, while importing, the rows so far.
pub type Progress<'p> = &'p (dyn Fn(&str, u64) + Send + Sync);

/// What was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Bodies.
    pub bodies: usize,
    /// Service points.
    pub points: usize,
    /// Items that are described.
    pub items: usize,
    /// Cells of the matrix that say something.
    pub offers: usize,
    /// Entries of the responsibility lists.
    pub duties: usize,
    /// Matters of 督办.
    pub matters: usize,
    /// The rating import.
    pub ratings: ImportCounts,
    /// The case import.
    pub cases: ImportCounts,
}

/// Why no demonstration was made.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The service refused.
    #[error(transparent)]
    Api(#[from] ApiError),
    /// A file could not be written.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// An import did not end well.
    #[error("the import of {file} ended as {state:?} with {returned} rows returned")]
    Import {
        /// The file.
        file: String,
        /// How it ended.
        state: JobState,
        /// Rows returned.
        returned: u64,
    },
}

/// The two files, known by their names.
pub(crate) struct Handed(pub(crate) HashMap<String, PathBuf>);

impl Files for Handed {
    fn path_in(&self, handle: &str) -> Option<PathBuf> {
        self.0.get(handle).cloned()
    }
    fn path_out(&self, _: &str) -> Option<PathBuf> {
        None
    }
}

/// Fills an empty database with a demonstration. `folder` takes the two files while they are read.
pub async fn create(service: &Arc<Service>, options: &Options, folder: &Path, progress: Progress<'_>) -> Result<Report, Failure> {
    service.create_demo(DatabaseKind::Demo).await?;
    let plan = plan(options.seed);
    progress("bodies and service points", 0);
    let places = service.run_plain(Actor::LocalOperator, api::place::Tree {}).await?.places;
    let ids: HashMap<&str, PlaceId> = places.iter().map(|p| (p.code.as_str(), p.id)).collect();
    let district = places.first().map(|p| p.id).ok_or(ErrorCode::SetupNeeded).map_err(ApiError::from)?;
    let existing = service.run_plain(Actor::LocalOperator, api::body::List {}).await?.bodies;
    for name in &plan.bodies {
        if existing.iter().any(|b| b.name == *name) {
            continue;
        }
        let body = api::body::Save { id: None::<BodyId>, code: None, name: (*name).to_owned(), place: district, active: true, version: 0 };
        service.run_plain(Actor::LocalOperator, body).await?;
    }
    for point in &plan.points {
        let Some(place) = ids.get(point.place.as_str()).copied() else { continue };
        let new = api::point::Create { place, kind: point.kind, fields: point.fields.clone() };
        service.run_plain(Actor::LocalOperator, new).await?;
    }
    let files = [(ImportKind::Ratings, "demo-ratings.csv"), (ImportKind::Cases, "demo-cases.csv")];
    std::fs::create_dir_all(folder)?;
    let mut counts = Vec::new();
    for (kind, name) in files {
        progress(name, 0);
        let path = folder.join(name);
        let (options, target) = (*options, path.clone());
        let written = tokio::task::spawn_blocking(move || {
            let mut out = BufWriter::with_capacity(1 << 20, File::create(target)?);
            match kind {
                ImportKind::Ratings => write_ratings(&options, &mut out)?,
                ImportKind::Cases => write_cases(&options, &mut out)?,
            };
            out.flush()
        });
        written.await.map_err(std::io::Error::other)??;
        let imported = import(service, kind, Period { from: options.from(), to: options.until }, name, &path, progress).await;
        std::fs::remove_file(&path)?;
        counts.push(imported?);
    }
    progress("service items", 0);
    let items = describe(service).await?;
    Box::pin(compare(service, folder)).await?;
    let offers = offer(service, options.seed, district).await?;
    progress("responsibility lists", 0);
    let duties = match places.iter().find(|place| place.name == crate::lists::TOWN) {
        Some(town) => {
            let (n, office) = Box::pin(crate::lists::publish(service, district, town.id, options.until, folder)).await?;
            Box::pin(crate::releases::release(&office, options.until)).await?;
            Box::pin(crate::proposals::make(&office)).await?;
            n
        }
        None => 0,
    };
    progress("follow-up", 0);
    let matters = Box::pin(crate::supervision::supervise(service, district, options.until)).await?;
    Box::pin(crate::tasks::plan(service)).await?;
    Box::pin(crate::meetings::hold(service)).await?;
    let towns: Vec<PlaceId> = places.iter().filter(|place| place.level == Level::Town).map(|place| place.id).collect();
    Box::pin(crate::inspections::inspect(service, &towns, folder)).await?;
    settle_news(service).await?;
    let cases = counts.pop().unwrap_or_default();
    let ratings = counts.pop().unwrap_or_default();
    Ok(Report { bodies: plan.bodies.len(), points: plan.points.len(), ratings, cases, items, offers, duties, matters })
}

/// All of it was made within a minute: of what people are told of it only the newest is still news.
async fn settle_news(service: &Arc<Service>) -> Result<(), Failure> {
    service.sweep_now().await.map_err(std::io::Error::other)?;
    for account in service.run_plain(Actor::LocalOperator, api::account::List {}).await?.accounts {
        let newest = List { unread_only: true, page: PageAt::First, limit: UNREAD + 1 };
        let listed = service.run_for(account.id, newest).await?;
        if let Some(older) = listed.notices.get(UNREAD as usize) {
            service.run_for(account.id, MarkRead { ids: Vec::new(), until: Some(older.id) }).await?;
        }
    }
    Ok(())
}

/// Describes the items, four of them completely; ratings know them by their codes already.
async fn describe(service: &Arc<Service>) -> Result<usize, Failure> {
    let bodies = service.run_plain(Actor::LocalOperator, api::body::List {}).await?.bodies;
    let modules = service.run_plain(Actor::LocalOperator, api::catalogue::ListModules {}).await?.modules;
    let body = |name: &str| bodies.iter().find(|body| body.name == name).map(|body| body.id);
    let module = |name: &str| modules.iter().find(|module| module.fields.name == name).map(|module| module.id);
    let mut items = crate::examples::items(body, module);
    items.extend(crate::offered::items(body, module, &items));
    crate::provincial::mark(&mut items);
    let n = items.len();
    for fields in items {
        service.run_plain(Actor::LocalOperator, api::item::SaveItem { id: None, fields, version: 0 }).await?;
    }
    Ok(n)
}

/// Loads an edition of the province's list, which nobody has looked through yet.
async fn compare(service: &Arc<Service>, folder: &Path) -> Result<(), Failure> {
    let (path, name) = (folder.join(crate::provincial::FILE), crate::provincial::FILE.to_owned());
    std::fs::write(&path, crate::provincial::text())?;
    let file = InFile { handle: name.clone(), name: name.clone(), size: std::fs::metadata(&path)?.len() };
    let handed = Handed(HashMap::from([(name, path.clone())]));
    let load = LoadEdition {
        file,
        reading: Default::default(),
        taking: Taking::AllOrNothing,
        name: crate::provincial::NAME.to_owned(),
        issued_on: None,
        paper: crate::provincial::PAPER.to_owned(),
    };
    let loaded = service.run(Actor::LocalOperator, load, &handed).await;
    std::fs::remove_file(&path)?;
    let loaded = loaded?;
    if loaded.edition.is_none() {
        return Err(Failure::Import { file: crate::provincial::FILE.to_owned(), state: JobState::Refused, returned: loaded.returned });
    }
    Ok(())
}

/// Says where the items are done.
async fn offer(service: &Arc<Service>, seed: u64, district: PlaceId) -> Result<usize, Failure> {
    let show = ShowMatrix { place: district, filter: ItemFilter::default(), on: None };
    let matrix = service.run_plain(Actor::LocalOperator, show).await?;
    let blocks = crate::offered::blocks(seed, &matrix);
    if blocks.is_empty() {
        return Ok(0);
    }
    let plan = service.run_plain(Actor::LocalOperator, PreviewOffers { blocks: blocks.clone() }).await?;
    let done = service.run_plain(Actor::LocalOperator, SetOffers { blocks, stamp: plan.stamp }).await?;
    Ok(usize::try_from(done.changed).unwrap_or(0))
}

async fn import(
    service: &Arc<Service>,
    kind: ImportKind,
    days: Period,
    name: &str,
    path: &Path,
    progress: Progress<'_>,
) -> Result<ImportCounts, Failure> {
    let handed = Handed(HashMap::from([(name.to_owned(), path.to_path_buf())]));
    let size = std::fs::metadata(path)?.len();
    let file = InFile { handle: name.to_owned(), name: name.to_owned(), size };
    let extent = (kind == ImportKind::Cases).then_some(CaseExtent { days: Some(days), named_only: false, zero_absent: false });
    let start = Start {
        kind,
        file,
        source: None,
        taking: Taking::AllOrNothing,
        differing: Differing::Refuse,
        extent,
        reading: Default::default(),
        compare_only: false,
    };
    let mut job: Job = service.run(Actor::LocalOperator, start, &handed).await?;
    while !job.state.is_final() {
        tokio::time::sleep(Duration::from_millis(100)).await;
        job = service.run_plain(Actor::LocalOperator, Show { job: job.id }).await?;
        progress(name, job.counts.read);
    }
    if let Some(error) = job.error {
        return Err(error.into());
    }
    if job.state != JobState::Done {
        return Err(Failure::Import { file: name.to_owned(), state: job.state, returned: job.counts.returned });
    }
    Ok(job.counts)
}
