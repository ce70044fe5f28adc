# The second sheet of an exported workbook.
notes-title = About
notes-content = Content
notes-place = Area
notes-days = Days
notes-rows = Rows
notes-made = Exported at
notes-by = Exported by
notes-nature = Nature of the data
notes-again = Importing again
notes-again-how = The first sheet can be edited and imported as it is: rows that were not touched count as identical. Names and phones are not exported.
notes-register-again = The first sheet can be edited and imported as it is: rows that were not touched count as identical, and what the file does not have is not deleted. Leave system key and version of new rows empty.
notes-register-key = given by the console; leave it as it is
notes-register-one-of = one of: { $words }
notes-register-parts = one a line, number=name, such as 1=综合窗口
notes-register-day = a day, such as 2026-05-01
notes-form-place = Code or name of the place; where both stand they must mean the same one
notes-form-moment = Day and time, such as 2026-05-01 09:30
notes-form-cases = A whole number; one row for the same day, service point, item and body
notes-form-record = Once in its source; where a source has none, switch on “Records have no number” under “Sources” first
