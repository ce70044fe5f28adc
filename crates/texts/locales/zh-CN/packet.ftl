# 离线包
op-packet-request-make = 制作登记申请
op-packet-request-preview = 核对登记申请
op-packet-device-enrol = 登记外出设备
op-packet-device-list = 查看外出设备
op-packet-device-revoke = 停用外出设备
op-packet-grant-preview = 核对登记凭证
op-packet-grant-take = 启用外出设备
op-packet-out-preview = 查看可带出的检查任务
op-packet-out-make = 制作外出包
op-packet-list = 查看离线包记录
op-packet-outpost-show = 查看本机外出情况
op-packet-out-take = 导入外出包
op-packet-back-make = 制作带回包
op-packet-back-preview = 预览带回包
op-packet-back-merge = 合并带回包
op-packet-op-list = 查看待处理的带回内容
op-packet-op-settle = 处理带回内容
op-packet-op-replay = 重新合并带回内容
subject-packet-device = 外出设备
subject-packet = 离线包
packet-title = 离线包
packet-lead = 没有网络的地方，用登记过的笔记本电脑带着检查任务出去，填好后带回来合并。
packet-devices = 外出设备
packet-devices-none = 还没有登记外出设备
packet-devices-not-yours = 外出设备由单位登记、发放
packet-devices-not-yours-body = 您要带任务外出时，请单位登记您的笔记本电脑并制作外出包。登记和外出包都在单位电脑上办理。
packet-devices-none-body = 在新电脑上选择“作为外出设备使用”，做好登记申请后交系统管理员登记。
packet-device = 设备
packet-device-name = 设备名称
packet-device-name-hint = 例如“督查一号”，便于单位辨认。
packet-person = 使用人
packet-fingerprint = 核对码
packet-enrolled-at = 登记时间
packet-given = 外出包数
packet-acts = 操作
packet-in-use = 使用中
# $at (String)
packet-revoked-at = { $at }停用
packet-enrol = 登记外出设备
packet-enrol-lead = 选择那台电脑做的登记申请，当面或打电话核对核对码，指定使用人，再把生成的登记凭证拷回那台电脑。
# $name (String)
packet-enrolled = 已登记“{ $name }”，请把登记凭证拷到那台电脑。
packet-request = 登记申请
packet-request-pick = 选择登记申请
packet-request-save = 保存登记申请
packet-request-file = 登记申请
packet-request-done = 登记申请已保存。请交给单位的系统管理员，并当面核对下面的核对码。
packet-known = 这台电脑已经登记过，将为同一使用人重新登记；停用期间做的带回包不接收。
packet-same = 核对码与那台电脑显示的一致
packet-grant-save = 保存登记凭证
packet-grant-file = 登记凭证
packet-grant-pick = 选择登记凭证
packet-grant-take = 启用
packet-revoke = 停用
packet-revoke-lead = 停用后，这台设备做的带回包一律不接收；停用前已做好的，可再由系统管理员允许接收。
# $name (String)
packet-revoke-done = 已更新“{ $name }”。
packet-late-allow = 接收停用前的包
packet-late-refuse = 不再接收
packet-late-lead = 制作时间由那台设备自己记录，请先弄清来历。
packet-make = 制作外出包
packet-make-lead = 选择使用人要带出的检查任务。外出包只有这台设备能打开。
packet-from = 计划检查日期从
packet-to = 到
packet-days = 有效天数
packet-visits-none = 没有可带出的检查任务
packet-visits-none-body = 只有使用人名下待检查、检查中或退回的任务可以带出。
packet-out-file = 外出包
packet-list = 往来记录
packet-list-none = 还没有带出或带回
packet-list-none-body = 给这台设备制作外出包、合并它的带回包后，记录在这里。
# $no (String)
# $visits (String)
packet-list-given = 外出包第{ $no }号，{ $visits }项任务
# $no (String)
# $ops (String)
packet-list-back = 带回包第{ $no }号，新增{ $ops }项操作
# $who (String)
# $at (String)
packet-list-by = { $who }，{ $at }
# $no (String)
# $visits (String)
# $until (String)
packet-made = 外出包第{ $no }号已做好，含{ $visits }项任务，{ $until }前有效。
packet-back = 接收带回包
# $ending (String)
packet-back-lead = 选择外出设备做的带回包（{ $ending }）。先预览，确认后合并。
packet-back-pick = 选择带回包
packet-back-file = 带回包
# $name (String)
# $person (String)
# $no (String)
# $at (String)
packet-back-of = { $name }（{ $person }）第{ $no }号带回包，{ $at }制作
# $n (String)
# $known (String)
packet-back-ops = 共{ $n }项操作，其中{ $known }项以前已接收
packet-back-late = 这台设备已停用；本包在停用前做成，经系统管理员允许接收。
packet-will-merge = 可合并
packet-merge = 合并
# $name (String)
# $open (String)
packet-merged = “{ $name }”的带回包已合并，待处理{ $open }项。
packet-state-waiting = 待合并
packet-state-done = 已合并
packet-state-conflict = 有冲突
packet-state-failed = 不能合并
packet-open = 待处理
packet-open-none = 没有待处理的内容
packet-open-none-body = 合并时与本单位数据不一致的内容会列在这里，由您决定保留哪一个。
# $point (String)
# $what (String)
packet-op-title = { $point }：{ $what }
# $line (String)
packet-about-line = 第{ $line }项
packet-about-party = 到场情况
packet-about-finding = 问题
packet-about-submit = 提交检查记录
packet-about-begin = 开始检查
# $n (String)
packet-faults = { $n }处
packet-outside = 带回的内容
packet-here = 本单位现有
# $reason (String)
packet-withdrawn = 撤回：{ $reason }
# $field (String)
# $value (String)
packet-field = { $field }：{ $value }
packet-keep-outside = 采用带回的
packet-keep-here = 保留现有的
packet-try-again = 再试一次
packet-leave = 不再合并
# $open (String)
packet-tried = 已重新合并，待处理{ $open }项。
packet-other-goer = 其他人员
packet-this = 本机
packet-district = 所属单位
packet-taken = 已导入外出包
packet-to-return = 待带回
# $n (String)
# $visits (String)
packet-to-return-n = { $n }项操作，{ $visits }项任务
packet-take = 导入外出包
packet-take-lead = 导入后，检查任务出现在“检查任务”里。已填写但还没带回的不会被覆盖。
packet-take-pick = 选择外出包
# $no (String)
# $visits (String)
# $left (String)
packet-taken-done = 外出包第{ $no }号已导入：更新{ $visits }项，保留本机填写{ $left }项。
packet-return = 制作带回包
packet-return-lead = 把本机填写的内容做成带回包，拷回单位合并。可以多次制作，重复的不会合并两次。
# $n (String)
# $visits (String)
packet-returned = 带回包已做好：{ $n }项操作，{ $visits }项任务。
packet-first-open = 作为外出设备使用
packet-first-title = 作为外出设备使用
packet-first-lead = 本机不单独建库，只带着单位的检查任务外出填写。
packet-first-request = 第一步：做登记申请
packet-first-grant = 第二步：导入登记凭证
packet-first-back = 返回新建
packet-office-print = 单位电脑核对码
packet-office-same = 已与单位核对，凭证来自本单位
packet-password-hint = 这个密码只用于本机，与单位里的密码无关。请牢记：忘记后本机不能重设，还没带回的内容也无法取出。
