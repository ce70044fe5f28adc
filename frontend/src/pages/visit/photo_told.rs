//! What a photo tells of when and where it was taken, in words.

use super::photos::tint;
use crate::state::texts;
use crate::ui::Badge;
use domain::inspection::photo::{Check, Told, Verdict};
use leptos::prelude::*;
use texts::Texts;
use texts::format::{count, instant};
use texts::words::Word;

/// When it was taken, and how that is known.
pub(super) fn taken(told: &Told, t: &Texts) -> String {
    match told.at {
        Some(at) => format!("{} {}", told.source.word(t), instant(at)),
        None => told.source.word(t),
    }
}

/// Why a verdict is as it is.
pub(super) fn why(check: &Check, t: &Texts) -> Vec<String> {
    let differs = || {
        let by_time = check.minutes.map(|minutes| {
            let n = count(minutes.unsigned_abs());
            if minutes < 0 { t.visit_photo_early(n) } else { t.visit_photo_late(n) }
        });
        by_time.into_iter().chain(check.metres.map(|metres| t.visit_photo_far(count(metres)))).collect()
    };
    match check.verdict {
        Verdict::Nothing => vec![t.visit_photo_nothing_why()],
        Verdict::Fits => vec![t.visit_photo_fits_why()],
        Verdict::Unreadable => vec![t.visit_photo_unreadable_why()],
        Verdict::Open => vec![t.visit_photo_open_why()],
        Verdict::Differs => differs(),
    }
}

/// 相符, 不符, 无元数据; why, on hover.
#[component]
pub(super) fn ToldBadge(check: Check) -> impl IntoView {
    let t = texts();
    let about = move || t.with(|t| why(&check, t).join(" "));
    view! { <span title=about><Badge tint=tint(check.verdict)>{move || t.with(|t| check.verdict.word(t))}</Badge></span> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_said() {
        let t = Texts::load(texts::Lang::Zh);
        let check = |minutes, metres| Check { verdict: Verdict::Differs, minutes, metres };
        assert_eq!(why(&check(Some(-45), None), &t), ["拍摄时间比检查开始早45分钟。"]);
        assert_eq!(why(&check(Some(90), Some(2_300)), &t), ["拍摄时间比检查结束晚90分钟。", "拍摄位置离站点2,300米。"]);
        assert!(why(&Check::default(), &t)[0].contains("不说明照片有问题"));
    }
}
