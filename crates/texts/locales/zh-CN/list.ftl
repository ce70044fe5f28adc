### 列表:筛选、列、分页、批量

list-columns = 列
list-columns-reset = 恢复默认列
list-outline = 目录树
list-outline-all = 全部
# $name (String) - what is chosen
# $value (String) - the chosen value
list-chosen = { $name }：{ $value }
# $name (String) - what is chosen
# $n (String) - how many
list-chosen-many = { $name }：{ $n }项
list-export = 导出
list-export-title = 导出到文件
# $n (String) - how many rows
# $file (String) - name of the file
list-exported = 已写入{ $n }行：{ $file }
# $n (String) - how many at least
list-at-least = { $n }条以上
# $from (String) - number of the first row
# $to (String) - number of the last row
# $all (String) - how many there are, in words
list-range = 第{ $from }–{ $to }条，{ $all }
# $from (String) - number of the first row
# $to (String) - number of the last row
list-range-open = 第{ $from }–{ $to }条
list-pages = 翻页
list-first = 首页
list-before = 上一页
list-after = 下一页
list-last = 末页
list-at-end = 没有更多页
list-unfinished = 符合条件的记录较少，目前只查找了一部分。点“下一页”继续查找。
list-views = 常用筛选
list-views-none = 尚无常用筛选。可将当前的筛选和排序命名保存，供以后直接选用。
list-view-save = 存为常用筛选
list-view-name = 名称
list-view-name-hint = 同名的将被替换；仅本人可见
# $name (String) - its name
list-view-saved = 已存为“{ $name }”
# $name (String) - its name
list-view-drop = 删除“{ $name }”
list-view-copy = 复制链接
list-view-copied = 已复制。发给同事后，对方在查找框(Ctrl K)里粘贴即可打开。
# $n (String) - how many rows
list-ticked = 已选{ $n }条
list-untick = 取消选择
# $row (String) - what the row is
list-tick = 选择{ $row }
list-tick-all = 选择本页全部
# $n (String) - how many
# $left (String) - how many were left
# $why (String) - why the first of them was
list-some-left = 已办理{ $n }条，未办理{ $left }条：{ $why }
list-clear = 清除筛选
list-since = 自
list-until = 至
list-days-order = 截止日期早于起始日期，未按日期筛选。
list-search = 查找
list-whole = 全文（含依据原文）
