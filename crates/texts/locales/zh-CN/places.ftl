# 服务站点:区、镇、村三级的服务点,以及村(居)是否计入平台。
place-title = 服务站点
# $active (String)
# $total (String)
# $points (String)
place-lead = 计入平台的村（居）{ $active }个（名录{ $total }个），在用服务点{ $points }个。
place-filter-text = 查找
place-filter-text-hint = 名称、拼音首字母、区划代码、负责人、电话、终端编号
place-filter-show = 显示
place-show-all = 全部
place-show-without-point = 还没有服务点的村（居）
place-show-inactive = 停用的
place-show-incomplete = 信息不全的
place-show-ended = 已撤并、撤销的
place-filter-kind = 类别
place-kind-all = 全部类别
place-none-found = 没有符合条件的站点。
place-none-found-how = 换一个词，或清除筛选条件。
place-clear-filter = 清除筛选
place-empty = 还没有服务站点。
place-empty-how = 点“新增服务点”登记区、镇中心和各村服务站，也可以先导入评价文件，之后再补。

# $active (String)
# $total (String)
place-town-count = 计入{ $active }个，共{ $total }个村（居）
place-column-place = 村（居）
place-column-point = 服务点
place-column-head = 负责人
place-column-phone = 电话
place-column-hours = 开放时间
place-column-state = 状态
place-no-point = 未登记服务点
place-inactive = 不纳入统计
place-ended = 已撤并
# $n (String)
place-show-rest = 显示其余 { $n } 个村（居）
# $reason (String)
place-inactive-because = 不纳入统计：{ $reason }
place-active = 纳入统计
place-set-inactive = 改为不纳入统计…
place-set-active = 改为纳入统计…
# $name (String)
place-set-inactive-title = { $name }不再纳入统计
# $name (String)
place-set-active-title = { $name }纳入统计
place-set-inactive-body = 不纳入统计后，总览的站点数、排名和零办件统计都不再包含它；已有的评价和办件保留。
place-set-active-body = 纳入统计后，总览的站点数、排名和零办件统计都包含它。
place-reason = 原因
place-reason-hint = 会显示在这个村（居）出现的地方。
place-reason-missing = 请写明原因。
place-reason-too-long = 原因不超过200个字。
# $name (String)
place-set-done-inactive = { $name }已改为不纳入统计；需要时可以再改回来。
# $name (String)
place-set-done-active = { $name }已改为纳入统计。
place-versions-moved = 他人刚刚修改过该村（居）的状态，内容已更新，请查看后再修改。

point-kind = 类别
point-place = 所在地
point-active = 在用
point-closed = 停用
point-ended = 已撤销
# $fields (String)
point-lacking = 缺：{ $fields }

point-field-name = 挂牌名称
point-field-address = 地址
point-field-head = 负责人
point-field-staff = 专职人员
point-field-phone = 电话
point-field-hours = 开放时间
point-field-leader = 挂点领导
point-field-cadre = 驻村干部
point-field-opened = 启用日
point-field-active = 使用状态
point-field-windows = 窗口
point-field-devices = 终端
point-hint-name = 现在门口悬挂的名称
point-hint-staff = 多人用顿号隔开
point-hint-hours = 例如：周一至周五8:30—12:00、14:30—17:30
point-hint-phone = 对外公布的号码
point-hint-opened = 年-月-日，例如2024-05-01；不清楚的可留空
point-window-no = 窗口号
point-window-name = 办理内容
point-device-no = 终端编号
point-device-name = 设备名称
point-window-add = 增加窗口
point-device-add = 增加终端
# $no (String)
point-row-remove = 移除第{ $no }行
point-no-windows = 没有登记窗口。
point-no-devices = 没有登记终端。

point-edit = 编辑
point-new = 新增服务点
point-save = 保存
point-saving = 正在保存…
point-create = 登记
# $name (String)
point-saved = { $name }已保存。
# $name (String)
point-created = { $name }已登记。
point-missing-name = 请填写挂牌名称。
point-missing-place = 请选择所在地。
# $limit (String)
point-too-long = 不超过{ $limit }个字。
point-no-day = 不是有效的日期，请按2024-05-01的格式填写。
# $row (String)
point-wrong-number = 第{ $row }行的编号为空，或与前面的重复。每个编号只能用一次。
point-fix-first = 请先更正标红的字段。


point-see-figures = 查看办件和评价
point-read-only = 可以查看；修改由目录管理员或本镇管理员办理。
