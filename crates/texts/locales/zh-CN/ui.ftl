### 界面部件

ui-choose = 请选择
ui-none-found = 没有相符的选项
# $column (String) - name of the column
ui-sort-by = 按“{ $column }”排序
ui-chart-as-table = 以表格显示
ui-chart-as-chart = 以图显示
ui-chart-hint = 方向键在数据点间移动，回车查看明细
ui-place-search = 名称、拼音或首字母
ui-place-inactive = 不纳入统计
ui-place-ended = 已撤并
# $n (String) - how many villages
ui-place-villages = { $n }个村（居）
ui-expand = 展开
ui-collapse = 收起
ui-period-custom = 自选日期
ui-period-from = 开始日期
ui-period-to = 结束日期
ui-period-order = 结束日期早于开始日期。
ui-period-unreadable = 日期不完整。
ui-file-choose = 选择文件
ui-file-again = 更换文件
ui-file-remove = 移除文件
# $percent (String) - how far
ui-progress = 已完成{ $percent }
ui-stale = 正在更新，以下为上一次的数据
