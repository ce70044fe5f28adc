# 督查检查：督查方案、抽取、检查表、检查任务。
nav-inspection = 督查检查
inspect-plans = 督查方案
inspect-visits = 检查任务
inspect-checklists = 检查表
inspect-kind-government = 政府督查
inspect-kind-business = 业务检查
inspect-kind-patrol = 日常巡查
inspect-cover-open = 明查
inspect-cover-covert = 暗访
inspect-coverage-sample = 抽查
inspect-coverage-full = 全覆盖
inspect-weighting-equal = 等权
inspect-weighting-risk = 按风险
inspect-state-draft = 编制中
inspect-state-pending = 待审批
inspect-state-returned = 已退回
inspect-state-approved = 已批准
inspect-state-sealed = 名录已封存
inspect-state-drawn = 已抽取
inspect-state-revoked = 已撤销
inspect-phase-coming = 未开始
inspect-phase-running = 进行中
inspect-phase-over = 已结束
inspect-act-made = 编制
inspect-act-edited = 修改
inspect-act-submitted = 提交审批
inspect-act-recalled = 撤回
inspect-act-approved = 批准
inspect-act-returned = 退回
inspect-act-sealed = 封存名录
inspect-act-drawn = 抽取
inspect-act-voided = 作废并重新封存
inspect-act-replaced = 替补
inspect-act-released = 公开
inspect-act-revoked = 撤销
inspect-visit-waiting = 待检查
inspect-visit-standby = 备选
inspect-visit-void = 已作废
inspect-warn-cap = 超出年度次数上限
inspect-warn-repeat = 重复检查
inspect-warn-overlap = 方案重叠
inspect-warn-unplanned = 未列入年度计划
inspect-warn-year-full = 超出年度计划数
inspect-unified-org-staff = 统一机构人员
inspect-unified-site-sign = 统一场所标识
inspect-unified-process = 统一流程内容
inspect-unified-it-system = 统一信息系统
inspect-unified-funding = 统一经费保障
inspect-target-station = 村级站点
inspect-target-town-centre = 镇级中心
inspect-target-self-service = 自助服务点
inspect-stage-draft = 草稿
inspect-stage-published = 已发布
inspect-deduct-graded = 按符合程度扣分
inspect-deduct-per-fault = 每发现一处扣分
inspect-veto-no = 否
inspect-veto-yes = 一票否决
inspect-evidence-none = 不要求
inspect-evidence-photo = 照片
inspect-evidence-paper = 资料
inspect-title = 方案名称
inspect-number = 方案编号
inspect-kind = 督查类型
inspect-cover = 督查方式
inspect-coverage = 督查范围
inspect-towns = 督查区域
inspect-from = 开始日期
inspect-until = 结束日期
inspect-period = 督查时间
inspect-checklist = 检查表
inspect-inspectors = 检查人员名录
inspect-take = 抽取数量
inspect-standby = 每镇备选数
inspect-per-visit = 每站检查人数
inspect-weighting = 抽取权重
inspect-exclusions = 排除对象
inspect-approver = 审批人
inspect-basis = 督查依据
inspect-content = 督查内容
inspect-state = 状态
inspect-author = 编制人
inspect-n-visits = 任务数
inspect-moved = 最近办理
inspect-plans-lead = 编制方案，经他人批准后封存名录、当众抽取，生成检查任务和抽取证书。
inspect-new = 编制方案
inspect-new-title = 编制督查方案
inspect-edit-title = 修改督查方案
inspect-show-title = 督查方案
inspect-find = 查找方案名称、拼音或编号
inspect-year = 年度
inspect-waiting = 等我办理
inspect-by-state = 按状态查看
inspect-plans-none = 没有这样的方案
inspect-plans-none-body = 编制的方案列在这里；还没有的，点“编制方案”。
inspect-plans-none-seen = 批准后公开的方案列在这里。
# $from (String)
# $until (String)
inspect-days = { $from } 至 { $until }
# $list (String)
# $no (String)
inspect-list-version = { $list }（第{ $no }版）
inspect-whole-district = 全区
# $name (String)
# $places (String)
inspect-recused = { $name }（回避：{ $places }）
# $name (String)
# $reason (String)
inspect-excluded = { $name }：{ $reason }
inspect-somebody = （未知人员）
inspect-some-point = （未知站点）
# $title (String)
inspect-saved = 已保存“{ $title }”
inspect-kind-hint = 政府督查由政府或其指定机构组织，业务检查、日常巡查不得以督查名义开展。
inspect-cover-hint = 暗访公开前，镇、村和站点看不到方案和任务。
inspect-towns-hint = 不选就是全区
inspect-group-what = 查什么、查谁
inspect-group-who = 谁去查
inspect-group-draw = 怎样抽取
inspect-group-approval = 审批
inspect-inspector-add = 添加检查人员
inspect-inspectors-hint = 从中抽取，每站不少于两人。本单位所在镇村自动回避。
# $places (String)
inspect-own = 自动回避：{ $places }
inspect-recused-more = 另行回避
inspect-recused-add = 添加回避的镇、村
inspect-take-hint = 各镇按站点数分配，至少各一个
inspect-weighting-hint = 按风险：差评多、久未检查、上次得分低、问题未整改的更容易抽中
inspect-exclusions-hint = 排除的站点不参加抽取，理由写入抽取证书
inspect-exclusion-add = 添加排除的站点
inspect-exclusion-reason = 排除理由
inspect-approver-hint = 由编制人、修改人以外的人审批
# $reason (String)
inspect-submit-first = 提交前要填：{ $reason }
inspect-edit = 修改
inspect-submit = 提交审批
inspect-recall = 撤回
inspect-approve = 批准
inspect-approve-lead = 批准后编号，可以封存名录、抽取。
inspect-return = 退回
inspect-return-lead = 退回编制人修改后再提交。
inspect-revoke = 撤销方案
inspect-revoke-lead = 撤销后不再恢复，已生成的检查任务作废。
inspect-release = 公开方案
inspect-release-title = 公开暗访方案
inspect-release-lead = 从这一天起，镇、村和站点可以看到方案和检查任务。
inspect-release-day = 公开日期
# $day (String)
inspect-released-from = { $day }起公开
inspect-not-released = 未公开
inspect-opinion = 审批意见
# $title (String)
inspect-submitted = “{ $title }”已提交审批
# $title (String)
inspect-recalled = “{ $title }”已撤回
# $title (String)
# $number (String)
inspect-approved = 已批准“{ $title }”，编号{ $number }
# $title (String)
inspect-returned = 已退回“{ $title }”
# $title (String)
inspect-revoked = 已撤销“{ $title }”
# $title (String)
inspect-released = “{ $title }”已确定公开日期
# $who (String)
# $at (String)
inspect-returned-by = { $who } { $at }退回
# $who (String)
# $at (String)
inspect-approved-by = { $who } { $at }批准
inspect-warnings = 提示
# $n (String)
# $places (String)
# $limit (String)
inspect-warned-cap = { $n }个村本年检查将超过{ $limit }次：{ $places }
# $n (String)
# $places (String)
# $limit (String)
# $plan (String)
inspect-warned-repeat = { $n }个村{ $limit }天内已由{ $plan }安排检查：{ $places }
# $n (String)
# $places (String)
# $plan (String)
inspect-warned-overlap = 与{ $plan }时间、区域重叠，涉及{ $n }个镇：{ $places }
# $year (String)
inspect-warned-unplanned = { $year }年没有备案同类督查的年度计划
# $year (String)
# $n (String)
# $limit (String)
inspect-warned-year-full = { $year }年同类方案{ $n }个，超过年度计划的{ $limit }个
inspect-another-plan = 其他方案
inspect-and-more = 等
inspect-see-plan = 查看该方案
inspect-facts = 方案内容
inspect-steps = 办理过程
# $who (String)
# $at (String)
inspect-by = { $who } { $at }
# $n (String)
inspect-see-visits = 检查任务（{ $n }）
inspect-draw = 抽取
inspect-draw-lead = 先封存名录、宣读校验码，再当众录入随机数。抽取结果由两者算出，任何人都可以复算。
inspect-step-seal = 封存名录
inspect-step-nonce = 录入随机数
inspect-step-result = 抽取结果
inspect-step-done = 已完成
inspect-step-now = 当前步骤
inspect-step-coming = 待办
# $objects (String)
# $towns (String)
# $inspectors (String)
inspect-roster-told = { $objects }个站点，{ $towns }个镇，{ $inspectors }名检查人员
# $excluded (String)
inspect-roster-excluded = 排除{ $excluded }个
# $take (String)
inspect-roster-take = 抽取{ $take }个
inspect-roster-show = 查看名录
inspect-roster-objects = 检查对象名录
inspect-roster-people = 检查人员名录
# $n (String)
inspect-roster-first = 只列出前{ $n }个，全部见抽取证书。
inspect-roster-town = 镇
inspect-roster-station = 站点
inspect-roster-weight = 权重
inspect-roster-bad = 近一年差评
inspect-roster-days = 距上次检查（天）
inspect-roster-rate = 上次得分率
inspect-roster-open = 未销号问题
inspect-roster-why = 排除理由
inspect-seal-lead = 封存后名录不能再改，校验码记入审计日志。
inspect-seal = 封存名录
inspect-sealed = 名录已封存，请宣读校验码
inspect-digest = 名录校验码（SHA-256）
# $who (String)
# $at (String)
inspect-sealed-by = { $who } { $at }封存
inspect-wrong-take = 抽取数量为零，或者多于可抽取的站点。请撤销后另行编制，或者核对站点台账。
# $at (String)
inspect-wrong-inspectors = { $at }可派的检查人员不足，请增加检查人员。
inspect-wrong-empty = 没有检查表适用的服务站点。
# $at (String)
inspect-wrong-other = 名录有误，不能抽取：{ $at }
inspect-nonce = 随机数
inspect-nonce-hint = 当众产生：掷骰子、当天开奖号码等，原样录入
inspect-witnesses = 见证人
inspect-witnesses-hint = 至少一人，不是抽取操作人；多人用顿号分开
inspect-make = 抽取
inspect-made = 抽取完成
# $stations (String)
# $towns (String)
inspect-result-told = 抽中{ $stations }个站点，分布在{ $towns }个镇
# $nonce (String)
# $witnesses (String)
inspect-drawn-with = 随机数 { $nonce }，见证人 { $witnesses }
# $who (String)
# $at (String)
inspect-drawn-by = { $who } { $at }抽取
inspect-order = 顺序
inspect-goers = 检查人员
# $names (String)
inspect-standby-told = 备选：{ $names }
inspect-seed = 种子
inspect-certificate = 抽取证书
inspect-certificate-json = 证书数据（JSON）
inspect-certificate-hint = 任何人都可用证书数据和公开的核验程序重新计算。
# $number (String)
inspect-certificate-file = 抽取证书-{ $number }
# $file (String)
inspect-certificate-written = 已写入{ $file }
inspect-redraw = 作废并重新抽取
inspect-redraw-title = 作废本次抽取
inspect-redraw-lead = 本次抽取和作废原因永久保留在证书上，随后重新封存名录。
inspect-redraw-reason = 作废原因
inspect-redrawn = 已作废，名录重新封存
inspect-void-attempts = 已作废的抽取
# $no (String)
inspect-attempt = 第{ $no }次抽取
# $why (String)
inspect-void-why = 作废原因：{ $why }
inspect-visits-lead = 抽取后的检查任务：谁、哪天、到哪个站点。
inspect-form-enter = 按表号补录
inspect-form-lead = 现场用纸质表记录的，回来后按表号打开，逐项录入。
inspect-form-number = 表号
inspect-form-hint = 印在纸质表标题上方，例如 麻督查〔2026〕3号-007
inspect-forms-export = 导出空白检查记录表
inspect-forms-file = 空白检查记录表
# $file (String)
# $n (String)
inspect-forms-written = 已导出{ $n }张空白表到“{ $file }”
inspect-visits-tabs = 任务范围
inspect-visits-mine = 我的任务
inspect-visits-all = 全部任务
inspect-visits-none = 没有检查任务
inspect-visits-none-body = 方案抽取后生成检查任务，分到的任务列在这里。
inspect-visit = 检查任务
inspect-visit-day = 计划日期
inspect-visit-station = 站点
inspect-visit-town = 所在镇
inspect-visit-plan = 督查方案
inspect-visit-undated = 未安排日期
inspect-visit-days = 近期安排
inspect-visit-set-day = 安排日期
inspect-visit-set-lead = 在督查时间内选一天；清空就是不安排。
# $n (String)
inspect-visit-n-set = 已安排{ $n }项任务的日期
# $n (String)
inspect-visit-n-cleared = 已取消{ $n }项任务的日期
inspect-replace = 替补
inspect-replace-lead = 抽中的站点闭站、受灾或者近期重复检查而不能检查的，由本镇下一个备选站点替补。原任务作废并记录原因，检查人员和计划日期不变；应当回避的，改派名录内任务最少的人员。
# $name (String)
inspect-replace-done = 已由{ $name }替补
inspect-stands-for = 被替补站点
inspect-visit-see-plan = 查看方案
inspect-visit-see-place = 查看站点
inspect-visit-see-list = 查看检查表
inspect-lists-lead = 按五统一制定检查表。发布后不再改动，要改另起一版；方案沿用开始时的版本。
inspect-list-new = 新建检查表
inspect-list-title = 检查表
inspect-list-code = 编码
inspect-list-code-hint = 字母、数字、短横线，定后不改
inspect-list-name = 名称
inspect-list-target = 适用对象
inspect-list-note = 说明
inspect-list-lines = 检查项
inspect-list-published = 当前版本
inspect-list-draft = 草稿
inspect-list-n-lines = 检查项数
inspect-list-full = 总分
inspect-list-find = 查找名称或编码
inspect-lists-none = 没有这样的检查表
inspect-lists-none-body = 检查表列在这里；编制方案前要先有已发布的检查表。
# $no (String)
inspect-version = 第{ $no }版
inspect-version-pick = 版本
# $who (String)
# $at (String)
inspect-version-saved = { $who } { $at }编制
# $who (String)
# $at (String)
inspect-version-published = { $who } { $at }发布
# $lines (String)
# $points (String)
inspect-version-told = { $lines }项，共{ $points }分
inspect-line-no = 序号
inspect-line-unified = 五统一类别
inspect-line-text = 检查内容
inspect-line-points = 分值
inspect-line-deduct = 扣分规则
inspect-line-each = 扣分
inspect-line-veto = 一票否决
inspect-line-evidence = 佐证要求
inspect-line-guidance = 检查方法
inspect-line-only-if = 前提（序号）
# $each (String)
inspect-rule-graded = 部分符合扣{ $each }分
# $each (String)
inspect-rule-per-fault = 每处扣{ $each }分，扣完为止
# $no (String)
inspect-rule-only-if = 第{ $no }项符合时检查
inspect-list-write = 修订
inspect-list-export = 导出检查表
# $file (String)
# $n (String)
inspect-list-exported = 已导出{ $n }项到“{ $file }”
inspect-list-from-file = 从文件读入检查项
inspect-list-from-file-hint = 工作簿或CSV，一行一项；读入后替换下面的检查项，保存后才生效。导出的检查表可以修改后读入
# $name (String)
# $n (String)
inspect-list-was-read = 已从“{ $name }”读入{ $n }项，请核对后保存
inspect-list-wrong = 文件有误，没有读入。请按下面所列改正后重新选择文件
# $sheet (String)
inspect-list-wrong-sheet = 工作表“{ $sheet }”有误，没有读入。请按下面所列改正后重新选择文件
inspect-list-go-on = 修改草稿
inspect-list-publish = 发布
inspect-list-publish-title = 发布检查表
inspect-list-publish-body = 发布后这一版不再改动，以后的方案用这一版；已有的方案不变。
# $name (String)
inspect-list-was-published = 已发布“{ $name }”
# $name (String)
inspect-list-saved = 已保存“{ $name }”的草稿
inspect-list-form-new = 新建检查表
inspect-list-form-edit = 检查表草稿
inspect-years = 年度计划
inspect-year-number = 计划文号
inspect-year-filed = 备案日期
inspect-year-plans = 计划方案数
inspect-year-made = 已编制
inspect-year-drawn = 已抽取
# $year (String)
# $kind (String)
inspect-year-saved = 已保存{ $year }年{ $kind }年度计划
inspect-rules = 督查规则
inspect-rules-saved = 督查规则已保存
# $year (String)
# $serial (String)
inspect-rules-number-hint = 编号规则里{ $year }是年份，{ $serial }是当年的序号；暗访单独编号，对以后批准的方案起作用。
# $kind (String)
# $cover (String)
inspect-rule-number = { $kind }编号（{ $cover }）
inspect-rule-cap = 每村每年检查次数上限
inspect-rule-repeat = 几天内再次检查算重复
inspect-rule-none = 填0表示不提示
