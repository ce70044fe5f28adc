### Components

ui-choose = Choose
ui-none-found = Nothing fits
ui-sort-by = Sort by “{ $column }”
ui-chart-as-table = Show as table
ui-chart-as-chart = Show as chart
ui-chart-hint = Arrow keys walk over the marks, Enter opens the rows
ui-place-search = Name, pinyin or initials
ui-place-inactive = not counted
ui-place-ended = no longer there
ui-place-villages = { $n } villages
ui-expand = Expand
ui-collapse = Collapse
ui-period-custom = Choose days
ui-period-from = First day
ui-period-to = Last day
ui-period-order = The last day lies before the first.
ui-period-unreadable = The day is not complete.
ui-file-choose = Choose a file
ui-file-again = Choose another file
ui-file-remove = Remove the file
ui-progress = { $percent } done
ui-stale = Updating; these are the figures from before
