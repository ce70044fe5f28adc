//! 附件 of 整改通知书 and 整改情况报告: photos that belong to their findings. What is printed is the copy without metadata, with its black boxes.

use super::Eyes;
use super::photos::{self, Printed, print};
use crate::context::Cx;
use crate::failure::Failure;
use api::inspection::VisitPhoto;
use documents::paper::{Block, Picture};
use domain::inspection::finding::FindingId;
use domain::inspection::photo::PhotoPhase;
use domain::inspection::plan::VisitId;
use std::collections::HashMap;
use store::inspection::{record, visit};
use texts::Texts;

/// Most pictures of a finding.
const OF_ONE: usize = 4;
/// Most pictures of a sheet, and of a file that has several.
pub(super) const MOST: usize = 60;

/// Which photos are meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// As it was found: what was not taken afterwards.
    Before,
    /// 整改后
    After,
}

impl Phase {
    fn fits(self, phase: PhotoPhase) -> bool {
        (self == Self::After) == (phase == PhotoPhase::After)
    }
}

/// Pictures of one sheet.
pub(super) struct Appendix {
    printed: Vec<Printed>,
    /// Whose files are lost or damaged.
    lost: usize,
    /// Beyond what a paper holds.
    more: usize,
}

impl Appendix {
    /// How many pictures there are.
    pub(super) fn count(&self) -> usize {
        self.printed.len()
    }
}

/// The photos of a visit that can be printed, as far as the caller may see them.
async fn of_visit(cx: &mut Cx<'_>, eyes: &Eyes, id: VisitId) -> Result<Vec<VisitPhoto>, Failure> {
    let today = cx.today();
    let conn = &mut cx.conn().await?;
    let Some(visit) = visit::seen(conn, id, &eyes.seeing, today).await? else { return Ok(Vec::new()) };
    let Some(record) = record::find(conn, id).await? else { return Ok(Vec::new()) };
    let all = photos::shown(cx, eyes, &visit, &record).await?;
    let is_held = |photo: &VisitPhoto| photo.file.withdrawn_at.is_none() && photo.file.erased_at.is_none();
    Ok(all.into_iter().filter(|photo| is_held(photo) && photo.file.media.is_picture()).collect())
}

/// The pictures of these findings, in their order, at most [`MOST`].
pub(super) async fn taken(cx: &mut Cx<'_>, eyes: &Eyes, findings: &[(FindingId, VisitId)], phase: Phase) -> Result<Appendix, Failure> {
    let mut by_visit: HashMap<VisitId, Vec<VisitPhoto>> = HashMap::new();
    for (_, visit) in findings {
        if !by_visit.contains_key(visit) {
            let all = of_visit(cx, eyes, *visit).await?;
            by_visit.insert(*visit, all);
        }
    }
    let (mut chosen, mut more) = (Vec::new(), 0);
    for (finding, visit) in findings {
        let is_of = |photo: &&VisitPhoto| photo.fields.finding == Some(*finding) && phase.fits(photo.fields.phase);
        let own: Vec<&VisitPhoto> = by_visit.get(visit).into_iter().flatten().filter(is_of).collect();
        let most = OF_ONE.min(MOST.saturating_sub(chosen.len()));
        more += own.len().saturating_sub(most);
        chosen.extend(own.into_iter().take(most).cloned());
    }
    let (printed, lost) = print(cx, chosen).await?;
    Ok(Appendix { printed, lost, more })
}

/// As it stands behind the sheet, each picture with the number of its finding in the table; `before`: pictures of the sheets before.
pub(super) fn blocks(appendix: Appendix, findings: &[(FindingId, VisitId)], phase: Phase, before: usize, t: &Texts) -> Vec<Block> {
    let Appendix { printed, lost, more } = appendix;
    if printed.is_empty() && lost == 0 && more == 0 {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading(match phase {
        Phase::Before => t.finding_paper_photos(),
        Phase::After => t.finding_paper_photos_after(),
    })];
    for (n, Printed { copied, photo }) in (1..).zip(printed) {
        let at = findings.iter().position(|(finding, _)| photo.fields.finding == Some(*finding)).map_or(0, |at| at + 1);
        let said = t.finding_paper_photo_of(at.to_string(), photo.fields.caption);
        let caption = t.visit_photo_figure(n.to_string(), said.trim());
        blocks.push(Block::Picture(Picture { no: before + n, caption, width: copied.width, height: copied.height, jpeg: copied.jpeg }));
    }
    if more > 0 {
        blocks.push(Block::Text(t.finding_paper_photos_more(more.to_string())));
    }
    if lost > 0 {
        blocks.push(Block::Text(t.visit_photo_left_out(lost.to_string())));
    }
    blocks
}
