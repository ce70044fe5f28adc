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
