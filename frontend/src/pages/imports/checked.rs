//! What was found in the file that is chosen now: never what was found in an earlier one.

use crate::backend::View;
use texts::Texts;

/// Reads what was found; none while the file is being checked, and if that failed. Tracked.
pub(in crate::pages) fn checked<T: Send + Sync + 'static, R>(found: View<T>, read: impl FnOnce(&T) -> R) -> Option<R> {
    if found.is_stale() || found.has_failed() {
        return None;
    }
    found.with(|found| found.map(read))
}

/// Why there is nothing yet; tracked.
pub(in crate::pages) fn unchecked<T: Send + Sync + 'static>(found: View<T>, t: &Texts) -> String {
    if found.has_failed() { t.import_check_failed() } else { t.import_checking_file() }
}
