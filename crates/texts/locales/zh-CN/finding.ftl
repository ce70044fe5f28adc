# 问题整改：台账、整改通知、复查、销号、文书；典型。
op-inspection-finding-list = 查看整改台账
op-inspection-finding-count = 统计整改台账
op-inspection-finding-show = 查看问题整改
op-inspection-finding-answer = 反馈问题整改
op-inspection-finding-handle = 办理问题整改
op-inspection-finding-decide = 裁定问题整改
op-inspection-finding-confirm = 确认立行立改
op-inspection-finding-batch = 批量办理问题整改
op-inspection-finding-reply = 登记整改情况报告
op-inspection-ledger-read = 读取整改台账文件
op-inspection-ledger-take = 按台账文件填报整改情况
op-inspection-finding-export = 导出整改台账
op-inspection-finding-paper = 生成整改文书
op-inspection-conclusion-export = 生成督查结论
op-inspection-bulletin-export = 生成督查通报
op-inspection-exemplar-list = 查看典型
op-inspection-exemplar-propose = 推荐典型
op-inspection-exemplar-decide = 审核典型
error-field-ledger-unknown = 台账里没有这个系统编号的问题，或者不在您的查看范围。
# $max (String)
error-field-ledger-many = 一次最多填报{ $max }个问题，分成几个文件再导入。
# $max (String)
error-field-finding-photos-many = 这些通知书的照片合计多于{ $max }张，分批生成。
error-field-ledger-moved = 导出以后这个问题又有新的办理，重新导出台账后再填。
error-field-ledger-fixed = 这一列不能在台账文件里改，只能填“整改情况”“佐证”“整改完成”。
error-field-ledger-mended = 已经整改完成的填“是”，其他的不要改。
error-field-ledger-proof = 原有佐证不能改，新的佐证写在后面。
error-field-finding-state = 这个问题已经到了别的环节，不能这样办理。刷新后再看。
error-field-finding-not-yours = 这一步不由本人办理。
error-field-finding-own = 自己申请或者报送的，要由其他人裁定或者复查。
error-field-finding-checked = 被检查方的人不能裁定或者复查，请其他人办理。
error-field-finding-part = 参加过检查或者审核的人不能裁定异议，请其他人办理。
error-field-finding-secret = 暗访还没有公开，先在督查方案中公开，再通知被检查方。
error-field-finding-asked = 已经申请过延期，等裁定后再申请。
error-field-finding-not-asked = 没有待裁定的延期申请。
# $max (String)
error-field-finding-object-late = 申请复核的期限到{ $max }为止，已经过了。
error-field-finding-milestones = 还有没完成的阶段目标，全部完成后再报。
error-field-finding-milestones-done = 阶段目标都已完成，没有可以登记的。
error-field-finding-unsent = 只能为已下发通知、还在整改的问题生成，请重新选择。
error-field-visit-unreviewed = 检查记录还没有审定，审定后再办理。
error-field-plan-unvisited = 还没有审定的检查，没有可以通报的内容。
error-field-exemplar-own = 自己推荐的典型要由其他人审核。
finding-state-issued = 待签收
finding-state-in-hand = 整改中
finding-state-returned = 退回整改
finding-state-to-recheck = 待复查
finding-state-objected = 异议复核
finding-state-referred = 已移送
finding-state-closed = 已销号
finding-state-cancelled = 已撤销
finding-act-issued = 下发整改通知
finding-act-urged = 催办
finding-act-signed = 签收
finding-act-reported = 反馈进展
finding-act-mended = 报送整改完成
finding-act-asked = 申请延期
finding-act-granted = 同意延期
finding-act-denied = 不同意延期
finding-act-objected = 申请复核
finding-act-upheld = 异议成立，撤销问题
finding-act-rejected = 维持原认定
finding-act-confirmed = 确认已立行立改
finding-act-passed = 复查通过，销号
finding-act-failed = 复查不通过，退回
finding-act-referred = 移送
finding-act-replied = 登记移送回复
finding-act-planned = 设置阶段目标
finding-act-reached = 完成阶段目标
finding-act-cancelled = 撤销问题
finding-act-reopened = 重新整改
finding-way-on-site = 现场复查
finding-way-papers = 资料复查
finding-ledger = 整改台账
finding-ledger-lead = 督查发现的问题，从下发通知到复查销号。
finding-ordinal = 序号
finding-found = 发现日期
finding-town = 镇
finding-village = 村
finding-what = 问题
finding-due = 整改时限
finding-first-due = 原定时限
finding-progress = 整改情况
finding-proof = 佐证
finding-is-closed = 是否销号
finding-checker = 复查人
finding-notice = 通知书编号
finding-noticed = 下发日期
finding-again = 重复问题
finding-is-mended = 整改完成
finding-ledger-read = 导入台账
finding-ledger-read-lead = 导出台账，在“整改情况”“佐证”两列填写，已经整改完成的把“整改完成”改为“是”，再在这里选择文件。其他各列不能改；没有改动的行不处理；还没有签收的同时签收。
finding-ledger-wrong = 文件里有问题，没有填报。改好后重新选择文件。
# $sheet (String)
finding-ledger-wrong-sheet = 工作表“{ $sheet }”里有问题，没有填报。改好后重新选择文件。
# $n (String)
# $same (String)
finding-ledger-found = 有改动的问题{ $n }个，没有改动的{ $same }个。核对后确认填报。
finding-ledger-none = 文件里没有改动。
finding-ledger-before = 原整改情况
finding-ledger-take = 确认填报
# $n (String)
finding-ledger-taken = 已填报{ $n }个问题的整改情况
finding-late = 逾期
# $state (String)
# $days (String)
finding-late-by = { $state }，逾期{ $days }天
# $days (String)
finding-days-over = 逾期{ $days }天
finding-days-late = 逾期天数
finding-urged-times = 催办次数
finding-responsible = 责任单位、责任人
finding-station = 站点
finding-plan = 督查方案
finding-asking = 申请延期
finding-to-issue = 待下发通知
# $day (String)
finding-asks-until = 申请延期到{ $day }
finding-find = 问题、站点、通知书编号
finding-own = 本单位的
finding-narrow = 范围
finding-states = 各环节的问题
finding-none = 没有问题
finding-none-body = 检查记录审定后，登记的问题列在这里。
finding-show = 问题整改
finding-open = 查看整改
finding-facts-mended = 报送完成日期
finding-facts-closed = 销号日期
finding-facts-cancelled = 撤销日期
finding-facts-spot = 具体位置
# $day (String)
finding-object-until = 对认定有异议的，可以在{ $day }前申请复核。
# $day (String)
finding-decide-until = 异议应当在{ $day }前由没有参加检查和审核的人裁定。
finding-secret = 暗访未公开，被检查方看不到
finding-history = 办理记录
finding-milestones = 阶段目标
# $day (String)
finding-milestone-due = { $day }前完成
# $day (String)
finding-milestone-done = { $day }完成
# $who (String)
finding-raised-by = { $who }登记
# $from (String)
# $to (String)
finding-due-moved = 时限由{ $from }改为{ $to }
# $day (String)
finding-due-set = 时限{ $day }
# $to (String)
finding-sent-to = 移送单位：{ $to }
# $by (String)
finding-told-by = 报告人：{ $by }
# $day (String)
finding-of-day = 日期：{ $day }
# $proof (String)
finding-proof-of = 佐证：{ $proof }
finding-act = 办理
finding-words = 办理意见
finding-recheck-words = 复查情况
finding-reason = 理由
finding-milestone-what = 目标内容
finding-milestone = 阶段目标
finding-recipient = 移送单位
finding-teller = 报告人
finding-teller-hint = 代为登记的，写明是谁报告的
finding-way = 复查方式
finding-ask-day = 申请延期到
finding-milestone-day = 完成期限
finding-new-due = 新的整改时限
finding-due-hint = 留空的用登记的时限；已经过期的从今天起按工作日重新计算
finding-refer-day = 回复期限
# $act (String)
finding-done = 已办理：{ $act }
finding-lead-closed = 复查通过即销号。由没有报送整改的人复查，被检查方的人不能复查。
finding-lead-cancelled = 撤销后不再整改，办理记录保留。
finding-batch-issue-lead = 同一站点的问题编入一份通知书，编号自动生成。
# $n (String)
# $notices (String)
finding-batch-issued = 已下发{ $n }个问题的整改通知：{ $notices }
# $n (String)
finding-batch-urged = 已催办{ $n }个问题
# $n (String)
# $why (String)
finding-batch-left = { $n }个没有办理：{ $why }
finding-export-file = 整改台账.xlsx
# $n (String)
finding-paper-file = （{ $n }个问题）
finding-reply-take = 登记书面报告
finding-reply-lead = 没有账号的站点交回《整改情况报告》后，按通知书编号登记；未签收的同时登记签收。
finding-reply-notice = 通知书编号
finding-reply-find = 查找
finding-reply-none = 没有这个编号的待整改问题，核对编号后再查。
finding-reply-filler = 报告签字人
finding-reply-done = 已整改完成
finding-reply-empty = 至少填写一个问题的整改情况。
# $n (String)
finding-reply-taken = 已登记{ $n }个问题的整改情况
finding-conclusion = 督查结论
finding-conclusion-file = 督查结论
finding-bulletin = 督查通报
finding-brief = 督查专报
finding-rule-notice = 整改通知书编号
finding-rule-again = 重复问题认定天数
finding-paper-notice-title = 整改通知书
finding-paper-urge-title = 整改催办通知
finding-paper-reply-title = 整改情况报告
finding-paper-conclusion-title = 督查结论
finding-paper-bulletin-title = 督查通报
finding-paper-brief-title = 督查专报
# $found (String)
# $plan (String)
# $n (String)
finding-paper-notice = { $found }，“{ $plan }”检查发现你处存在下列{ $n }个问题，请逐项整改：
# $number (String)
finding-paper-ask = 请在时限内完成整改，按期报送《整改情况报告》（注明通知书编号{ $number }）并附佐证；不能按期完成的，在时限届满前书面申请延期并说明理由。
finding-paper-object = 对认定有异议的，可以自收到之日起30日内书面申请复核；复核在30日内由没有参加检查和审核的人员作出。复核期间先行采取的整改措施不影响复核。
finding-paper-again = 其中有重复发生的问题，请查明原因，举一反三。
# $n (String)
finding-paper-attached = 附件：问题照片（{ $n }张）
finding-paper-photos = 附件：问题照片
finding-paper-photos-after = 附件：整改后照片
# $no (String)
# $words (String)
finding-paper-photo-of = 第{ $no }项 { $words }
# $n (String)
finding-paper-photos-more = 另有{ $n }张照片未附。
# $day (String)
# $number (String)
# $today (String)
# $n (String)
# $late (String)
finding-paper-urge = { $day }下发的整改通知（编号{ $number }），截至{ $today }仍有{ $n }个问题没有报送整改完成，其中逾期{ $late }个：
# $number (String)
finding-paper-reply-to = 对应整改通知书：{ $number }
finding-paper-reply-how = 请逐项填写整改情况和佐证，由负责人签字并加盖印章后交回；通知书编号不得更改。
finding-paper-done = 是否完成
finding-paper-done-box = □是　□否
finding-paper-filler = 填报人
finding-paper-filler-phone = 联系电话
finding-paper-head-sign = 负责人签字
finding-paper-station-seal = （站点或者镇村印章）
# $day (String)
# $plan (String)
# $place (String)
finding-paper-conclusion = { $day }，按照“{ $plan }”对{ $place }进行了督查，结论如下：
finding-paper-score = 得分
# $hundredth (String)
# $got (String)
# $of (String)
finding-paper-scored = 综合得分{ $hundredth }分（百分制；得{ $got }分，应得{ $of }分）。
finding-paper-got = 得分
finding-paper-of = 应得分
finding-paper-hundredth = 百分制
finding-paper-asked = 整改要求
finding-paper-conclusion-ask = 请对照上列问题逐项整改，具体要求和时限以整改通知书为准；整改完成后由督查机构复查。
finding-paper-vetoed = 一票否决
# $period (String)
# $plan (String)
# $visited (String)
# $asked (String)
# $mean (String)
# $found (String)
# $closed (String)
# $late (String)
finding-paper-summary = { $period }，“{ $plan }”已审定{ $visited }个站点的检查（应查{ $asked }个），平均得分{ $mean }分；发现问题{ $found }个，已销号{ $closed }个，逾期{ $late }个。
# $content (String)
finding-paper-content = 督查内容：{ $content }
finding-paper-towns = 各镇情况
finding-paper-unified = “五统一”情况
finding-paper-states = 问题整改情况
finding-paper-good = 较好的站点
finding-paper-bad = 较差的站点
finding-paper-pressing = 需要关注的问题
finding-paper-why = 关注原因
finding-paper-next = 下一步工作
finding-paper-none = 无。
finding-paper-rank = 名次
finding-paper-visited = 检查站点
finding-paper-mean = 平均得分
finding-paper-closed = 已销号
finding-paper-late = 逾期
finding-paper-serious = 较重以上
finding-paper-number = 数量
exemplar-title = 典型
exemplar-lead = 督查发现的好做法，审核后向全区站点推广。
exemplar-state-proposed = 待审核
exemplar-state-spread = 已推广
exemplar-state-declined = 未采用
exemplar-propose = 推荐典型
exemplar-propose-lead = 写明好在哪里、别的站点可以学什么。由其他人审核后推广。
exemplar-name = 标题
exemplar-what = 主要做法
exemplar-copy = 可借鉴之处
exemplar-line = 检查项
exemplar-line-hint = 与某个检查项有关的填写序号
exemplar-proposed = 已推荐，等待审核
exemplar-none = 没有典型
exemplar-none-body = 检查人员在现场检查中推荐，审核后列在这里。
# $who (String)
# $day (String)
exemplar-by = { $who }于{ $day }推荐
# $who (String)
# $opinion (String)
exemplar-decided = { $who }审核：{ $opinion }
exemplar-spread = 同意推广
exemplar-decline = 不采用
exemplar-spread-done = 已推广到全区站点
exemplar-declined-done = 已标为未采用
exemplar-opinion = 审核意见
# $n (String)
home-findings-to-issue = { $n }个问题待下发整改通知
# $n (String)
home-findings-in-hand = { $n }个问题待整改
# $n (String)
home-findings-late = { $n }个问题整改逾期
# $n (String)
home-findings-to-recheck = { $n }个问题待复查
# $n (String)
home-findings-asking = { $n }个问题申请延期
# $n (String)
home-findings-objected = { $n }个问题待裁定异议
# $n (String)
home-exemplars-to-review = { $n }个典型待审核
# $point (String)
# $what (String)
# $who (String)
# $act (String)
news-finding = { $point }“{ $what }”：{ $who }{ $act }
# $point (String)
# $what (String)
# $day (String)
news-finding-due = { $point }“{ $what }”整改时限{ $day }，即将到期
# $point (String)
# $what (String)
# $day (String)
news-finding-late = { $point }“{ $what }”整改时限{ $day }，已经逾期
# $point (String)
# $title (String)
news-exemplar = 推广典型：{ $point }“{ $title }”
# $what (String)
supervision-finding-of = 督查发现：{ $what }。请督促整改到位，并反馈整改结果。
