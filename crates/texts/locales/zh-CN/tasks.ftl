# 工作组：任务台账、进度、前置任务、甘特图、负荷、平台建设进度。
task-title = 任务
task-group = 工作组
task-demand = 任务要求
task-responsible = 责任人
task-lead = 责任单位
task-helpers = 协助单位
task-place = 建设地点
task-start = 开始日期
task-due = 完成时限
task-before = 前置任务
task-after = 后续任务
task-note = 备注
task-state = 任务状态
task-progress = 进度
task-told = 最近进展
task-proof = 佐证
task-done-day = 完成日期
word-task-group-district = 区级平台建设工作组
word-task-group-local = 镇村级平台建设工作组
word-task-group-human-resources = 人社平台工作组
word-task-group-justice = 司法服务平台工作组
word-task-group-lists = 权责清单及机构设置工作组
word-task-planned = 未开始
word-task-underway = 进行中
word-task-done = 已完成
word-task-halted = 已中止
word-task-act-added = 登记
word-task-act-edited = 修改
word-task-act-reported = 填报进度
word-task-act-finished = 完成
word-task-act-halted = 中止
word-task-act-resumed = 恢复
word-task-act-reopened = 重新打开
task-cause-unsigned = 到期未开始
# $path (String)
error-field-circle = 前置任务绕成了一圈：{ $path }。去掉其中一个前置关系再保存。
error-field-task-state = 任务已到别的状态，不能这样办理。刷新后再看。
error-field-task-lead = 完成由责任单位填报，协助单位只填报进度。
error-field-task-proof = 完成的任务要写明佐证，如文号、验收单号或照片存放处。
error-field-task-form-body = 这个单位已不是该任务的责任单位或协助单位。要按它的填报登记，先在任务里把它加回来。
# $title (String)
error-field-task-waits = 前置任务“{ $title }”还没完成，完成后再填100%。
# $day (String)
error-field-too-late = 日期太晚，最晚为{ $day }。
subject-task = 任务
subject-task-group = 工作组
op-task-group-list = 查看工作组
op-task-group-save = 修改工作组
op-task-list = 查看任务台账
op-task-count = 统计任务
op-task-show = 查看任务
op-task-save = 登记或修改任务
op-task-report = 填报任务进度
op-task-form-make = 生成任务进度反馈表
op-task-form-preview = 预览任务进度反馈表
op-task-form-take = 登记任务进度反馈表
op-task-halt = 中止任务
op-task-resume = 恢复任务
op-task-plan = 查看任务计划
op-task-load = 查看任务负荷
op-task-building = 查看平台建设进度
op-task-export = 导出任务台账
task-ledger = 任务台账
task-ledger-file = 任务台账.xlsx
task-page-lead = 五个工作组的任务：谁负责、什么时候完成、到哪一步。按灯号、工作组、责任人查找，也可看甘特图和负荷。
task-as = 显示方式
task-as-ledger = 台账
task-as-gantt = 甘特图
task-as-load = 负荷
task-new = 登记任务
task-new-title = 登记任务
task-edit-title = 修改任务
# $title (String)
task-saved = 已保存“{ $title }”
task-find = 查找任务、拼音或责任人
task-body = 责任或协助单位
task-level = 平台层级
task-counts-for = 统计口径
task-building-only = 平台建设
task-none-found = 没有这样的任务
task-none-found-body = 登记工作组的任务，写明责任人和完成时限，就会列在这里。
# $n (String)
task-waits = { $n }项未完成
# $start (String)
# $due (String)
task-days = { $start }至{ $due }
# $day (String)
task-done-on = { $day }完成
task-overlaps = 本任务在前置任务的时限之前就要开始，请核对日期。
task-content = 任务内容
task-line = 进度记录
task-words = 进展说明
# $title (String)
# $due (String)
# $form (String)
task-message = 【工作任务】《{ $title }》，完成时限{ $due }。随附进度反馈表{ $form }，填好后请原样发回。
task-forms = 进度反馈表
task-forms-lead = 没有账号的单位填表反馈：给责任单位和每个协助单位各生成一份，发回后登记，就算该单位填报的进度。
task-forms-person = 责任人
task-forms-gone = 已不是本任务单位
task-forms-gone-out = 已不是本任务单位，反馈表不能登记
task-forms-person-gone = 任务已有责任单位，责任人的反馈表不能登记
# $name (String)
task-form-make = 给{ $name }生成反馈表
# $name (String)
task-form-of = { $name }填报
task-form-lead = 选择对方发回的进度反馈表，先核对再登记。
task-form-moves = 进度变化
# $now (String)
# $told (String)
task-form-less = 现进度{ $now }，登记后变为{ $told }。登记以前请核对。
# $now (String)
task-form-since = 这份反馈表发出以后，任务又填报过进度，现为{ $now }。登记以前请核对。
# $title (String)
task-form-took = 已登记“{ $title }”的进度
task-progress-hint = 0到100；完成的用“完成”填报
task-proof-hint = 文号、验收单号或照片存放处
task-lead-finish = 写明佐证。前置任务都完成后才能填报。
task-lead-halt = 中止期间不亮灯，也不计入建设进度。
task-lead-reopen = 查明没有完成的，退回办理；进度回到完成前填报的数。
task-helper-add = 添加协助单位
task-before-add = 添加前置任务
task-place-hint = 平台建在哪个镇、村就选哪里；不选是全区
# $n (String)
task-gantt-more = 只画了前{ $n }项，请缩小查找范围。
task-gantt-today = 今天
# $title (String)
# $person (String)
# $start (String)
# $due (String)
# $progress (String)
# $light (String)
task-gantt-label = { $title }，{ $person }，{ $start }至{ $due }，进度{ $progress }，{ $light }
# $n (String)
# $late (String)
# $clash (String)
task-gantt-say = 共{ $n }项任务，超期{ $late }项；{ $clash }项早于前置任务的时限开始。
task-load-measure = 进行的任务数
task-load-note = 未完成的任务，从开始到时限的每个月各计一次；超期未完成的计到本月。点格子看是哪些任务。
# $n (String)
task-load-others = 另有{ $n }人任务较少，没有画出。
# $person (String)
# $month (String)
# $n (String)
task-load-label = { $person } { $month }，{ $n }项
# $person (String)
# $n (String)
task-load-row = { $person }（{ $n }）
# $person (String)
# $n (String)
task-load-say = { $person }未完成的任务最多，{ $n }项。
task-groups = 工作组
task-groups-lead = 平台建设的五个工作组：牵头单位、任务完成情况和平台建设进度。
task-n-tasks = 项任务
# $body (String)
task-group-lead = 牵头单位：{ $body }
# $name (String)
task-group-head = 组长：{ $name }
task-group-edit = 修改工作组
task-group-name = 工作组名称
# $name (String)
task-group-name-hint = 不填就用“{ $name }”
task-group-body = 牵头单位
task-group-leader = 组长
# $name (String)
task-group-saved = 已保存“{ $name }”
task-building = 平台建设进度
task-building-means = 区级、镇村级平台建设工作组的任务，按建设地点的层级，进度之和除以任务数（每项任务同等计算）；已中止的任务不计。没有任务的显示“—”。括号里是已完成数和任务数。
task-building-district = 区级平台
task-building-town = 镇级平台
task-building-village = 村级平台
# $done (String)
# $n (String)
task-building-rests = （{ $done }/{ $n }）
task-field-progress-before = 原进度
