# Backup and restore, keys, diagnosis.
nav-backup = Backup and restore
backup-lead = Backups of the district's data, drills and restoring. This page shows counts and sizes, nobody's data.

backup-standing-good = Backups are in order
backup-standing-missing = There is no backup yet
backup-standing-old = The newest backup is older than two days
backup-standing-unproved = No backup has been proved
backup-how-missing = Make one now, and turn the schedule on below.
backup-how-old = Look at the recent tasks below, mend what failed, then back up.
backup-how-unproved = A backup that was never drilled is not reliable. A drill restores it aside and compares; work goes on.
# $at (String) - day and time
backup-newest = Newest: { $at }
# $at (String)
backup-proved-at = Last drill: { $at }
backup-never-proved = Last drill: none
# $size (String)
backup-database = Database { $size }
backup-beside = Backups are on the same disk as the database: both are lost if it breaks. Choose another disk or a shared folder.
backup-folder-gone = The folder of backups is gone or not connected. Check the disk.
backup-folder-denied = The folder of backups cannot be written. Check its permissions.
backup-folder-full = The folder of backups is full. Make room and try again.

backup-make = Back up now
backup-make-title = Back up now
backup-make-lead = Work goes on meanwhile.
backup-make-where = Where to
backup-make-here = The folder of backups
backup-make-there = A file elsewhere
backup-make-protect = Encrypt with a passphrase
backup-make-protect-hint = It then carries this machine's keys too, so that another machine can take over completely. Without the passphrase it cannot be opened: keep it safe elsewhere.
backup-passphrase = Passphrase
backup-passphrase-again = Passphrase again
backup-passphrase-differs = The two passphrases differ.
backup-save-title = Where the backup goes
backup-started = Begun; you may leave this page

backup-running-make = Backing up
backup-running-verify = Checking
backup-running-drill = Drilling
backup-running-restore = Restoring
backup-phase-reading = reading
backup-phase-loading = writing aside
backup-phase-proving = comparing audit log, sums and first screen
# $done (String)
# $total (String)
backup-rows-of = { $done } of { $total } rows
backup-cancel = Stop
backup-stopping = Stopping…

backup-list = Backups
backup-list-empty = There is no backup in the folder yet.
backup-column-made = Data of
backup-column-why = Made
backup-column-size = Size
backup-column-rows = Rows
backup-column-protected = Encryption
backup-column-proof = Drill
backup-column-acts = Actions
backup-why-hand = by hand
backup-why-schedule = by schedule
backup-why-upgrade = before an upgrade
backup-protected-none = none
backup-protected-passphrase = passphrase
backup-protected-key = this machine's key
# $at (String)
backup-proof-good = passed { $at }
backup-proof-none = not drilled
backup-unknown = needs its passphrase to be read
backup-act-drill = Drill
backup-act-verify = Check
backup-act-restore = Restore…
backup-act-remove = Remove…
# $name (String)
backup-acts-of = Actions for { $name }
backup-other-file = Use another backup file…
backup-file-title = Choose a backup file

backup-drill-title = Drill a backup
backup-drill-lead = Restores this backup in a temporary place, compares audit log, sums and first screen, then removes it. What is in use is not touched.
backup-verify-title = Check a backup
backup-verify-lead = Compares every part with its checksum, without restoring.
backup-restore-title = Restore a backup
# $made (String)
backup-restore-lead = The data goes back to { $made }. What was entered or changed since is not in it.
backup-restore-lead-file = The data goes back to that of the chosen backup. What was entered or changed since is not in it.
backup-restore-steps = It is restored and compared aside first, and used only if everything agrees, after a restart. The present database is kept whole and can be put back.
backup-restore-reason = Why it is restored
backup-restore-adopt = Take over the keys in the backup (if the old machine is gone)
backup-restore-yes = Restore
backup-remove-title = Remove a backup
backup-remove-lead = It cannot be got back.
backup-remove-reason = Why it is removed
backup-remove-yes = Remove
backup-removed = Removed

# $made (String)
backup-pending = The restored database ({ $made }) was compared and agrees. It is used after a restart.
backup-pending-hint = Ask others to close the program first.
backup-restart = Restart now
backup-pending-leave = Give up restoring
backup-pending-left = Given up; the present data stays

backup-schedule = Schedule
backup-schedule-on = Back up every day
backup-schedule-hour = Time
# $hour (String)
backup-schedule-at = from { $hour }:00
backup-schedule-hint = If the machine was off, it is made up for after the start.
backup-keep-daily = Days to keep
backup-keep-weekly = Weeks to keep
backup-keep-monthly = Months to keep
backup-keep-hint = The last one of each day, week and month; those by hand and before upgrades are not removed.
backup-schedule-protect = Encrypt with this machine's key
backup-schedule-protect-hint = Only this machine can open it. Make one backup with a passphrase to carry the key elsewhere, or nothing can be restored if this machine breaks.
backup-schedule-drill = Drill once a month
backup-schedule-save = Save
backup-schedule-saved = The schedule is saved

backup-folder = Where they lie
# $free (String)
backup-folder-free = { $free } free
backup-folder-choose = Choose another folder
backup-folder-default = Use the default
backup-folder-title = Choose the folder of backups
backup-folder-saved = Saved; backups that are there stay where they are

backup-replaced = Replaced databases
backup-replaced-lead = Databases that were put aside when another was restored. They are removed when their term is over.
# $at (String)
backup-replaced-at = put aside { $at }

backup-recent = Recent tasks
backup-recent-empty = No task yet.
backup-task-make = Backup
backup-task-verify = Check
backup-task-drill = Drill
backup-task-restore = Restore
backup-state-running = running
backup-state-done = done
backup-state-failed = failed
backup-state-cancelled = stopped
backup-state-interrupted = interrupted

backup-keys = Keys of this machine
backup-keys-signing = Signs the audit log
backup-keys-encryption = Encrypts backups
backup-keys-kept = Kept in
backup-keys-file = the data folder (readable by the owner alone)
backup-keys-system = the system's key store
backup-keys-to-system = Move to the system's key store
backup-keys-to-file = Move to the data folder
backup-keys-moved = The keys were moved
# $n (String)
backup-keys-former = { $n } former signing keys; what they signed can still be proved.
backup-keys-lost-signing = The signing key is gone. Older entries can still be proved; new ones are signed once a new key is made.
backup-keys-lost-encryption = The encryption key is gone. Backups encrypted to it cannot be opened any more; others are not concerned.
backup-keys-renew = Make a new key…
backup-keys-renew-title = Make a new key
backup-keys-renew-lead = The old key is not used any more. The public half of a signing key is kept, so that older entries can be proved.
backup-keys-renew-reason = Why
backup-keys-renewed = A new key was made

backup-diagnosis = Diagnosis
backup-diagnosis-lead = For whoever helps: versions, sizes, checks, how tasks ended, recent logs. Nobody's data, and shown to you first.
backup-diagnosis-look = Look
backup-diagnosis-looking = Looking…
backup-diagnosis-good = Nothing is wrong
# $n (String)
backup-diagnosis-bad = { $n } things to look at
backup-diagnosis-write = Write the diagnosis
backup-diagnosis-title = Where the diagnosis goes
# $size (String)
backup-diagnosis-written = The diagnosis was written ({ $size })
backup-diagnosis-files = Files in it

op-backup-show = Look at backups
op-backup-make = Back up
op-backup-work-show = Look at a backup task
op-backup-work-cancel = Stop a backup task
op-backup-verify = Check a backup
op-backup-drill = Drill a backup
op-backup-restore = Restore a backup
op-backup-restored = Restored from a backup
op-backup-restore-revoke = Give up restoring
op-backup-remove = Remove a backup
op-backup-replaced-remove = Remove a replaced database
op-backup-schedule-save = Set the backup schedule
op-backup-folder-set = Set the folder of backups
op-backup-due = Scheduled backup
op-backup-drill-due = Scheduled drill
op-backup-rotate = Remove old backups
op-key-relocate = Move the keys
op-key-renew = Make a new key
op-erasure-show = Look at terms
op-erasure-term-save = Set a term
op-erasure-run = Erase personal data
op-diagnosis-preview = Look for faults
op-diagnosis-write = Write a diagnosis
op-setting-clock-back = The clock was found set back
subject-backup = Backup
subject-replaced = Replaced database
subject-database = Database
subject-keys = Keys
subject-erasure = Personal data
subject-diagnosis = Diagnosis
# $no (String)
audit-fault-values-missing = The content of entry { $no } is gone without having been erased
audit-fault-erased-unrecorded = More or less was erased than the log says
