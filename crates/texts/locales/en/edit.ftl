### Forms: drafts, merging, history, undo

draft-offered = There is a draft of { $when } that was not sent.
draft-restored = The draft of { $when } is filled in. It has not been sent.
draft-unkept = What was typed just now is not kept as a draft yet; do not close the window. It is tried again; if that does not help, send the form or copy what it says.
draft-put-back = Fill in the draft
draft-leave = Do without it
draft-drop = Throw the draft away
draft-kept-body = What was typed is kept as a draft and filled in again next time. To throw it away, do so when you open it again, or under To do.
draft-list = My drafts
draft-go-on = Go on

merge-title = Somebody changed the same record just now
merge-body = Both changed { $n } of the same fields. Choose which to keep, one by one.
merge-none = Both changed different fields; they can be joined and saved.
merge-taken = What only the other person changed is kept too: { $fields }.
merge-mine = As filled in here
merge-theirs = As the other person saved it
merge-before = Before: { $value }
merge-comma = {", "}
merge-save = Merge and save

history-show = Show history
history-hide = Hide history
history-none = No changes yet.
history-undone = Taken back: { $operation }.
