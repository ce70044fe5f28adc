# 督查检查：操作名称、错误提示、抽取证书。
subject-inspection = 督查方案
subject-checklist = 检查表
subject-inspection-year = 年度督查计划
op-inspection-checklist-list = 查看检查表目录
op-inspection-checklist-show = 查看检查表
op-inspection-checklist-save = 编制或修改检查表
op-inspection-checklist-publish = 发布检查表
op-inspection-checklist-export = 导出检查表
op-inspection-checklist-read = 从文件读入检查项
op-inspection-plan-list = 查看督查方案
op-inspection-plan-count = 统计督查方案
op-inspection-plan-show = 查看督查方案详情
op-inspection-plan-save = 编制或修改督查方案
op-inspection-plan-submit = 提交督查方案审批
op-inspection-plan-recall = 撤回督查方案
op-inspection-plan-decide = 审批督查方案
op-inspection-plan-revoke = 撤销督查方案
op-inspection-plan-release = 公开暗访方案
op-inspection-people-list = 查看检查人员和审批人
op-inspection-year-list = 查看年度督查计划
op-inspection-year-save = 备案年度督查计划
op-inspection-rules-show = 查看督查规则
op-inspection-rules-save = 设置督查规则
op-inspection-roster-show = 查看抽取名录
op-inspection-roster-seal = 封存抽取名录
op-inspection-draw-make = 随机抽取
op-inspection-certificate-export = 导出抽取证书
op-inspection-visit-list = 查看检查任务
op-inspection-visit-count = 统计检查任务日程
op-inspection-visit-plan = 安排检查日期
op-inspection-visit-replace = 替补检查站点
op-inspection-form-find = 按表号查找检查任务
op-inspection-form-export = 导出空白检查记录表
error-field-plan-state = 方案已经到了别的环节，不能这样办理。刷新后再看。
error-field-plan-not-yours = 这类方案不由你编制。
error-field-plan-kind = 政府督查由督查机构编制，业务检查、日常巡查不得以督查名义开展。
error-field-plan-own = 编制、修改、提交方案的人不能审批，换一位审批人。
# $name (String)
error-field-plan-approver = 由方案指定的审批人{ $name }审批。
error-field-plan-open = 明查方案不需要公开。
error-field-plan-over = 督查时间已过，不能再抽取。撤销后另行编制。
error-field-plan-undrawn = 还没有抽取，没有证书。
error-field-inspector-role = 该人员不能担任检查人员，账号须在用且有督查员、目录管理员、部门经办人或镇管理员身份。
error-field-approver-role = 该人员不能审批这类方案。政府督查由领导审批，其他由领导或审批人审批。
error-field-roster-empty = 督查区域内没有检查表适用的服务站点。
# $name (String)
error-field-roster-inspectors = { $name }可派的检查人员不足，增加检查人员或减少每站人数。
# $detail (String)
error-field-roster-wrong = 名录不能抽取：{ $detail }
error-field-draw-clock = 电脑时间早于名录封存时间，校准时间后再抽取。
error-field-witness-self = 抽取操作人不能作见证人。
# $name (String)
error-field-visit-out = “{ $name }”的外出包里有这次检查。先带回合并，或者停用这台电脑，再替补。
error-field-visit-no-standby = 本镇已经没有备选站点，不能替补。
# $name (String)
# $people (String)
error-field-visit-standby-inspectors = 替补站点是{ $name }，{ $people }应当回避或者已不能派出，名录里也没有其他人可派，不能替补。
error-field-visit-form-unknown = 没有这个表号的检查任务，或者不在您的查看范围。请对照纸质表右上角的表号重新输入。
# $max (String)
error-field-visit-forms-range = 按当前条件没有待检查的任务，或者多于{ $max }个。请调整筛选条件后再导出。
error-field-checklist-only-if = 前提要填前面已有的序号。
error-field-checklist-each = 扣分不能多于分值。
error-field-checklist-no-points = 至少一项要有分值。
# $max (String)
error-field-checklist-code = 编码用字母、数字、短横线或下划线，最多{ $max }个字符。
error-field-checklist-no-draft = 没有可以发布的草稿。
error-field-checklist-unpublished = 检查表没有这一版，或者还没有发布。
inspect-certificate-objects = 名录站点数
inspect-certificate-excluded = 排除站点数
inspect-certificate-algorithm = 抽取算法
inspect-certificate-sealed = 封存时间和封存人
inspect-certificate-drawn = 抽取时间和抽取人
inspect-certificate-chosen = 抽中站点和检查人员
inspect-certificate-standby = 备选站点
inspect-certificate-excluded-list = 排除站点
inspect-replaced = 替补情况
inspect-replaced-from = 抽中站点
inspect-replaced-to = 替补站点
inspect-replaced-why = 替补原因
inspect-replaced-when = 替补时间和经办人
inspect-certificate-proof = 本证书可以复算：名录先封存，校验码记入审计日志，随后当众录入随机数；种子由校验码、方案编号、抽取次数和随机数算出，抽取结果由种子唯一确定。用证书数据（JSON）和公开的核验程序可以核对。
inspect-certificate-sign-drawer = 抽取人（签名）：
inspect-certificate-sign-witness = 见证人（签名）：
# $n (String)
home-inspections-waiting = { $n }个督查方案等待办理
# $n (String)
# $days (String)
home-visits-coming = { $days }天内有{ $n }项检查任务
