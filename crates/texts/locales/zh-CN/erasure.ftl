# 个人信息保存期限与清除。
nav-erasure = 个人信息清除
erasure-lead = 个人信息到期自动清除，只留数量和时间。本页只显示数量。
erasure-column-what = 内容
erasure-column-days = 保存期限
erasure-column-source = 依据
erasure-column-held = 现有
erasure-column-due = 已到期
erasure-column-next = 最早到期
erasure-column-acts = 操作
erasure-kept-raters = 评价人姓名、电话
erasure-kept-raters-hint = 从评价之日起算，清除后评价本身和统计不变。
erasure-kept-audit-values = 操作日志中涉及个人的内容
erasure-kept-audit-values-hint = 日志条目永久保留，仍可核验。
erasure-kept-returned-rows = 导入退回行
erasure-kept-returned-rows-hint = 从导入结束之日起算，行数仍保留。
erasure-kept-files = 导入暂存和退回文件
erasure-kept-files-hint = 未取走的文件。
erasure-kept-replaced = 恢复时换下的数据库
erasure-kept-replaced-hint = 从恢复之日起算。
erasure-kept-logs = 运行日志
erasure-kept-logs-hint = 不含个人信息。
erasure-source-personal-information = 个人信息保护法第十九条、第四十七条：不超过必要时间，期满主动删除
erasure-source-network-logs = 网络安全法（2016年文本）第二十一条第（三）项：日志留存不少于六个月
# $days (String)
erasure-days = { $days }天
# $least (String)
# $most (String)
erasure-bounds = 可设{ $least }至{ $most }天
erasure-none-held = 无
erasure-set = 更改…
erasure-set-title = 更改保存期限
erasure-set-days = 保存天数
erasure-set-reason = 更改原因
erasure-set-yes = 保存
erasure-set-done = 保存期限已更改
erasure-now = 立即清除已到期内容…
erasure-now-none = 没有到期内容
erasure-now-title = 立即清除已到期内容
# $n (String)
erasure-now-lead = 将清除{ $n }项已到期内容，清除后不能恢复。不操作也会在每天首次运行时自动清除。
erasure-now-reason = 清除原因
erasure-now-yes = 清除
# $n (String)
erasure-now-done = 已清除{ $n }项
erasure-done = 清除记录
erasure-done-empty = 还没有清除过。
erasure-done-at = 时间
erasure-done-by = 办理
erasure-done-what = 清除内容
erasure-done-reason = 原因
# $what (String)
# $n (String)
erasure-done-count = { $what } { $n }项
erasure-by-schedule = 按期自动
erasure-demo = 演示数据中的人员均为虚构，不自动清除。
erasure-kept-photos = 督办、检查的照片和扫描件
erasure-kept-photos-hint = 从督办件销号、撤销或者检查得分审定之日起算，此后收下的从收下之日起算；清除后留下张数、收下时间和经手人。
erasure-kept-withdrawn-photos = 已撤回的照片和扫描件
erasure-kept-withdrawn-photos-hint = 从撤回之日起算，撤回原因仍保留。
