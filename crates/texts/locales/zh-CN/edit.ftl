### 表单:草稿、合并、变更记录、撤销

# $when (String) - when it was kept
draft-offered = { $when }有一份没有提交的草稿。
# $when (String) - when it was kept
draft-restored = 已填入{ $when }的草稿，还没有提交。
draft-unkept = 刚才填写的内容还没有存为草稿，请先不要关闭窗口。系统会再试；仍不行时，请先提交，或把内容复制出来。
draft-put-back = 填入草稿
draft-leave = 不填入
draft-drop = 丢弃草稿
draft-kept-body = 填写的内容已存为草稿，下次打开时会再填入。不要了的，可在再次打开时或在待办里丢弃。
draft-list = 我的草稿
draft-go-on = 继续填写

merge-title = 他人刚刚修改过同一条记录
# $n (String) - how many fields
merge-body = 双方均修改了{ $n }项，请逐项选择保留的内容。
merge-none = 双方修改的不是同一项，可直接合并保存。
# $fields (String) - names of fields
merge-taken = 对方已修改、本人未修改的将一并保留：{ $fields }。
merge-mine = 本人填写的
merge-theirs = 对方保存的
# $value (String) - what stood there before
merge-before = 原值：{ $value }
merge-comma = 、
merge-save = 合并并保存

history-show = 查看变更记录
history-hide = 收起变更记录
history-none = 还没有变更记录。
# $operation (String) - what was done, in words
history-undone = 已撤销：{ $operation }。
