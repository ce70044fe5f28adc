# 督办：登记、交办、签收、反馈、审核、销号，反馈表和文书。
supervision-title = 督办
supervision-of-place = 本地督办
supervision-of-point = 本站督办
supervision-page-lead = 领导批示和交办的事项：按灯号、状态和单位查找，交办、签收、反馈、审核、销号都在这里办理。
supervision-number = 编号
supervision-matter-title = 督办事项
supervision-source = 来源
supervision-instructor = 批示人
supervision-instruction = 批示原文
supervision-instructed = 批示日期
supervision-demand = 督办要求
supervision-leader = 牵头领导
supervision-lead = 主办单位
supervision-helpers = 协办单位
supervision-responsible = 责任人
supervision-place = 涉及单位
supervision-term = 时限
supervision-cycle = 反馈周期
supervision-note = 备注
supervision-link = 来源记录
supervision-issued = 交办日期
supervision-due = 办理时限
supervision-first-due = 原定时限
supervision-feedback = 反馈期限
supervision-state = 状态
supervision-light = 督办灯
supervision-progress = 办理进展
supervision-problems = 存在问题
supervision-steps = 下一步措施
supervision-why = 亮灯原因
supervision-cycle-none = 办结时反馈
# $days (String)
supervision-cycle-days = 每{ $days }天
supervision-cycle-weekly = 每周
supervision-cycle-half-monthly = 每半月
supervision-cycle-monthly = 每月
# $days (String)
supervision-term-workdays = 交办后{ $days }个工作日
# $days (String)
supervision-term-days = 交办后{ $days }日
# $days (String)
supervision-cause-overdue = 超期{ $days }天
supervision-cause-late = 报请办结时已超期
# $days (String)
supervision-cause-missed-long = 反馈超期{ $days }天以上
# $days (String)
supervision-cause-missed = 反馈超期{ $days }天
supervision-cause-soon = 临近时限
supervision-cause-unsigned = 未按时签收
word-source-instruction = 领导批示
word-source-meeting = 会议议定
word-source-inspection = 督查发现
word-source-bad-rating = 差评整改
word-source-hotline = 12345热线
word-source-superior = 上级交办
word-source-other = 其他来源
word-matter-unissued = 待交办
word-matter-unsigned = 待签收
word-matter-in-hand = 办理中
word-matter-in-review = 待审核
word-matter-halted = 中止
word-matter-completed = 办结
word-matter-closed = 销号
word-matter-revoked = 已撤销
word-light-red = 红灯
word-light-yellow = 黄灯
word-light-green = 绿灯
word-matter-act-registered = 登记
word-matter-act-edited = 修改
word-matter-act-issued = 交办
word-matter-act-signed = 签收
word-matter-act-reported = 反馈进展
word-matter-act-submitted = 报请办结
word-matter-act-passed = 审核通过
word-matter-act-returned = 退回
word-matter-act-asked = 申请延期
word-matter-act-granted = 同意延期
word-matter-act-denied = 不同意延期
word-matter-act-urged = 催办
word-matter-act-recounted = 日历更新
word-matter-act-halted = 中止
word-matter-act-resumed = 恢复
word-matter-act-closed = 销号
word-matter-act-revoked = 撤销
# $what (String)
supervision-about = 关于{ $what }的督办
# $place (String)
# $item (String)
supervision-title-bad = { $place }“{ $item }”差评整改
# $day (String)
# $place (String)
# $item (String)
# $grade (String)
supervision-label-rating = { $day } { $place }“{ $item }”评价（{ $grade }）
# $day (String)
# $place (String)
# $item (String)
# $n (String)
supervision-label-case = { $day } { $place }“{ $item }”办件{ $n }件
# $point (String)
# $item (String)
supervision-label-cell = { $point }“{ $item }”办理
# $point (String)
# $item (String)
# $said (String)
supervision-finding-cell = 可办矩阵显示，{ $point }“{ $item }”：{ $said }。请核实情况，明确可办时间，并反馈结果。
# $label (String)
supervision-finding = { $label }。请核实情况，立行立改，并反馈整改结果。
# $label (String)
# $words (String)
supervision-finding-words = { $label }，群众反映：“{ $words }”。请核实情况，立行立改，并反馈整改结果。
# $number (String)
# $title (String)
# $due (String)
# $form (String)
supervision-message = 【督办】{ $number }《{ $title }》，请于{ $due }前办结。随附反馈表{ $form }，填好后请原样发回。
# $number (String)
# $title (String)
# $due (String)
# $feedback (String)
# $form (String)
supervision-message-feedback = 【督办】{ $number }《{ $title }》，请于{ $due }前办结，{ $feedback }前反馈进展。随附反馈表{ $form }，填好后请原样发回。
supervision-paper-notice-title = 督办通知单
supervision-paper-urge-title = 催办单
supervision-paper-report-title = 督办专报
# $body (String)
supervision-paper-to = { $body }：
# $who (String)
# $day (String)
supervision-paper-instructed = { $who }（{ $day }）
# $day (String)
# $due (String)
supervision-paper-notice = 现将下列事项交由你单位办理（{ $day }交办）。请认真研究，明确责任，于{ $due }前办结，并按要求反馈办理情况。
# $title (String)
# $day (String)
# $due (String)
# $today (String)
# $standing (String)
supervision-paper-urge = 《{ $title }》于{ $day }交办，办理时限为{ $due }。截至{ $today }，{ $standing }。
supervision-paper-urge-ask = 请抓紧办理，收到本单后3个工作日内书面反馈进展；不能按期办结的，说明原因并按程序申请延期。
supervision-paper-on-track = 尚未办结
supervision-paper-times = 催办次数
supervision-paper-seal = （印章）
supervision-paper-day = {"　　"}年　　月　　日
supervision-paper-signed-off = 签发
# $form (String)
supervision-paper-form = 办理情况请填写随附的反馈表（编号{ $form }），按原样发回。
supervision-paper-contact = 承办人及电话
supervision-paper-receipt = 签收人及时间
supervision-paper-issue = （第　　期）
# $day (String)
# $n (String)
# $done (String)
# $red (String)
# $yellow (String)
# $green (String)
supervision-paper-summary = 截至{ $day }，在册督办事项{ $n }件：已办结{ $done }件，红灯{ $red }件，黄灯{ $yellow }件，绿灯{ $green }件。
supervision-paper-red = 红灯事项
supervision-paper-yellow = 黄灯事项
supervision-paper-ledger = 督办事项一览
supervision-paper-advice = 工作建议
supervision-paper-advice-blank = （由督查机构填写）
supervision-paper-reported-to = 报
supervision-paper-sent-to = 送
error-file-not-photo = 只能收照片（JPG、PNG、WebP）和扫描件（PDF），其他文件请先转成这些格式。
error-file-photo-too-large = 单个文件不能超过20MB，请压缩后再收。
# $name (String)
error-field-photo-number = “{ $name }”的文件名里没有反馈表编号或督办编号，或不归你受理。请在文件名里写上编号，例如“麻督〔2026〕27号-1 整改后.jpg”。
error-field-photo-withdrawn = 已经撤回。
error-field-photo-erased = 保存期满，已经清除。
# 收回照片
supervision-photos = 照片和扫描件
supervision-photos-take = 收回照片
supervision-photos-title = 收回照片和扫描件
supervision-photos-lead = 按文件名里的反馈表编号或督办编号归到督办件，核对无误后收下。
# $n (String)
supervision-photos-good = 收下{ $n }个文件
# $n (String)
supervision-photos-bad = { $n }个文件收不了，改好文件名或去掉后再收。
# $n (String)
supervision-photos-taken = 已收下{ $n }个文件。
# $n (String)
# $same (String)
supervision-photos-taken-same = 已收下{ $n }个文件，另有{ $same }个已经在库，没有重复收。
supervision-photo-withdraw = 撤回
supervision-photo-withdraw-title = 撤回照片
supervision-photo-withdraw-lead = 撤回后不再显示，记录和原因保留。
# $name (String)
supervision-photo-withdrawn = 已撤回“{ $name }”。
# $why (String)
supervision-photo-gone = 已撤回：{ $why }
supervision-photo-open = 打开
# $name (String)
# $who (String)
# $at (String)
supervision-photo-about = { $name }，{ $who }{ $at }收下
op-supervision-photo-preview = 预览收回的照片
op-supervision-photo-take = 收回照片
op-attachment-show = 查看附件
op-attachment-withdraw = 撤回照片
error-file-not-form = 这不是本平台发出的反馈表，或编号一行被删掉了。请用随通知发出的反馈表填写。
error-field-matter-state = 督办件已到别的环节，不能这样办理。刷新后再看。
error-field-matter-own = 这是你自己报请的，须由他人审核。
error-field-matter-lead = 报请办结由主办单位提出，协办单位只反馈进展。
# $due (String)
error-field-matter-later = 要晚于现在的时限{ $due }。
error-field-matter-asking = 已有延期申请待审批，审批后再申请。
error-field-matter-not-asking = 没有待审批的延期申请。
# $year (String)
# $serial (String)
error-field-number-parts = 要写上{ $year }和{ $serial }，各一次。
error-field-number-character = 年份和编号之间、旁边要有文字或括号隔开，不要用 / \ : * ? " < > | 等符号。
# $number (String)
error-field-form-unknown = 没有编号为“{ $number }”的反馈表，或不归你受理。核对编号，用随通知发出的表。
# $day (String)
error-field-form-taken = 这份反馈表{ $day }已经登记过。要再反馈，请重新生成一份。
error-field-form-gone = 表中缺少这一行，请在原表上填写。
error-field-form-altered = 这一格与发出时不一样。请恢复原样，或在原表上重新填写。
error-field-form-day = 写成日期，如2026-12-31。
error-field-form-yes-no = 只填“是”或“否”。
subject-matter = 督办件
# $n (String)
home-matters-waiting = { $n }件督办等你办理
# $n (String)
home-matters-red = { $n }件督办亮红灯
# $n (String)
home-tasks-red = 工作组{ $n }项任务亮红灯
op-supervision-list = 查看督办台账
op-supervision-count = 统计督办件
op-supervision-show = 查看督办件
op-supervision-linked-list = 查看记录的督办件
op-supervision-propose = 转督办（拟稿）
op-supervision-save = 登记督办件
op-supervision-revoke = 撤销督办件
op-supervision-issue = 交办
op-supervision-sign = 签收督办件
op-supervision-report = 反馈督办进展
op-supervision-extension-ask = 申请督办延期
op-supervision-extension-decide = 审批督办延期
op-supervision-review = 审核督办件
op-supervision-return = 退回督办件
op-supervision-urge = 催办
op-supervision-halt = 中止督办件
op-supervision-resume = 恢复督办件
op-supervision-close = 督办件销号
op-supervision-rules-show = 查看督办规则
op-supervision-rules-save = 修改督办规则
op-supervision-form-make = 生成反馈表
op-supervision-form-preview = 预览反馈表
op-supervision-form-take = 登记反馈表
op-supervision-export = 导出督办台账
op-supervision-paper-export = 生成督办文书
supervision-ledger = 督办台账
supervision-ledger-file = 督办台账.xlsx
supervision-turn = 转督办
supervision-new = 登记督办件
supervision-new-title = 登记督办件
supervision-edit-title = 修改督办件
supervision-show-title = 督办件
supervision-edit = 修改
supervision-urge = 催办
supervision-find = 查找事项、拼音、编号、批示人或责任人
supervision-body = 主办或协办单位
supervision-turn-of = 轮到谁
supervision-waiting = 等我办理
supervision-moved = 最近办理
supervision-none-found = 没有这样的督办件
supervision-none-found-body = 登记批示、会议议定的事项，或在差评等记录上点“转督办”，就会列在这里。
# $title (String)
supervision-saved = 已登记“{ $title }”
# $title (String)
# $state (String)
supervision-done = “{ $title }”：{ $state }
# $n (String)
supervision-urged = 已催办{ $n }件
# $n (String)
supervision-n-chosen = 选中的{ $n }件
supervision-lead-issue = 交办后编号，时限从今天起算，主办单位可以签收。
supervision-lead-sign = 签收表示已收到并开始办理。由督办机构代为登记的，写明对方怎样告知。
supervision-lead-ask = 写明要延到哪天、为什么。由他人审批，原定时限保留在过程中。
supervision-lead-pass = 确认已按要求办结。之后还要回访核实再销号。
supervision-lead-urge = 催办记入办理过程；催办单可在督办件里生成。
supervision-lead-halt = 中止期间不亮灯，恢复后按剩下的工作日顺延。
supervision-lead-resume = 从今天起按剩下的工作日计算时限。
supervision-lead-close = 销号后不再改动，写明怎样核实的。
supervision-extend-to = 延期至
supervision-words = 说明
supervision-opinion = 审核意见
supervision-reason = 原因
supervision-done-check = 已经办结，报请审核
supervision-content = 督办内容
supervision-line = 办理过程
# $day (String)
supervision-due-told = 时限{ $day }
# $day (String)
# $first (String)
supervision-due-moved = 时限{ $day }（原定{ $first }）
# $before (String)
# $after (String)
supervision-due-step = 时限{ $before } → { $after }
# $day (String)
supervision-feedback-told = { $day }前反馈
# $who (String)
# $day (String)
# $reason (String)
supervision-asking = { $who }申请延期至{ $day }：{ $reason }
# $who (String)
# $at (String)
supervision-by = { $who } { $at }
# $filler (String)
# $form (String)
# $who (String)
# $at (String)
supervision-by-form = { $filler }填报（{ $form }），{ $who } { $at }登记
supervision-papers = 文书和反馈表
# $file (String)
supervision-paper-written = 已写入{ $file }，文号、签发和印章留空待填。
supervision-form-make = 生成反馈表
# $number (String)
supervision-form-file = 反馈表-{ $number }.xlsx
# $form (String)
# $file (String)
supervision-form-made = 反馈表{ $form }已写入{ $file }
supervision-copied = 通知文字已复制，可直接粘贴发送。
# $at (String)
supervision-form-out = { $at }发出，未回
# $at (String)
supervision-form-taken-at = { $at }登记
supervision-form-take = 登记反馈表
supervision-form-lead = 选择对方发回的反馈表，先核对再登记。
supervision-form-pick = 选择反馈表
supervision-form-wrong = 这份反馈表有问题，没有登记：
# $name (String)
# $how (String)
supervision-form-problem = { $name }：{ $how }
# $row (String)
# $name (String)
# $how (String)
supervision-form-problem-row = 第{ $row }行 { $name }：{ $how }
# $state (String)
supervision-form-becomes = 登记后状态为“{ $state }”。
supervision-form-take-now = 登记
# $title (String)
supervision-form-took = 已登记“{ $title }”的反馈
supervision-rules = 编号和亮灯规则
supervision-rules-saved = 规则已保存
supervision-rules-note = 编号规则对以后交办的起作用；亮灯规则马上重算。
supervision-number-rule = 编号规则
# $year (String)
# $serial (String)
supervision-number-hint = { $year }是年份，{ $serial }是当年的序号
supervision-rule-before-due = 时限前几天亮黄灯
supervision-rule-unsigned = 交办几天未签收亮黄灯
supervision-rule-missed = 反馈超期几天后亮红灯
supervision-made-before = 这条记录已经转过督办：
supervision-group-who = 谁来办
supervision-group-when = 什么时候办结
supervision-lead-hint = 交办前要填
supervision-helper-add = 添加协办单位
supervision-whole-district = 全区
supervision-term-kind-workdays = 交办后若干工作日
supervision-term-kind-days = 交办后若干日
supervision-term-kind-day = 到某一天
supervision-cycle-kind-days = 每隔若干天
supervision-days = 天数
supervision-last-day = 最后一天
supervision-cycle-every = 每隔几天
supervision-issued-on = 交办日期
supervision-issued-on-hint = 以前已书面交办的，补登当时的日期；不填就是今天
supervision-field-due-before = 原时限
supervision-field-form = 反馈表
supervision-field-filler = 填报人
# $n (String)
supervision-red-told = { $n }件督办亮红灯
# $at (String)
supervision-photo-erased = 保存期满，{ $at }已清除
supervision-photo-missing = 文件缺失。请用含有该文件的备份恢复，或重新收一次。
supervision-provisional = 暂定：其中有未公布放假安排的日子，通知导入后自动更正
supervision-paper-provisional = 注：上述时限跨越尚未公布放假安排的日期，暂按周末休息推算；放假安排公布后如有变化，另行告知。
