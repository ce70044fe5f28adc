### Everywhere: product name, actions, common words

product-name = Yimen
product-title = Yimen · Mazhang District public services console

act-save = Save
act-cancel = Cancel
act-close = Close
act-back = Back
act-next = Next
act-retry = Try again
act-more = Show more
act-undo = Undo
act-copy = Copy
act-copied = Copied
copy-failed = It could not be copied; write it down.
act-apply = Apply
act-export = Export
act-open = Open
paper-as-pdf = { $label } (PDF)
act-refresh = Refresh
act-leave = Leave
act-stay = Stay

common-loading = Loading
common-optional = optional
common-all = All
common-yes = Yes
common-no = No
common-to = To
common-too-few = Too few to say
common-n-rows = { $n } in all
