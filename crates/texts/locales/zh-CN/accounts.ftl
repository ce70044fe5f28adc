# 系统管理:账号、授权、部门、统计截止日。
account-lead = 新建账号后，将一次性登录码当面或电话告知本人，由本人设置密码。授权由安全保密管理员办理。
account-find = 查找姓名或登录名
account-new = 新建账号
account-login = 登录名
account-login-hint = 2–32个字符：汉字、字母、数字、点、横线、下划线
account-name = 姓名
account-state = 状态
account-seen = 最近使用
account-never-seen = 从未登录
account-roles = 角色
account-no-roles = 未授权
account-actions = 操作
account-create = 建立账号
account-creating = 正在建立…
account-none-found = 没有符合条件的账号。
# $until (String)
account-state-locked = 已锁定，{ $until }后可再试
account-missing-login = 请填写登录名。
account-missing-name = 请填写姓名。
account-no-login = 登录名为2–32个字符，只能用汉字、字母、数字、点、横线、下划线。
account-taken = 该登录名已被使用，请更换。
account-name-too-long = 姓名不超过64个字。
account-rename = 更正姓名…
account-rename-title = 更正姓名
# $name (String)
account-renamed = 姓名已更正为{ $name }。
# $name (String)
account-renamed-meanwhile = 他人已修改，现有姓名为“{ $name }”。再次保存将以所填姓名为准。
account-invite = 重发登录码…
# $name (String)
account-invite-ask = 给{ $name }重发登录码？
account-invite-body = 用于本人丢失登录码或忘记密码。重发后，原登录码和原密码作废，正在使用的会话全部退出。
account-invite-yes = 重发登录码
account-close = 停用…
# $name (String)
account-close-ask = 停用{ $name }的账号？
account-close-body = 停用后立即退出，不能再登录；已办理事项的记录保留。以后可以恢复。
account-close-yes = 停用
account-open = 恢复使用
# $name (String)
account-closed = { $name }的账号已停用；可以随时恢复。
# $name (String)
account-opened = { $name }的账号已恢复使用。
account-self = 不能停用自己的账号。
account-conflict = 他人刚刚修改过该账号，内容已更新，请查看后再办理。

account-code-title = 一次性登录码
# $name (String)
account-code-body = 将此登录码当面或电话告知{ $name }本人。登录码只显示这一次，关闭后无法再查看。
# $until (String)
account-code-until = 有效期至{ $until }，用过即作废。
account-code-how = 本人打开本程序，点“首次启用”，输入登录名和登录码，然后自行设置密码。
account-code-close = 已交给本人

grant-lead = 给账号授予角色。角色的管辖范围为所选地方及其以下；三员不得互相兼任，也不得兼任业务角色。
grant-give = 授予角色
grant-giving = 正在授予…
grant-role = 角色
grant-place = 管辖范围
grant-place-hint = 所选地方及其以下
grant-body = 部门
grant-body-none = 不限部门
grant-body-hint = 只看、只办这个部门的事
grant-from = 起
grant-until = 止
grant-until-hint = 留空表示长期有效
grant-by = 授权人
grant-by-first-run = 首次设置
grant-list = 现有授权
grant-none = 还没有授权，本人登录后看不到任何业务。
grant-with-past = 也显示已结束的
grant-standing-in-force = 生效中
grant-standing-coming = 尚未生效
grant-standing-over = 已到期
grant-standing-ended = 已收回
grant-open-ended = 长期
# $from (String)
# $until (String)
grant-span = { $from }至{ $until }
grant-missing-role = 请选择角色。
grant-missing-place = 请选择管辖范围。
grant-missing-body = 部门经办人要指定部门。
grant-held = 已持有同样的角色和范围。
grant-district-only = 三员的角色只能授予全区范围。
grant-missing-from = 请填写起始日。
grant-no-day = 不是有效的日期，请按2026-05-01的格式填写。
grant-too-early = 截止日不能早于起始日，也不能早于今天。
# $held (String)
grant-clash-custodians = 已是{ $held }：系统管理员、安全保密管理员、安全审计员须由三个人分别担任。
# $held (String)
grant-clash-business = 已是{ $held }：三员只管系统，不兼任何业务角色。
# $held (String)
grant-clash-auditor = 已是{ $held }：业务审计不参与被审计的业务。
grant-clash-how = 请另选人员，或先收回原来的角色。
grant-end = 收回…
# $role (String)
# $name (String)
grant-end-ask = 收回{ $name }的“{ $role }”？
grant-end-body = 立即生效，本人不必重新登录。记录保留；需要时可以重新授予。
grant-end-yes = 收回
# $role (String)
# $name (String)
grant-given = 已授予{ $name }“{ $role }”。不再需要时可以收回。
# $role (String)
# $name (String)
grant-ended = 已收回{ $name }的“{ $role }”。
grant-self = 不能给自己授权，请由另一位安全保密管理员办理。

body-lead = 承办部门。导入的文件按名称或统一社会信用代码识别部门。
body-find = 查找名称或代码
body-new = 新增部门
body-edit-title = 编辑部门
body-name = 名称
body-name-hint = 与公章、文件上的名称一致
body-code = 统一社会信用代码
body-code-hint = 18位；不清楚的可留空
body-place = 所在地
body-state = 状态
body-active = 仍在办理
body-active-on = 在办
body-active-off = 已撤并
body-save = 保存
body-saving = 正在保存…
# $name (String)
body-saved = { $name }已保存。
body-empty = 还没有部门。新增后，才能识别导入文件中的“承办部门”。
body-none-found = 没有符合条件的部门。
body-missing-name = 请填写名称。
body-missing-place = 请选择所在地。
body-taken-name = 本区已有同名部门；名称前加上地名即可区分。
body-taken-code = 另一个部门已用这个代码。
body-name-too-long = 名称不超过64个字。
body-no-credit-code = 不是有效的统一社会信用代码：应为18位，最后一位是校验码。请对照证书核对。

cutoff-lead = 统计截止日是各项数字计算到的日期（含当天）。总览、排名、趋势和导出均以此为准。
cutoff-now = 当前截至
cutoff-follows = 随最新数据更新
cutoff-follows-hint = 每次导入后自动移到最新一天
cutoff-fixed = 固定在某一天
cutoff-fixed-hint = 例如上报数据时，让所有人看到同一天的数字
cutoff-day = 截止日
cutoff-save = 应用
cutoff-saving = 正在应用…
# $day (String)
cutoff-saved-fixed = 统计截止日已固定在{ $day }。可以随时改回“随最新数据更新”。
cutoff-saved-follows = 统计截止日已改为随最新数据更新。
cutoff-no-day = 不是有效的日期，请按2026-05-01的格式填写。
cutoff-future = 截止日不能晚于今天。

account-code-column = 登录码有效期至
# $day (String)
account-export-name = 账号-{ $day }.xlsx
# $n (String)
account-close-several-ask = 停用所选的{ $n }个账号？
# $n (String)
account-closed-several = 已停用{ $n }个账号；可以随时恢复。
grant-person = 授予对象
grant-find = 姓名、登录名、地方或部门
grant-none-found = 没有符合条件的授权。
# $days (String)
grant-ends-within = { $days }天内到期
grant-without = 下列账号没有生效的角色，登录后看不到任何业务：
# $day (String)
grant-export-name = 授权-{ $day }.xlsx
# $n (String)
grant-end-several-ask = 收回所选的{ $n }项授权？
# $n (String)
grant-ended-several = 已收回{ $n }项授权。
# $day (String)
body-export-name = 部门-{ $day }.xlsx
