# 督查检查概况：覆盖、得分、整改、最差项，以及站点覆盖清单。
op-inspection-overview-show = 查看督查检查概况
op-inspection-coverage-list = 查看站点覆盖情况
op-inspection-coverage-export = 导出站点覆盖情况
lead-covered-never = 从未检查
lead-covered-longer = 超期未检查
lead-covered-within = 期内已检查
lead-title = 概况
lead-title-full = 督查检查概况
lead-span = 统计期
lead-span-three = 近3个月
lead-span-six = 近6个月
lead-span-twelve = 近12个月
lead-span-year = 今年
lead-months = 覆盖要求
# $n (String)
lead-months-within = { $n }个月内查过
# $span (String)
# $stations (String)
# $visits (String)
# $rate (String)
lead-said = { $span }检查了{ $stations }个站点、{ $visits }次，平均得分率{ $rate }%
# $span (String)
lead-said-none = { $span }没有审定的检查
# $span (String)
# $stations (String)
# $visits (String)
lead-said-unscored = { $span }检查了{ $stations }个站点、{ $visits }次，没有可计的得分
# $points (String)
lead-said-up = ，比上期升{ $points }个百分点
# $points (String)
lead-said-down = ，比上期降{ $points }个百分点
lead-said-level = ，与上期持平
lead-said-few = （样本不足，不与上期比较）
# $n (String)
lead-said-late = ；尚有{ $n }项整改逾期。
lead-said-not-late = ；没有逾期的整改。
# $from (String)
# $to (String)
# $as_of (String)
lead-days = { $from }至{ $to }，覆盖情况截至{ $as_of }。只计审定的得分，按检查当日归期。
lead-empty-title = 还没有审定的检查
lead-empty-body = 检查记录提交并审定后，这里显示覆盖、得分和整改情况。
lead-covered = 覆盖情况
lead-coverage-rate = 站点覆盖率
lead-coverage-rate-means = 要求期限内有审定检查的站点数 ÷ 在用站点数。
# $stations (String)
# $within (String)
lead-coverage-of = { $stations }个站点中查过{ $within }个
lead-rate = 平均得分率
lead-rate-means = 每次检查得分率的平均数。每次检查同等计算，检查项多的不多占。
# $n (String)
lead-visits-n = { $n }次检查
lead-open = 未销号
lead-open-means = 现在还没有销号的问题，不论何时发现；已撤销的不计。
# $n (String)
lead-raised-n = 本期发现{ $n }个
lead-late = 整改逾期
lead-late-means = 时限已过、还在整改的问题。待复查的不算逾期。
# $n (String)
lead-again-n = 本期重复问题{ $n }个
lead-in-time = 按期整改率
lead-in-time-means = 本期销号的问题中，报送整改完成不晚于时限的占比。批准延期的按新时限算，立行立改的算按期。
# $closed (String)
# $days (String)
lead-in-time-n = 销号{ $closed }个，中位用时{ $days }天
lead-in-time-none = 本期没有销号
# $points (String)
lead-up = 比上期升{ $points }个百分点
# $points (String)
lead-down = 比上期降{ $points }个百分点
lead-level = 与上期持平
lead-few = 样本不足
lead-door-coverage = 查看覆盖清单
lead-door-visits = 查看这些检查
lead-door-findings = 查看这些问题
# $name (String)
# $n (String)
# $share (String)
lead-bar-label = { $name }：{ $n }，{ $share }
lead-coverage-count = 站点
lead-coverage-share = 占比
# $never (String)
# $longer (String)
lead-coverage-say = 从未检查的{ $never }个，超期未检查的{ $longer }个。
lead-coverage-say-all = 在用站点都在要求期限内查过。
lead-towns = 分镇情况
lead-town = 镇
lead-district-own = 区本级
lead-stations = 站点
lead-visits = 检查次数
lead-change = 变化
lead-unified = 五统一得分率
lead-unified-name = 类别
# $name (String)
# $rate (String)
lead-unified-say = { $name }最低，{ $rate }。
lead-trend = 得分率走势
lead-trend-now = 近12个月
lead-trend-then = 上年同月
lead-trend-cut = 纵轴不从零开始
# $name (String)
# $now (String)
# $then (String)
# $n (String)
lead-trend-label = { $name }：{ $now }，上年同月{ $then }，{ $n }
# $name (String)
# $now (String)
# $then (String)
lead-trend-say = { $name }得分率{ $now }，上年同月{ $then }。
# $name (String)
# $now (String)
lead-trend-say-alone = { $name }得分率{ $now }。
lead-trend-empty = 24个月里没有审定的检查。
lead-months-table = 逐月情况
lead-month = 月份
lead-raised = 发现问题
lead-closed = 销号
lead-worst = 失分最多的检查项
lead-worst-line = 检查项
lead-worst-n = 失分次数
lead-worst-share = 失分率
lead-worst-means = 失分率是失分的检查次数 ÷ 用到这一项的检查次数，不适用的次数也在内。
# $name (String)
# $n (String)
lead-worst-say = “{ $name }”失分最多，{ $n }次。
lead-worst-none = 本期没有失分的检查项。
lead-worst-stations = 得分最低的站点
lead-worst-stations-none = 本期没有检查过的站点。
lead-station = 站点
lead-one-station = 该站点
lead-lost-at = 失分项
lead-last = 最近检查
lead-last-score = 最近得分
lead-satisfied = 群众满意率
# $rate (String)
# $n (String)
lead-satisfied-n = { $rate }（{ $n }条评价）
lead-beside = 得分是检查所见，满意率是群众所评，同一统计期；两者不一致的站点值得再看。
lead-ages = 未销号问题的时间
lead-age-first = 30天以内
lead-age-second = 31至90天
lead-age-third = 91至180天
lead-age-fourth = 180天以上
lead-coverage-title = 站点覆盖清单
lead-coverage-lead = 在用站点最近一次审定的检查，从未检查的在前。
lead-coverage-none = 没有这样的站点
lead-coverage-none-body = 换一个覆盖情况或者镇再看。
lead-coverage-file = 站点覆盖清单.xlsx
# $rate (String)
# $stations (String)
# $within (String)
lead-brief = 督查检查：近12个月平均得分率{ $rate }，{ $stations }个站点中近6个月查过{ $within }个
# $n (String)
lead-brief-late = 整改逾期{ $n }项
lead-by-made = 按检查当日
lead-by-closed = 按销号日期
lead-by = 日期口径
# $n (String)
# $months (String)
home-stations-unvisited = { $n }个站点{ $months }个月没有检查过
