### Lists: filters, columns, pages, several at once

list-columns = Columns
list-columns-reset = Columns as at first
# $name (String) - what is chosen
# $value (String) - the chosen value
list-chosen = { $name }: { $value }
# $name (String) - what is chosen
# $n (String) - how many
list-chosen-many = { $name }: { $n }
list-export = Export
list-export-title = Export to a file
# $n (String) - how many rows
# $file (String) - name of the file
list-exported = { $n } rows written: { $file }
# $n (String) - how many at least
list-at-least = more than { $n }
# $from (String) - number of the first row
# $to (String) - number of the last row
# $all (String) - how many there are, in words
list-range = { $from }–{ $to }, { $all }
# $from (String) - number of the first row
# $to (String) - number of the last row
list-range-open = { $from }–{ $to }
list-pages = Pages
list-first = First
list-before = Previous
list-after = Next
list-last = Last
list-at-end = This is the end
list-unfinished = Few rows fit, and only a part has been searched. Press Next to search on.
list-views = Saved filters
list-views-none = None yet. Give the present filter and order a name, and come back to it with one click.
list-view-save = Save this filter
list-view-name = Name
list-view-name-hint = One of the same name is replaced; only you can see it
# $name (String) - its name
list-view-saved = Saved as “{ $name }”
# $name (String) - its name
list-view-drop = Remove “{ $name }”
list-view-copy = Copy link
list-view-copied = Copied. A colleague opens it by pasting it into the search box (Ctrl K).
# $n (String) - how many rows
list-ticked = { $n } selected
list-untick = Clear selection
# $row (String) - what the row is
list-tick = Select { $row }
list-tick-all = Select this page
# $n (String) - how many
# $left (String) - how many were left
list-some-left = { $n } done, { $left } left as they were:
