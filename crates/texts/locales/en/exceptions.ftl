### Exceptions, history

exception-standing = Rating taken out, appeal upheld or put back
exception-rater = Rater looked at
exception-replaced = Import that replaced
exception-change = Change of units, or taken back
exception-counted = Station left out or counted again
exception-correction = Correction
exception-undone = Undone
exception-restored = Restored from a backup
exception-column-kind = Kind
exception-column-why = Why

history-undo-reason = The last decision was undone

nav-exceptions = Exceptions
exception-lead = What changed figures or showed personal data outside of daily routine: corrections, withdrawals, exclusions, appeals upheld, replacing imports, looks at raters, changes of units, restored backups; each with who and why.
exception-search-hint = Words in reason, name or contents
exception-empty = No exceptions fit.
exception-export-name = exceptions-{ $day }.xlsx
