availability-title = 可办矩阵
# $items (String)
# $points (String)
# $due (String)
# $offered (String)
# $share (String)
availability-sentence = { $items }个事项，{ $points }个站点；应办{ $due }格，可办{ $offered }格（{ $share }）。
word-offer-offered = 可办
word-offer-planned = 筹办
word-offer-suspended = 暂停
availability-nothing = 未设
availability-unfit = 不适用
availability-waiting = 正在读取
# $reason (String)
availability-suspended-open = 暂停：{ $reason }
# $until (String)
# $reason (String)
availability-suspended-until = 暂停至{ $until }：{ $reason }
availability-unfit-level = 该事项的行使层级不含这一级站点，不能设置。
availability-unfit-terminal = 该事项不支持自助终端办理，不能设在自助服务点。
availability-unfit-cancelled = 该事项已取消。
availability-unfit-undescribed = 该事项尚未登记，行使层级不明；请先登记实施清单。
availability-unfit-elsewhere = 站点不在您的编辑范围内，或已撤并。
# $from (String)
# $to (String)
# $n (String)
availability-move = { $from } → { $to }：{ $n }格
# $due (String)
# $offered (String)
# $planned (String)
# $suspended (String)
availability-covered = 应办{ $due }，可办{ $offered }，筹办{ $planned }，暂停{ $suspended }
availability-district-own = 区本级
# $name (String)
availability-point-closed = { $name }（停用）
availability-corner-items = 事项
availability-corner-points = 站点
availability-item-paused = 事项暂停
# $n (String)
availability-undescribed = 另有{ $n }个事项尚未登记行使层级，不在矩阵中。
availability-describe = 去登记
availability-no-points = 这里没有服务站点
availability-no-points-body = 在“服务站点”中登记站点，或在上方换一个地点。
availability-no-items = 没有符合条件的事项
availability-no-items-body = 换一个条件，或先在“事项清单”中登记事项。
availability-read-only = 您只能查看。站点的可办事项由目录管理员和镇管理员维护。
availability-tools = 对选中的格子
# $n (String)
# $rows (String)
# $columns (String)
availability-selected = 已选{ $n }格（{ $rows }个事项 × { $columns }个站点）
availability-suspend = 暂停…
availability-clear = 取消设置
availability-copy = 复制
availability-copied = 已复制，可粘贴到表格。
availability-pasted-nothing = 剪贴板里没有可以填入的内容。
availability-help = 方向键移动，按住Shift选择一片；空格设为可办或取消，K可办、C筹办、Z暂停、Delete取消；Ctrl+C、Ctrl+V与表格互相复制粘贴。点事项名旁的空白选整行，点站点选整列，点镇名选全镇。
availability-change-title = 将要改变
# $n (String)
# $items (String)
# $points (String)
availability-changes = 将改变{ $n }格，涉及{ $items }个事项、{ $points }个站点
availability-nothing-changes = 没有要改变的格子
# $n (String)
availability-same = { $n }格已是如此，不变。
availability-refused-title = 以下格子不能设置，保持原样：
# $n (String)
# $why (String)
availability-refused-plain = { $n }格：{ $why }
# $n (String)
# $why (String)
# $point (String)
# $item (String)
availability-refused = { $n }格：{ $why }例如{ $point }的“{ $item }”。
availability-reason = 暂停原因
availability-reason-hint = 群众在办事指南中能看到
availability-reason-missing = 请填写暂停原因。
availability-until = 暂停至
availability-until-hint = 最后一天；次日起自动恢复可办。不填表示恢复日期未定
availability-until-past = 不能早于今天。
availability-unread-title = 有内容认不出，没有写入
# $row (String)
# $column (String)
# $text (String)
availability-unread-cell = 第{ $row }行第{ $column }列：“{ $text }”
availability-unread-how = 可用的写法：可办、√、筹办、暂停（原因；至2026-12-31）、不办、—，或留空。改好后重新复制粘贴。
availability-unread-first = 请先改正认不出的内容
# $n (String)
availability-beyond = 粘贴的内容有{ $n }格超出了矩阵，超出部分不写。
availability-write = 写入
# $n (String)
availability-done = 已改变{ $n }格。
# $n (String)
availability-undone = 已恢复{ $n }格。
# $day (String)
availability-export-name = 可办矩阵-{ $day }.xlsx
availability-where = 办理地点
availability-where-none = 尚未登记在哪些站点可办。
# $due (String)
# $offered (String)
availability-where-n = 应有{ $due }个站点可办，现有{ $offered }个。
# $n (String)
availability-where-town = 可办{ $n }个
availability-see-row = 在可办矩阵中查看
availability-at-point = 可办事项
availability-point-none = 没有应在此办理的事项。
# $due (String)
# $offered (String)
availability-point-n = 应办{ $due }项，可办{ $offered }项。
availability-point-done = 可办
availability-point-rest = 未办、筹办或暂停
availability-see-column = 在可办矩阵中查看

op-availability-show = 查看可办矩阵
op-availability-list = 查看可办矩阵的行
op-availability-export = 导出可办矩阵
op-availability-coverage = 查看可办覆盖
op-availability-item-show = 查看事项的办理地点
op-availability-point-show = 查看站点的可办事项
op-availability-preview = 预览可办矩阵的改变
op-availability-set = 设置可办
subject-availability = 可办矩阵
availability-field-offer = 可办情况
availability-field-none = 未设
availability-field-items = 涉及事项
availability-field-points = 涉及站点
