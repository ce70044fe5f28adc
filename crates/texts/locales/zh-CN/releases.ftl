# 事项送审：编制文本送审、审核、公布。
nav-releases = 事项送审
release-lead = 送审的服务事项在这里审核、公布。送审的文本办结前不再变动，公布后长期留存。
word-release-drafting = 编制中
word-release-reviewing = 送审
word-release-published = 已公布
word-release-ahead = 已公布，有改动
word-release-abolished = 已废止
release-panel = 送审与公布
release-standing = 公布状态
# $no (String)
# $day (String)
release-current = 第{ $no }版，自{ $day }起施行
# $no (String)
# $day (String)
release-withdrawn = 第{ $no }版，自{ $day }起取消
release-none-in-force = 尚未公布
# $no (String)
release-shown-in-force = 以下为现行公布文本（第{ $no }版）。
release-shown-working = 以下为编制文本，其中的改动尚未公布。
# On papers and in open data.
# $no (Number)
# $day (String)
release-in-force = 现行公布文本：第{ $no }版，自{ $day }起施行
release-not-published = 本事项文本尚未公布，仅供内部使用
release-returned = 已退回
release-submit = 送审
release-submit-lead = 送审后按审核链逐个环节审核。送审的文本办结前不再变动；编制文本仍可修改，改动留待下次送审。
# $n (String)
release-submit-several = { $n }个事项一并送审，要么全部送审，要么都不送审。
release-reason = 调整依据（理由）
release-reason-hint = 写明依据的文件或调整的缘由，供审核时查阅
# $name (String)
release-submitted = 已送审：{ $name }。公布前可以撤回。
# $n (String)
release-n-items = { $n }个事项
# $n (String)
release-texts-show = 查看各版文本（{ $n }）
release-texts-hide = 收起各版文本
release-texts = 各版文本
# $who (String)
release-published-by = { $who }公布
release-differing = 改动内容
release-first = 首次公布，全文如下：
release-same = 与送审时的现行文本一致。
release-content-show = 查看全文
release-content-hide = 收起全文
release-compare-show = 对比任意两版
release-compare-hide = 收起对比
release-compare-old = 原文本
release-compare-new = 新文本
# $no (String)
# $stage (String)
release-text-of = 第{ $no }版（{ $stage }）
release-working = 编制文本
release-compare-choose = 请选择两份不同的文本。
release-act-submitted = 送审
release-opinion-hint = 同意可以不写意见；退回须写明理由
release-review = 审核
release-review-lead-several = 意见写给所选的每一项。要么全部办理，要么都不办理。
# $n (String)
release-review-several = 审核所选（{ $n }）
release-drop = 撤回送审
release-drop-lead = 撤回后本次送审终止，编制文本不变，可以修改后重新送审。
release-send-back = 退回重新送审
release-send-back-lead = 退回后须重新送审，从第一个环节起审核。
# $n (String)
release-tab-all = 在办（{ $n }）
release-tabs = 查看内容
release-author = 送审人
release-moved = 最近办理
release-fields = 改动的字段
# $names (String)
# $n (String)
release-fields-more = { $names }等{ $n }项
release-waiting-none = 现在没有要办理的送审事项
release-waiting-none-body = 轮到你审核、公布，或送审被退回时，会列在这里。
release-none = 没有在办的送审事项
release-none-body = 在事项清单中勾选事项送审，或打开事项后送审。
release-show-title = 送审文本
release-see-item = 查看事项
release-mixed = 所选事项不在同一环节，或有的不由你办理，不能一并办理。
# $n (String)
home-releases-waiting = { $n }个事项送审待办理
op-item-submit = 送审服务事项
op-item-review = 审核服务事项
op-item-publish = 公布服务事项
op-item-release-revoke = 撤回送审
op-item-release-list = 查看在审服务事项
op-item-release-count = 统计在审服务事项
op-item-release-show = 查看服务事项各版文本
op-item-release-compare = 对比服务事项文本
op-item-due = 到日公布服务事项
# $name (String)
error-field-item-undescribed = “{ $name }”还没有填写实施清单，请先登记实施清单再送审。
# $name (String)
error-field-item-unverified = “{ $name }”尚未核实，请先对照来源核实再送审。
# $name (String)
error-field-item-never-there = “{ $name }”从未公布，不能按取消送审。如仍需办理，请先改回“在用”或“暂停”。
# $name (String)
error-field-item-submitted = “{ $name }”已在送审，办结或撤回后再送。
# $name (String)
release-adjustment-name = 服务事项动态调整-{ $name }.docx
# $from (String)
# $to (String)
release-adjustment-name-dates = 服务事项动态调整-{ $from }至{ $to }.docx
# $name (String)
error-field-item-same = “{ $name }”与现行公布文本一致，没有可送审的改动。
# 某日有效的事项。
release-text = 版次
release-until = 失效日期
# $day (String)
release-then-told = { $day }当天有效的事项，按当时公布的文本
# $day (String)
release-then-file = 服务事项-{ $day }.xlsx
release-then-none = 当天没有有效的事项
release-then-none-body = 换一个日期，或者清除查找条件。
op-item-dates-list = 查看某日有效的服务事项
op-item-dates-export = 导出某日有效的服务事项
