### 列表:筛选、列、分页、批量

list-columns = 列
list-columns-reset = 恢复默认列
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
list-at-end = 已到尽头
list-unfinished = 符合条件的很少，只查了一部分。点“下一页”继续往下查。
list-views = 常用筛选
list-views-none = 还没有存过。把现在的筛选、排序存个名字，以后一点就到。
list-view-save = 存为常用筛选
list-view-name = 名称
list-view-name-hint = 同名的会被替换；只有自己看得到
# $name (String) - its name
list-view-saved = 已存为“{ $name }”
# $name (String) - its name
list-view-drop = 删去“{ $name }”
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
list-some-left = { $n }条已办，{ $left }条没有办：
list-clear = 清除筛选
list-since = 自
list-until = 至
list-search = 查找
list-none = 没有符合条件的
