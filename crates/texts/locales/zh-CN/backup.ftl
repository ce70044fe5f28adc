# 备份与恢复、密钥、诊断。
nav-backup = 备份与恢复
backup-lead = 全区数据的备份、演练和恢复。本页只显示数量和大小，不显示任何业务内容。

backup-standing-good = 备份正常
backup-standing-missing = 还没有备份
backup-standing-old = 最近的备份已超过两天
backup-standing-unproved = 备份还没有经过演练
backup-how-missing = 立即做一次备份；并在下方打开定时备份。
backup-how-old = 查看下方最近任务，排除失败原因后立即备份。
backup-how-unproved = 没有演练过的备份不算可靠。演练会在一旁恢复并核对，不影响使用。
# $at (String) - day and time
backup-newest = 最近一次：{ $at }
# $at (String)
backup-proved-at = 最近一次演练：{ $at }
backup-never-proved = 最近一次演练：无
# $size (String)
backup-database = 数据库{ $size }
backup-beside = 备份与数据库在同一块磁盘上，磁盘损坏会一起丢失。请改存到另一块磁盘或共享文件夹。
backup-folder-gone = 备份文件夹不存在或已断开，检查磁盘连接。
backup-folder-denied = 备份文件夹不可写，检查权限。
backup-folder-full = 备份文件夹已满，清理后重试。

backup-make = 立即备份
backup-make-title = 立即备份
backup-make-lead = 备份时可以照常使用，不必停下。
backup-make-where = 存放位置
backup-make-here = 备份文件夹
backup-make-there = 另存为文件
backup-make-protect = 用口令加密
backup-make-protect-hint = 加密后同时带上本机密钥，可在另一台计算机上完整恢复。口令丢失则无法打开，请另行妥善保管。
backup-passphrase = 口令
backup-passphrase-again = 再次输入口令
backup-passphrase-differs = 两次输入的口令不一致。
backup-save-title = 选择备份文件的位置
backup-started = 已开始，可离开本页

backup-running-make = 正在备份
backup-running-verify = 正在校验
backup-running-drill = 正在演练
backup-running-restore = 正在恢复
backup-phase-reading = 读取
backup-phase-loading = 写入临时位置
backup-phase-proving = 核对日志、汇总数和首页数字
# $done (String)
# $total (String)
backup-rows-of = { $done } / { $total }条记录
backup-cancel = 停止
backup-stopping = 正在停止…

backup-list = 现有备份
backup-list-empty = 备份文件夹里还没有备份。
backup-column-made = 数据时间
backup-column-why = 方式
backup-column-size = 大小
backup-column-rows = 记录
backup-column-protected = 加密
backup-column-proof = 演练
backup-column-acts = 操作
backup-why-hand = 手动
backup-why-schedule = 定时
backup-why-upgrade = 升级前
backup-protected-none = 未加密
backup-protected-passphrase = 口令
backup-protected-key = 本机密钥
# $at (String)
backup-proof-good = { $at }通过
backup-proof-none = 未演练
backup-unknown = 须口令才能读取
backup-act-drill = 演练
backup-act-verify = 校验
backup-act-restore = 恢复…
backup-act-remove = 删除…
# $name (String)
backup-acts-of = 对{ $name }的操作
backup-other-file = 用其他备份文件…
backup-file-title = 选择备份文件

backup-drill-title = 演练备份
backup-drill-lead = 在临时位置恢复这份备份，核对操作日志、汇总数和首页数字，完成后删除临时内容。不影响正在使用的数据。
backup-verify-title = 校验备份
backup-verify-lead = 逐个核对备份各部分的校验值，不恢复。
backup-restore-title = 恢复备份
# $made (String)
backup-restore-lead = 数据将回到{ $made }的状态，此后的录入和修改不在其中。
backup-restore-lead-file = 数据将回到所选备份的状态，此后的录入和修改不在其中。
backup-restore-steps = 先在临时位置恢复并核对，全部相符才会启用；启用须重新启动。现有数据库整体保留，可以再换回来。
backup-restore-reason = 恢复原因
backup-restore-adopt = 一并启用备份中的密钥（原计算机已不可用时）
backup-restore-yes = 开始恢复
backup-remove-title = 删除备份
backup-remove-lead = 删除后不能找回。
backup-remove-reason = 删除原因
backup-remove-yes = 删除
backup-removed = 已删除

# $made (String)
backup-pending = 恢复好的数据库（{ $made }）已通过核对，重新启动后启用。
backup-pending-hint = 请先通知其他人员关闭程序。
backup-restart = 立即重新启动
backup-pending-leave = 放弃恢复
backup-pending-left = 已放弃，继续使用现有数据

backup-schedule = 定时备份
backup-schedule-on = 每天自动备份
backup-schedule-hour = 时间
# $hour (String)
backup-schedule-at = { $hour }:00以后
backup-schedule-hint = 当时未开机的，开机后补做。
backup-keep-daily = 保留最近几天
backup-keep-weekly = 保留最近几周
backup-keep-monthly = 保留最近几月
backup-keep-hint = 每天、每周、每月各留最后一份；手动和升级前的备份不自动删除。
backup-schedule-protect = 用本机密钥加密
backup-schedule-protect-hint = 只有本机能打开。请另做一份口令备份带出密钥，否则本机损坏后无法恢复。
backup-schedule-drill = 每月自动演练一次
backup-schedule-save = 保存
backup-schedule-saved = 定时备份已保存

backup-folder = 存放位置
# $free (String)
backup-folder-free = 剩余{ $free }
backup-folder-choose = 更改文件夹
backup-folder-default = 恢复默认
backup-folder-title = 选择备份文件夹
backup-folder-saved = 存放位置已更改，原有备份留在原处

backup-replaced = 被替换的数据库
backup-replaced-lead = 恢复时换下的数据库，按保存期限自动清除。
# $at (String)
backup-replaced-at = { $at }换下

backup-recent = 最近任务
backup-recent-empty = 还没有任务。
backup-task-make = 备份
backup-task-verify = 校验
backup-task-drill = 演练
backup-task-restore = 恢复
backup-state-running = 进行中
backup-state-done = 完成
backup-state-failed = 失败
backup-state-cancelled = 已停止
backup-state-interrupted = 中断

backup-keys = 本机密钥
backup-keys-signing = 日志签名密钥
backup-keys-encryption = 备份加密密钥
backup-keys-kept = 保存在
backup-keys-file = 数据文件夹（仅本人可读）
backup-keys-system = 操作系统密钥库
backup-keys-to-system = 移到操作系统密钥库
backup-keys-to-file = 移到数据文件夹
backup-keys-moved = 密钥已移动
# $n (String)
backup-keys-former = 曾用签名密钥{ $n }个，此前的日志仍可核验。
backup-keys-lost-signing = 签名密钥缺失。此前的日志仍可核验；新日志须换发密钥后才能签名。
backup-keys-lost-encryption = 加密密钥缺失。用它加密的备份已无法打开，未加密和用口令的备份不受影响。
backup-keys-renew = 换发密钥…
backup-keys-renew-title = 换发密钥
backup-keys-renew-lead = 换发后旧密钥不再使用。签名密钥的公开部分会保留，以便核验此前的日志。
backup-keys-renew-reason = 换发原因
backup-keys-renewed = 已换发

backup-diagnosis = 诊断
backup-diagnosis-lead = 供技术人员排查问题：版本、大小、检查结果、任务结果和近期运行日志。不含任何业务内容和个人信息，导出前先显示内容。
backup-diagnosis-look = 开始检查
backup-diagnosis-looking = 正在检查…
backup-diagnosis-good = 检查完成，未发现问题
# $n (String)
backup-diagnosis-bad = 检查完成，有{ $n }项须处理
backup-diagnosis-write = 导出诊断包
backup-diagnosis-title = 选择诊断包的位置
# $size (String)
backup-diagnosis-written = 已写入诊断包（{ $size }）
backup-diagnosis-files = 包内文件

op-backup-show = 查看备份
op-backup-make = 备份
op-backup-work-show = 查看备份任务
op-backup-work-cancel = 停止备份任务
op-backup-verify = 校验备份
op-backup-drill = 演练备份
op-backup-restore = 恢复备份
op-backup-restored = 由备份恢复
op-backup-restore-revoke = 放弃恢复
op-backup-remove = 删除备份
op-backup-replaced-remove = 删除换下的数据库
op-backup-schedule-save = 设置定时备份
op-backup-folder-set = 设置备份位置
op-backup-due = 定时备份
op-backup-drill-due = 定时演练
op-backup-rotate = 清理旧备份
op-key-relocate = 移动密钥
op-key-renew = 换发密钥
op-erasure-show = 查看保存期限
op-erasure-term-save = 设置保存期限
op-erasure-run = 清除个人信息
op-diagnosis-preview = 诊断检查
op-diagnosis-write = 导出诊断包
op-setting-clock-back = 发现系统时间被调回
subject-backup = 备份
subject-replaced = 换下的数据库
subject-database = 数据库
subject-keys = 密钥
subject-erasure = 个人信息
subject-diagnosis = 诊断
# $no (String)
audit-fault-values-missing = 第{ $no }条的内容缺失，也没有清除记录
audit-fault-erased-unrecorded = 清除的内容与清除记录的数量不符
