# Terms of personal data, and erasing it.
nav-erasure = Erasure of personal data
erasure-lead = Personal data is erased when its term is over; counts and times stay. This page shows counts only.
erasure-column-what = What
erasure-column-days = Kept for
erasure-column-source = Rule
erasure-column-held = Held
erasure-column-due = Due
erasure-column-next = Next due
erasure-column-acts = Actions
erasure-kept-raters = Names and phones of raters
erasure-kept-raters-hint = From the day of the rating; the rating and all figures stay.
erasure-kept-audit-values = Contents of the audit log that may name people
erasure-kept-audit-values-hint = Entries stay for ever and can be proved.
erasure-kept-returned-rows = Rows returned by imports
erasure-kept-returned-rows-hint = From the end of the import; their number stays.
erasure-kept-files = Staged and returned files
erasure-kept-files-hint = Files that nobody fetched.
erasure-kept-replaced = Replaced databases
erasure-kept-replaced-hint = From the day of the restore.
erasure-kept-logs = Logs of the program
erasure-kept-logs-hint = They hold no personal data.
erasure-source-personal-information = Personal Information Protection Law, articles 19 and 47: no longer than needed, erased when the term is over
erasure-source-network-logs = Cybersecurity Law (2016 text), article 21(3): logs are kept for six months at least
# $days (String)
erasure-days = { $days } days
# $least (String)
# $most (String)
erasure-bounds = { $least } to { $most } days
erasure-none-held = none
erasure-set = Change…
erasure-set-title = Change a term
erasure-set-days = Days
erasure-set-reason = Why
erasure-set-yes = Save
erasure-set-done = The term was changed
erasure-now = Erase what is due now…
erasure-now-none = Nothing is due
erasure-now-title = Erase what is due now
# $n (String)
erasure-now-lead = { $n } items are due and will be erased for good. Without you it happens by itself once a day.
erasure-now-reason = Why
erasure-now-yes = Erase
# $n (String)
erasure-now-done = { $n } items were erased
erasure-done = What was erased
erasure-done-empty = Nothing was erased yet.
erasure-done-at = When
erasure-done-by = By
erasure-done-what = What
erasure-done-reason = Why
# $what (String)
# $n (String)
erasure-done-count = { $what }: { $n }
erasure-by-schedule = by schedule
erasure-demo = The people of a demonstration are made up; nothing is erased by itself.
