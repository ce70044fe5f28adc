### 总览：一句话、指标、各站、排名、走势、差评、钟点

overview-title = 总览

## 总览: the sentence

# $period (String) - 上周, or dates
overview-lead = { $period }
# $period (String)
# $place (String) - the place's name
overview-lead-place = { $period }{ $place }
# $n (String)
overview-clause-cases = 办件{ $n }件
# $n (String)
overview-clause-ratings = 收到评价{ $n }条
# $rate (String)
overview-clause-rate = 评价率{ $rate }%
# $count (Number)
# $n (String)
overview-clause-silent = { $count ->
   *[other] { $n }个站零办件
}
overview-clause-no-data = 没有数据
overview-no-rating-file = 所选时段没有评价文件
overview-clause-all-active = 各站均有办件
# $count (Number)
# $n (String)
overview-clause-unrated = { $count ->
   *[other] { $n }个站零评价
}
# $count (Number)
# $n (String)
overview-clause-bad = { $count ->
   *[other] 差评{ $n }件
}
overview-clause-no-bad = 没有差评
overview-comma = ，
overview-semicolon = ；
overview-stop = 。

# $days (String)
overview-month-lead = 本月累计（{ $days }）：
# $day (String)
overview-cutoff = 统计截至{ $day }

## What files cover

# $count (Number)
# $n (String)
overview-cases-unknown = { $count ->
   *[other] 本期有{ $n }个站的办件文件未导入齐，合计的办件量、评价率和主动评价率暂不显示。
}
overview-cases-none = 尚未导入办件文件，评价率和主动评价率无法计算。
# $from (String)
# $to (String)
overview-cases-outside = 办件文件只覆盖{ $from }至{ $to }，不含本期，评价率和主动评价率无法计算。
# $from (String)
# $to (String)
# $missing (Number)
overview-cases-part = 本期办件文件只覆盖{ $from }至{ $to }，缺{ $missing }天；办件量、评价率和主动评价率暂不显示。
# $from (String)
# $to (String)
overview-ratings-outside = 评价文件只覆盖{ $from }至{ $to }，不含本期。
# $from (String)
# $to (String)
# $missing (Number)
overview-ratings-part = 本期评价文件只覆盖{ $from }至{ $to }，缺{ $missing }天；评价数偏低。

overview-empty-title = 还没有数据
overview-empty-body = 导入评价文件和办件文件后，这里显示各镇、各村（居）的办件、评价和差评情况。
overview-empty-import = 前往导入
overview-empty-ask = 请目录管理员或镇管理员在“数据导入”中导入文件。

## Figures

overview-figures = 主要指标
# $n (String)
overview-figure-n-rated = 已评价{ $n }件
overview-figure-silent = 零办件站
overview-figure-unrated = 零评价站
overview-unit-cases = 件
overview-unit-percent = %
overview-unit-per-10k = 条/万条
overview-unit-stations = 个
# $n (String)
overview-figure-n-cases = 办件{ $n }件
# $n (String)
overview-figure-n-ratings = 有效评价{ $n }条
# $n (String)
overview-figure-bad-per-10k = 每万条{ $n }条
# $n (String)
overview-figure-of-stations = 共{ $n }个站

overview-figure-up = 增
overview-figure-down = 减
overview-figure-rise = 升
overview-figure-fall = 降
# $before (String) - 前一周
# $way (String) - 增, 减
# $by (String)
# $percent (String)
overview-change-count = 较{ $before }{ $way }{ $by }件（{ $percent }%）
# $before (String)
# $way (String)
# $by (String)
overview-change-count-only = 较{ $before }{ $way }{ $by }件
# $before (String)
# $way (String) - 升, 降
# $by (String)
overview-change-points = 较{ $before }{ $way }{ $by }个百分点
# $before (String)
# $way (String)
# $by (String)
overview-change-per-10k = 较{ $before }{ $way }{ $by }条/万条
# $before (String)
overview-change-same = 与{ $before }持平
# $before (String)
overview-change-unknown = { $before }无数据，不作比较
overview-before-week = 前一周
overview-before-month = 上月
overview-before-same-days = 上月同期
# $n (Number)
overview-before-months = 前{ $n }个月
# $n (Number)
overview-before-days = 前{ $n }天

# $n (Number)
overview-too-few-ratings = 有效评价不足{ $n }条，只供参考
# $n (Number)
overview-too-few-cases = 办件不足{ $n }件，只供参考

# $name (String)
# $value (String)
overview-figure-door-cases = { $name }{ $value }，查看办件明细
# $name (String)
# $value (String)
overview-figure-door-ratings = { $name }{ $value }，查看评价明细
# $name (String)
# $value (String)
overview-figure-door-stations = { $name }{ $value }，查看站点名单
# $name (String)
overview-figure-trend = { $name }近13个月走势

## What stations without cases or ratings are

overview-silent-means = 统计期内没有一件办件的启用站点。没有办件文件覆盖时显示为“—”。停用的村（居）和镇、区中心不计。
overview-unrated-means = 统计期内没有一条有效评价的启用站点。停用的村（居）和镇、区中心不计。

## Stations without cases or ratings

# $n (String)
overview-stations-silent-title = 零办件站（{ $n }个）
# $n (String)
overview-stations-unrated-title = 零评价站（{ $n }个）
# $town (String)
# $n (Number)
overview-stations-of-town = { $town }（{ $n }个）
overview-stations-none = 没有此类站点。

## Grid

overview-measure = 指标
# $measure (String)
overview-action-measure = 按{ $measure }看各站
overview-grid-title = 各站情况
# $n (Number)
overview-grid-town-note = { $n }个村（居）
overview-grid-inactive = 未启用
# $name (String)
overview-grid-centre = { $name }中心
overview-grid-head-town = 镇
overview-grid-head-place = 村（居）
overview-grid-head-n = 样本
overview-short-too-few = 样本不足
overview-short-zero-cases = 无办件
overview-short-no-ratings = 无评价
overview-short-incomplete = 不全
# $name (String)
# $measure (String)
# $value (String)
# $n (String)
overview-mark-label = { $name }，{ $measure }{ $value }，{ $n }
# $name (String)
# $measure (String)
# $reason (String)
overview-mark-label-absent = { $name }，{ $measure } —，{ $reason }
# $name (String)
# $reason (String)
overview-mark-label-inactive = { $name }，未启用：{ $reason }
# $name (String)
# $measure (String)
# $value (String)
# $n (String)
overview-mark-label-too-few = { $name }，样本不足，{ $measure }{ $value }，{ $n }
# $measure (String)
# $high (String) - the clause about the highest
# $low (String) - the clause about the lowest
overview-grid-say = { $measure }：{ $high }，{ $low }。
# $measure (String)
# $high (String)
overview-grid-say-one = { $measure }：{ $high }。
# $name (String)
# $value (String)
overview-grid-say-high = { $name }最高（{ $value }）
# $n (Number)
# $value (String)
overview-grid-say-high-many = { $n }个站并列最高（{ $value }）
# $name (String)
# $value (String)
overview-grid-say-low = { $name }最低（{ $value }）
# $n (Number)
# $value (String)
overview-grid-say-low-many = { $n }个站并列最低（{ $value }）
overview-grid-say-no-bad = 样本足够的站都没有差评。
# $measure (String)
# $value (String)
overview-grid-say-equal = 各站{ $measure }都是{ $value }。
# $n (Number)
overview-grid-say-too-few = { $n }个站样本不足，不着色。
# $n (Number)
overview-grid-say-silent = { $n ->
   *[other] { $n }个站零办件
}
overview-grid-say-nothing = 没有一个站的样本足以比较。可换更长的时段，如近12个月。
overview-grid-say-no-cases = 本期没有办件数据，换用“满意率”或“每万条差评”可看评价情况。
overview-grid-empty = 这里显示各村（居）站点，一格一站。

## Ranking

overview-ranking-title = 排名
overview-ranking-rank = 名次
overview-ranking-ratings = 有效评价
overview-ranking-interval = 95%区间
overview-ranking-intervals = 显示区间
overview-ranking-all = 显示全部
# $n (Number)
overview-ranking-omitted = 另有{ $n }个站
# $name (String)
# $value (String)
overview-ranking-reference = { $name }{ $value }
# $name (String)
# $value (String)
overview-ranking-mean = { $name }站均{ $value }
# $name (String)
# $value (String)
overview-ranking-say-first = { $name }第一（{ $value }）
# $n (Number)
# $value (String)
overview-ranking-say-first-many = { $n }个站并列第一（{ $value }）
# $name (String)
# $value (String)
overview-ranking-say-last = { $name }末位（{ $value }）
# $n (Number)
# $value (String)
overview-ranking-say-last-many = { $n }个站并列末位（{ $value }）
# $n (Number)
overview-ranking-say-too-few = { $n }个站样本不足，未排名。
overview-ranking-say-nothing = 没有样本足够的站可以排名。可换更长的时段，如近12个月。

## Trend

# $measure (String)
overview-trend-name = { $measure }与上年同月比较
overview-trend-now = 近12个月
overview-trend-then = 上年同月
overview-trend-cut = 纵轴不从0开始
overview-trend-head-month = 月份
overview-trend-head-n = 样本
# $name (String)
# $now (String)
# $then (String)
# $n (String)
overview-trend-label = { $name }：{ $now }，上年同月{ $then }，{ $n }
# $name (String)
# $now (String)
# $then (String)
# $n (String)
overview-trend-label-partial = { $name }（未满月）：{ $now }，上年同月{ $then }，{ $n }
# $month (String)
# $measure (String)
# $now (String)
# $then (String)
overview-trend-say = { $month }{ $measure }{ $now }，上年同月{ $then }。
# $high (String) - the clause about the highest month
# $low (String)
overview-trend-say-range = 12个月里{ $high }，{ $low }。
# $n (Number)
# $value (String)
overview-trend-say-high-many = { $n }个月同为最高（{ $value }）
# $n (Number)
# $value (String)
overview-trend-say-low-many = { $n }个月同为最低（{ $value }）
# $n (Number)
overview-trend-say-missing = { $n }个月没有数据。
overview-trend-say-nothing = 这12个月没有数据。
# $month (Number)
overview-month-short = { $month }月

## Causes

overview-causes-title = 差评原因
overview-causes-item-title = 差评最多的事项
overview-causes-body-title = 差评最多的部门
overview-causes-reason-title = 差评的原因
overview-causes-item = 事项
overview-causes-body = 承办部门
overview-causes-reason = 原因
overview-causes-unnamed = 未注明
overview-causes-bad = 差评
overview-causes-per-10k = 每万条
overview-causes-share = 占差评
# $name (String)
# $n (String)
# $beside (String)
overview-causes-label = { $name }，差评{ $n }件，每万条{ $beside }条
# $name (String)
# $n (String)
# $beside (String)
overview-causes-label-share = { $name }，差评{ $n }件，占{ $beside }
# $name (String)
# $n (String)
overview-causes-say-item = 差评最多的事项是“{ $name }”（{ $n }件）。
# $name (String)
# $n (String)
overview-causes-say-body = 差评最多的部门是{ $name }（{ $n }件）。
# $name (String)
# $n (String)
overview-causes-say-reason = 说得最多的原因是“{ $name }”（{ $n }件）。
# $name (String) - the first of them
# $count (Number) - how many are equal
# $n (String)
overview-causes-say-tied = { $name }等{ $count }项差评最多（各{ $n }件）。
overview-causes-none = 本期没有差评。
overview-causes-none-reason = 本期差评没有勾选原因。

## Hours

overview-hours-title = 什么时候来评价
# $months (String)
overview-hours-months = 按整月统计：{ $months }
overview-hours-measure = 有效评价（条）
overview-hours-corner = 星期
# $hour (Number)
overview-hours-hour = { $hour }时
# $weekday (String)
# $hour (Number)
# $n (String)
overview-hours-label = { $weekday }{ $hour }时，有效评价{ $n }条
# $weekday (String)
# $hour (String)
# $n (String)
overview-hours-say = 评价最集中的是{ $weekday }{ $hour }（{ $n }条）。
overview-hours-say-nothing = 这些月份没有有效评价。

## Actions

overview-to-ratings = 评价明细
overview-to-cases = 办件明细
overview-crumbs = 所在位置

## 留言

overview-voices-title = 差评留言
overview-voices-any-title = 最近留言
overview-voices-none = 这段时间的差评没有留言
overview-voices-any-none = 这段时间没有留言
overview-voices-any-none-body = 群众的留言会显示在这里，最新的在前。
overview-voices-none-body = 有留言的差评会显示在这里，最新的在前。
overview-voices-all = 查看全部

# 区划变更后的口径
overview-basis = 口径
overview-basis-now = 现行区划
overview-basis-then = 当时区划
overview-basis-means = 所选时段或其后有区划变更。现行区划：合并后的村（居）含被并各村此前的数；当时区划：各算各的，从变更当日起归新的。拆分的村（居）此前的数不拆分，留在原村并加*号。
overview-grid-say-ended = 带*的已合并、拆分或撤销，只计其存在期间的数。
# $name (String)
# $day (String)
overview-place-merged = { $name }（{ $day }起已合并）
# $name (String)
# $day (String)
overview-place-split = { $name }（{ $day }起已拆分）
# $name (String)
# $day (String)
overview-place-closed = { $name }（{ $day }起已撤销）
