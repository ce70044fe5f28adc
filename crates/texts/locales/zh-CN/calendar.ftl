# 工作日历:节假日、调休、期限计算。
calendar-lead = 节假日和调休以国务院办公厅每年的通知为准。督办、整改、公示等期限都按这份日历计算。
# $day (String)
calendar-provisional-from = { $day }起的日子尚无依据，暂按周末休息推算；当年通知导入后自动改正。
# $year (String)
calendar-due = { $year }年的放假安排还没有导入。通知一般在上一年11月发布，请导入后再计算跨年的期限。
calendar-year-before = 上一年
calendar-year-after = 下一年
# $year (String)
calendar-year = { $year }年
# $month (String)
calendar-month = { $month }月
calendar-kind-workday = 工作日
calendar-kind-make-up = 调休上班
calendar-kind-weekend = 周末
calendar-kind-holiday = 放假
calendar-kind-provisional = 暂定
calendar-mark-off = 休
calendar-mark-worked = 班
calendar-worked-days = 工作日
# $n (String)
calendar-days = { $n }天
calendar-off-days = 通知列出的放假
calendar-made-up-days = 调休上班
calendar-origin = 依据
calendar-origin-shipped = 随程序提供
# $name (String)
# $day (String)
calendar-origin-imported = { $name }于{ $day }导入
calendar-origin-none = 未导入，暂按周末推算
calendar-papers = 通知原文

calendar-count-title = 期限计算
calendar-count-lead = 起算当日不计入；最后一日遇休息日的，顺延到其后第一个工作日。
calendar-count-begins = 起算日
calendar-count-begins-hint = 如收到、送达、公布的当天
calendar-count-days = 天数
calendar-count-unit = 单位
calendar-unit-day = 日
calendar-unit-workday = 工作日
calendar-unit-natural-day = 自然日
calendar-count-no-day = 请填写日期，如 2026-11-27。
calendar-count-no-number = 请填写1至3660之间的整数。
calendar-count-last = 截止日
# $day (String)
# $weekday (String)
calendar-day-weekday = { $day }（{ $weekday }）
# $day (String)
calendar-count-moved = 按日数为{ $day }，遇休息日顺延（民法典第203条）
calendar-count-first = 起算当日不计入（民法典第201条）
# $n (String)
calendar-count-skipped = 未计入{ $n }天
# $n (String)
calendar-count-made-up = 调休上班计入{ $n }天
calendar-count-provisional = 其中有暂定的日子，当年通知导入后结果可能变化。
# $from (String)
# $to (String)
# $name (String)
calendar-run = { $from }至{ $to }　{ $name }
# $day (String)
# $name (String)
calendar-run-one = { $day }　{ $name }

calendar-import-title = 导入年度放假安排
calendar-import-lead = 把通知正文粘贴到下面，或选择数据文件（holiday-cn 格式的JSON）。先检查，确认后才生效。
calendar-import-text = 通知正文
calendar-import-text-hint = 从“一、元旦”到“七、国庆节”整段复制即可
calendar-import-or-file = 或选择文件
calendar-import-year = 年份
calendar-import-year-hint = 正文里有“关于…年部分节假日安排”的，可不填
calendar-import-check = 检查
calendar-import-checking = 正在检查…
# $year (String)
calendar-import-found = { $year }年放假安排
# $off (String)
# $worked (String)
calendar-import-counts = 放假{ $off }天，调休上班{ $worked }天
calendar-import-same = 与现有安排完全相同，不必导入。
# $n (String)
calendar-import-changes = { $n }天与现在不同
calendar-import-no-changes = 没有哪一天的性质因此改变。
calendar-import-day = 日期
calendar-import-name = 名称
calendar-import-before = 现在
calendar-import-after = 导入后
calendar-import-reason = 替换原因
calendar-import-reason-hint = 该年已有安排，说明为什么替换，2–200个字
calendar-import-reason-missing = 请说明替换原因，2–200个字。
calendar-import-apply = 导入
calendar-import-applying = 正在导入…
calendar-import-cancel = 不导入
# $year (String)
calendar-import-done = 已导入{ $year }年放假安排。
calendar-import-moved = 他人刚刚修改过该年的安排，请重新检查。
calendar-import-nothing = 请粘贴通知正文或选择文件。
