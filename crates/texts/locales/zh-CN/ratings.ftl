### 评价明细与办件明细

ratings-title = 评价明细
ratings-cases-title = 办件明细
ratings-case-title = 办件
ratings-tabs = 明细
ratings-tab-ratings = 评价
ratings-tab-cases = 办件

## 筛选

ratings-filters = 筛选
ratings-search = 查找留言、评价编号或办件编号
ratings-search-hint = 留言、评价编号、办件编号
ratings-grade = 等级
ratings-channel = 渠道
ratings-standing = 计入情况
ratings-assess = 评价次数
ratings-with-comment = 只看有留言的
ratings-clear = 清除筛选
# $name (String)
ratings-chip-own = 只看{ $name }本级
# $facet (String)
# $name (String)
ratings-chip-facet = { $facet }：{ $name }
ratings-facet-unnamed = 未注明
ratings-facet-chosen = 所选一项
# $day (String)
ratings-chip-weekday = { $day }
# $from (String)
# $to (String)
ratings-chip-hour = { $from }:00—{ $to }:00
# $name (String)
ratings-chip-remove = 移除条件：{ $name }
ratings-preset = 快捷条件
ratings-preset-all = 全部
ratings-preset-bad = 差评
ratings-preset-words = 有留言
ratings-preset-follow-up = 追评

## 列表

# $n (String)
ratings-total = 共{ $n }条评价
# $n (String)
ratings-cases-total = 共{ $n }件办件
ratings-counting = 正在计数
# $place (String)
# $period (String)
ratings-scope = { $place }，{ $period }
ratings-column-time = 时间
ratings-column-place = 地点
ratings-column-point = 服务站点
ratings-column-where = 地点、站点
ratings-column-what = 事项、承办部门
ratings-column-item = 事项
ratings-column-body = 承办部门
ratings-column-grade = 等级
ratings-column-channel = 渠道
ratings-column-comment = 留言
ratings-column-day = 办结日期
ratings-column-cases = 办件
ratings-column-source = 数据来源
ratings-no-comment = 无留言
# $reasons (String)
ratings-reasons-only = 勾选：{ $reasons }
# $time (String)
# $place (String)
# $grade (String)
ratings-row = { $time }，{ $place }，{ $grade }，查看详情
ratings-empty-title = 没有符合条件的评价
ratings-empty-body = 可放宽筛选条件，或换一个时段、地点。
ratings-cases-empty-title = 没有办件记录
ratings-cases-empty-body = 可换一个时段、地点；也可能是这段时间的办件文件还没有导入。

## 导出

# $place (String)
# $from (String)
# $to (String)
ratings-export-name = 评价明细_{ $place }_{ $from }至{ $to }.xlsx
# $place (String)
# $from (String)
# $to (String)
ratings-cases-export-name = 办件明细_{ $place }_{ $from }至{ $to }.xlsx
# $n (String)
# $name (String)
ratings-exported = 已导出{ $n }条到“{ $name }”，不含评价人姓名和电话。
# $n (String)
# $name (String)
ratings-cases-exported = 已导出{ $n }条到“{ $name }”。

## 详情

ratings-detail = 评价详情
ratings-detail-first = 首次评价
ratings-detail-follow-up = 追评
ratings-detail-of-first = 首次评价（已被追评取代）
ratings-detail-reasons = 测评内容
ratings-detail-facts = 办理情况
ratings-detail-window = 窗口号
ratings-detail-staff = 工号
ratings-detail-module = 功能模块
ratings-detail-object = 评价对象
ratings-detail-person-type = 评价人属性
ratings-detail-source = 数据来源
ratings-detail-record = 评价编号
ratings-detail-case = 办件编号
# $reason (String)
ratings-detail-standing-reason = 理由：{ $reason }
ratings-detail-place-link = 查看该地总览

## 评价人

ratings-rater = 评价人
ratings-rater-none = 没有留下姓名和电话。
ratings-rater-masked = 姓名和电话已遮盖。
ratings-rater-name = 姓名
ratings-rater-phone = 电话
ratings-rater-show = 查看姓名和电话
ratings-rater-purpose = 查看用途
ratings-rater-purpose-hint = 如：回访核实差评。用途和查看人记入审计日志。
ratings-rater-confirm = 记录用途并查看
ratings-rater-shown = 本次查看已记入审计日志。

## 剔除、申诉

ratings-standing-title = 剔除或恢复
ratings-standing-explain = 误评、恶意差评可以剔除，申诉经核实的可以认定成立。处理后不再计入满意率和差评，评价本身保留。
ratings-standing-choice = 处理方式
ratings-standing-exclude = 剔除
ratings-standing-uphold = 认定申诉成立
ratings-standing-restore = 恢复计入
ratings-standing-reason = 理由
ratings-standing-reason-hint = 写明核实经过，2至500字。
ratings-standing-submit = 提交
# $standing (String)
ratings-standing-done = 已改为“{ $standing }”，各项指标随之更新。
ratings-standing-restored = 已恢复计入，各项指标随之更新。
# $standing (String)
ratings-standing-conflict = 他人刚刚修改过这条评价，现在是“{ $standing }”。请核对后再提交。
ratings-standing-choose = 请选择处理方式。
ratings-standing-too-short = 请至少写2个字。
ratings-standing-too-long = 最多500字。
ratings-list-comma = 、
# $n (String) - how many at least
ratings-total-at-least = { $n }条以上评价
# $n (String) - how many at least
ratings-cases-at-least = { $n }件以上办件
# $n (String) - how many
# $standing (String) - how they stand now
ratings-standings-done = { $n }条评价已改为“{ $standing }”。可在各条的变更记录里撤销。
