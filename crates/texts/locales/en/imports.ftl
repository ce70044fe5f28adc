# Importing rating and case files.
import-title = Import
import-lead = Take in the rating and case files that windows and terminals export. Workbooks of Excel and WPS (xlsx, xls, ods) and CSV files.

import-kind = The file holds
import-kind-ratings-hint = One row is one person's rating
import-kind-cases-hint = One row counts the cases of a station, item, body and day

import-file-pick = Choose a file…
import-file-none = No file chosen yet. Its first 1,000 rows are checked before anything is imported.
import-columns-expected = Which columns the file should have
import-columns-expected-hint = In any order; further columns are not used. Place code or unit name, one of them will do.
import-column-required = required
import-column-optional = optional
import-column-also = also understood
import-checking-file = Checking the file…
import-check-failed = The file could not be checked; see the message above.

import-facts = What was found
import-encoding = Encoding
import-encoding-utf-8 = UTF-8
import-encoding-utf-8-bom = UTF-8 (with mark)
import-encoding-utf-16 = UTF-16
import-encoding-gb18030 = GB18030 (with GBK)
import-delimiter = Separator
import-delimiter-comma = comma
import-delimiter-semicolon = semicolon
import-delimiter-tab = tab
import-delimiter-bar = bar
import-checked = Checked
import-checked-whole = all rows: { $n }
import-checked-part = the first rows: { $n }
import-bad-rows = Rows with problems
import-bad-rows-none = none

import-columns = Columns
import-column-in-file = In the file
import-column-field = Understood as
import-column-example = Example
import-column-unused = not used
import-columns-unused = Columns that match nothing and are not used: { $n }.

import-first-rows = First rows of the file
import-row-no = Row

import-problems = Problems
import-problems-none = No problems in the rows that were checked.
import-problems-some = Problems in all: { $total }. The first { $shown } are listed here; download the returned rows to see every one.
import-problems-count = { $n } ×
import-problems-row = Row { $n }
import-problems-more = and others
import-problem-column = Column
import-problem-whole-row = the row
import-problem-value-empty = (empty)

import-sources = Sources
import-source-fallback = Rows that name no source belong to
import-source-fallback-hint = Used where the file has no source column, or a row leaves it empty.
import-source-fallback-none = not set
import-source-new = A new source…
import-source-new-name = Name of the new source
import-source-new-hint = Such as: rating devices of the district centre
import-source-use = Use it
import-source-numberless = Records have no number
import-source-numberless-hint = Turn this on if the source gives its records no number. Rows are then told apart by their whole content: equal rows are counted in order, and importing the same file again counts nothing twice. Leave it off for sources with numbers.
import-source-first = seen for the first time
import-source-missing = Give the source a name.
import-source-too-long = The name of a source has at most 64 characters.

import-taking = Rows with problems
import-taking-good = Take the good rows, return the rest
import-taking-good-hint = Returned rows can be downloaded, mended and imported again.
import-taking-all = Take all or nothing
import-taking-all-hint = If a single row is wrong, no row is taken.
import-extent = What the file stands for
import-extent-hint = Within its days and places, what is not in the file counts as 0 cases. Without days: from its first to its last row and the weekends around; places: everything below the place that its stations have in common.
import-extent-first = First day exported
import-extent-last = Last day exported
import-extent-named-only = The file has only some of the stations: those not named don't count as 0
import-extent-wrong = Give both days, the first not after the last, or neither.
import-differing = Records that are stored with other content
import-differing-refuse = Return the row, with both values
import-differing-replace = Replace them by the file's content
import-differing-replace-hint = Replacing is recorded in the audit log.

import-ready = Ready to import.
import-ready-some-bad = Ready to import; rows with problems that will be returned: { $bad }.
import-ready-part-bad = Ready to import; rows with problems among those checked: { $bad }. The others are checked during the import.
import-ready-part = Ready to import; the other rows are checked during the import.
import-not-empty = The file has no data rows. Make sure that the right period was exported.
import-not-columns = Required columns are missing: { $columns }. Add them, or give them the names listed above.
import-not-source = No row names its source. Choose one under “Sources”.
import-not-good = Every row has a problem; there is nothing to import. Mend the file as described below.
import-not-all = “All or nothing” is chosen, and rows have problems ({ $bad }): nothing would be taken. Mend the file first, or take the good rows.
import-start = Start the import
import-starting = Starting…
import-another = Import another file

import-phase-opening = Opening the file
import-phase-checking = Reading and checking
import-phase-merging = Writing, one moment
import-progress-rows = Rows read: { $rows }
import-progress-rate = { $rate } rows a second
import-progress-bytes = { $at } / { $size }
import-progress-leave = You can leave this page; the import goes on, and its result will be here.
import-progress-no-cancel = Being written to the database. This step can't be cancelled and takes some seconds.
import-cancel = Cancel the import
import-cancelling = Cancelling…
import-cancel-ask = Cancel this import?
import-cancel-ask-body = Rows read so far are not taken; the database stays as it is.
import-cancel-no = Go on importing

import-state-checking = Checking
import-state-merging = Writing
import-state-done = Done
import-state-done-some = Done, rows returned
import-state-refused = Nothing taken
import-state-failed = Failed
import-state-cancelled = Cancelled
import-state-interrupted = Interrupted

import-result-done = Rows read: { $read }, new ones taken: { $taken }.
import-result-identical = Identical to stored records and not counted again: { $n }.
import-result-replaced = Replaced: { $n }.
import-result-returned = Returned: { $n }. Download them, mend them and import them again.
import-result-none-returned = No row was returned.
import-result-refused = Rows read: { $read }, with problems: { $returned }. Since “all or nothing” was chosen, no row was taken and the database is as it was.
import-result-failed = The import was not finished; the database is as it was.
import-result-cancelled = Cancelled. No row was taken; the database is as it was.
import-result-interrupted = The program was closed during the import; no row was taken. Import the file again, nothing is counted twice.

import-count-read = read
import-count-taken = taken
import-count-identical = identical
import-count-replaced = replaced
import-count-returned = returned

import-returned-save = Download returned rows…
import-returned-name = { $file }-returned
import-returned-saved = { $name } is written. Rows, each with reason and remedy: { $rows }.
import-see-overview = See the overview

import-history = Imports so far
import-history-empty = No file has been imported yet. The result and the returned rows of every import will be kept here.
import-history-file = File
import-history-kind = Content
import-history-state = State
import-history-result = Result
import-history-when = Started
import-history-took = Took
import-history-by = By
import-took-seconds = { $n } s
import-took-minutes = { $n } min
import-job-running = An import is running.
import-history-ended = Ended

import-history-settled = Returned rows
import-history-is-open = Open
import-history-is-settled = Settled
import-history-open-only = Open ones
import-history-search = File or person
import-history-settle = Returned rows are settled
import-history-settle-hint = Once the returned rows were fetched, or need nothing more, they count as settled and leave the to-do list.
import-history-settle-done = Marked as settled.
import-history-export-name = imports-{ $day }.xlsx

import-format = Format
import-asides = Rows that are no data (totals, signatures)
import-sheet = Sheet
import-sheet-hidden = { $name } (hidden)
import-header-row = Row of the header
import-header-row-n = Row { $n }
import-columns-say = Not found: { $columns }. Say below which column it is, or rename the header.
import-columns-remembered = Columns are read as last time; they can be changed below.
import-column-lettered = Column { $letter } (no header)
import-difference = Compared with what is stored
import-difference-new = New
import-difference-changed = Changed
import-difference-same = Same
import-difference-stored = Stored
import-difference-file = In the file
import-result-asides = { $n } more rows are totals, signatures and the like, and no data.
