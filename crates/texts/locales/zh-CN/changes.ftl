# 区划和机构变更:更名、变更代码、新设、撤销、合并、拆分。
change-title = 区划和机构变更
change-lead = 村（居）、镇、部门和服务站点的更名、变更代码、新设、撤销、合并、拆分，从生效日起算；此前的数据不改动，可按现行区划或当时区划查看。
change-new = 登记变更
change-unit-place = 镇和村（居）
change-unit-body = 部门
change-unit-point = 服务站点
change-units = 变更对象
change-kind = 变更类型
change-kind-rename = 更名
change-kind-recode = 变更代码
change-kind-open = 新设
change-kind-close = 撤销
change-kind-merge = 合并
change-kind-split = 拆分
change-kind-rename-hint = 换名称，数据延续
change-kind-recode-hint = 换代码，镇的代码变了，各村随之变
change-kind-open-hint = 从生效日起增加一个
change-kind-close-hint = 从生效日起不再存在，无继任者
change-kind-merge-hint = 几个并成一个，此前的数据随之相加
change-kind-split-hint = 一个分成几个，此前的数据不拆分
change-state-planned = 待生效
change-state-done = 已生效
change-state-revoked = 已撤回
change-state-failed = 未能生效
change-column-no = 编号
change-column-effective = 生效日期
change-column-kind = 类型
change-column-what = 内容
change-column-paper = 批准文号
change-column-by = 登记
change-column-state = 状态
# $name (String)
# $day (String)
change-by = { $name }，{ $day }
change-empty = 还没有登记过变更
change-empty-how = 撤村并居、镇改街道、机构改革等，从这里登记，历史数据自动衔接。
change-more = 更早的
# $before (String)
# $after (String)
change-say-rename = { $before }更名为{ $after }
# $name (String)
# $before (String)
# $after (String)
change-say-recode = { $name }的代码由{ $before }改为{ $after }
# $name (String)
change-say-open = 新设{ $name }
# $name (String)
change-say-close = 撤销{ $name }
# $names (String)
# $into (String)
change-say-merge-into = { $names }并入{ $into }
# $names (String)
# $into (String)
change-say-merge-new = { $names }合并为{ $into }
# $name (String)
# $names (String)
change-say-split = { $name }拆分为{ $names }
change-no-code = 无
change-field-unit = 具体对象
change-field-units = 具体对象
change-field-units-hint = 将不再存在的，至少一个；合并为新设的，至少两个
change-field-into = 并入
change-field-into-existing = 现有的
change-field-into-new = 新设的
change-field-into-which = 并入对象
change-field-parent = 所属上级
change-field-new-name = 新名称
change-field-new-code = 新代码
change-field-code-hint = 村（居）12位，镇9位，前几位与上级相同
change-field-code-optional-hint = 18位统一社会信用代码，可以后补
# $n (String)
change-field-part = 拆分后的第{ $n }个
change-field-part-name = 名称
change-field-part-code = 代码
change-field-add-part = 增加一个
change-field-remove-part = 移除
change-field-effective = 生效日期
change-field-effective-hint = 批准文件写明的日期；将来的日期到日自动生效
change-field-reason = 原因
change-field-reason-hint = 2–200个字
change-field-paper = 批准文号
change-remove-unit = 移除
change-missing = 请填写这一项。
change-wrong-day = 请填写日期，如 2026-12-01。
change-reason-missing = 请写明原因，2–200个字。
change-preview = 预览变更结果
change-previewing = 正在预览…
change-back = 返回修改
change-apply = 确认登记
change-applying = 正在登记…
change-effects = 将要发生
# $day (String)
change-effects-planned = 到{ $day }自动生效，在此之前可以撤回。
change-effects-now = 确认后立即生效；录错了可以撤回。
# $name (String)
# $before (String)
# $after (String)
change-effect-renamed = { $name }：名称由“{ $before }”改为“{ $after }”
# $name (String)
# $before (String)
# $after (String)
change-effect-recoded = { $name }：代码由{ $before }改为{ $after }，旧代码的文件仍能导入
# $n (String)
change-effect-follows = 所辖{ $n }个村（居）的代码随之变更
# $name (String)
# $code (String)
change-effect-opened = 新设{ $name }（{ $code }）
# $name (String)
change-effect-opened-plain = 新设{ $name }
# $name (String)
change-effect-ended = { $name }撤销，此前的数据保留
# $name (String)
# $into (String)
change-effect-merged = { $name }并入{ $into }：此前的数据归入{ $into }，旧代码的文件仍能导入
# $name (String)
# $into (String)
change-effect-split = { $name }拆分为{ $into }：此前的数据留在{ $name }，不拆分
# $n (String)
change-warning-points = 这里还有{ $n }个服务站点在用，不随之变更，请另行登记。
# $n (String)
change-warning-grants = 有{ $n }项授权指向这里，照旧有效；需要改派的，请安全保密管理员办理。
# $n (String)
change-warning-ratings-after = 已有{ $n }条评价发生在生效日之后，分不清属于哪一个，留在原处。
# $what (String)
change-made = 已登记：{ $what }。
# $what (String)
change-made-planned = 已登记，到日自动生效：{ $what }。
change-conflict = 他人刚刚登记了同一对象的变更，请查看后重新登记。
change-revoke = 撤回…
change-revoke-title = 撤回这项变更？
change-revoke-body = 用于录错的情况，或尚未生效而不再实行的。撤回后恢复原状，记录仍保留。确已实行过又改回的，请另行登记一项新的变更。
change-revoke-yes = 撤回
change-revoking = 正在撤回…
change-revoked = 已撤回。
change-closing-revoked = 撤回原因
change-closing-failed = 未能生效的原因
change-fact-made = 登记
change-fact-done = 生效于
change-subjects = 涉及
change-history = 变更记录
change-of-this = 登记变更…
change-find = 输入名称、拼音或首字母
change-by-form = 修改登记信息时改名或改代码
