# 权责清单：编制、审核、公布，任一天的清单。
duty-title = 权责清单
duty-lead = 各部门和镇的权责事项：按状态、类型和主体查找，查看任一天的清单；编制、审核、公布都在这里办理。
duty-new = 编制新事项
duty-find = 查找名称、编码、机构或依据
duty-outline = 按清单、行使主体和权力类型
duty-list = 清单类别
duty-code = 事项编码
duty-name = 事项名称
duty-parent = 主项
duty-no-parent = （无）
duty-kind = 权力类型
duty-body = 行使主体
duty-joint = 共同行使主体
duty-joint-add = 添加共同行使的部门
duty-undertaker = 承办机构
duty-place = 行使区域
duty-levels = 实施层级
duty-authority = 权限划分
duty-body-duty = 部门职责
duty-basis = 实施依据
duty-measures = 处罚的行为、种类、幅度
duty-steps = 责任事项
duty-accountable = 追责对象范围
duty-situations = 追责情形
duty-accountability-basis = 追责依据
duty-risks = 廉政风险点
duty-hotline = 监督电话
duty-flow-chart = 运行流程图
duty-flow-chart-hint = 填写文件名或网址
duty-flow-chart-file = 流程图文件
duty-flow-chart-file-hint = PDF、JPEG、PNG或WebP，随文本一起送审、公布；已公布的不能更换
duty-flow-chart-pick = 选择流程图文件
duty-flow-chart-remove = 移除
duty-flow-chart-open = 打开
# $name (String)
# $mark (String)
duty-flow-chart-named = { $name }（校验码{ $mark }）
duty-origin = 来源
duty-verified = 核实
duty-verified-check = 已与来源核对
duty-note = 备注
duty-cell-law = 法律法规或文件
duty-cell-article = 条
duty-cell-clause = 款、项
duty-cell-text = 条文原文
duty-cell-step = 责任环节
duty-cell-content = 责任事项内容
duty-cell-step-basis = 责任事项依据
duty-cell-risk-stage = 环节
duty-cell-risk-form = 表现形式
duty-cell-risk-level = 等级
duty-cell-risk-measure = 防控措施
duty-cell-risk-person = 责任人
word-duty-list-powers = 权责清单
word-duty-list-town-basic = 镇履职：基本履职
word-duty-list-town-assist = 镇履职：配合履职
word-duty-list-town-recalled = 镇履职：上级部门收回
word-risk-high = 高
word-risk-medium = 中
word-risk-low = 低
word-duty-stage-draft = 编制中
word-duty-stage-proposed = 待受理
word-duty-stage-review = 审核中
word-duty-stage-approved = 待公布
word-duty-stage-planned = 定期公布
word-duty-stage-published = 已公布
word-duty-stage-refused = 不予受理
word-duty-stage-dropped = 已撤回
word-duty-deed-add = 增加
word-duty-deed-change = 调整
word-duty-deed-withdraw = 取消
word-duty-standing-drafting = 编制中
word-duty-standing-reviewing = 送审
word-duty-standing-published = 已公布
word-duty-standing-abolished = 已废止
word-duty-act-written = 编写
word-duty-act-submitted = 申报
word-duty-act-accepted = 受理
word-duty-act-approved = 同意
word-duty-act-returned = 退回
word-duty-act-refused = 不予受理
word-duty-act-planned = 定期公布
word-duty-act-unplanned = 取消定期
word-duty-act-published = 公布
word-duty-act-dropped = 撤回
duty-standing = 状态
duty-deed = 调整类型
duty-from = 生效日期
duty-drafts = 在编
# $n (String)
duty-n-drafts = { $n }件
duty-as-of = 查看日期
# $day (String)
duty-as-of-told = { $day }当天有效的清单
duty-none-found = 没有符合条件的事项
duty-none-found-body = 换一个条件，或清除筛选。还没有事项时，由部门或镇编制申报。
duty-tab-list = 清单
# $n (String)
duty-tab-waiting = 待我办理（{ $n }）
# $n (String)
duty-tab-drafts = 在编在审（{ $n }）
duty-tab-dates = 两日对比
duty-tabs = 查看内容
duty-show-title = 权责事项
duty-edit = 修改草稿
duty-change = 起草调整
duty-withdraw = 起草取消
duty-withdraw-title = 起草取消
duty-withdraw-lead = 取消也要走审核链，公布后显示为“已废止”，不会从清单里消失。
duty-submit = 申报
duty-drop = 撤回草稿
duty-drop-title = 撤回草稿
duty-rebase = 并入新公布内容
duty-behind = 这份草稿起草后，清单又公布了新内容。先并入，再申报。
duty-rebased = 已并入新公布内容。
# $fields (String)
duty-rebased-both = 已并入。这些内容两边都改过，保留了草稿的写法，请核对：{ $fields }。
duty-accept = 受理
duty-refuse = 不予受理
duty-return = 退回
duty-review-title = 办理意见
# $step (String)
duty-review-lead = 现在是“{ $step }”。
duty-accept-lead = 这是部门或镇申报的草稿，可以先修改，再受理、退回或不予受理。
duty-opinion = 意见
duty-opinion-hint = 同意可以不写；退回、不予受理要写明理由。
duty-approve = 同意
duty-publish = 公布
# $n (String)
duty-publish-several = 公布所选（{ $n }）
# $n (String)
duty-submit-several = 申报所选（{ $n }）
# $n (String)
duty-accept-several = 受理所选（{ $n }）
# $n (String)
duty-approve-several = 同意所选（{ $n }）
duty-return-several = 退回所选
duty-refuse-several = 不予受理所选
duty-together = 一并办理
duty-together-hint = 写给所选的每一项；退回、不予受理须说明理由。
duty-tick-page = 勾选本页
duty-tick-other = 已勾选的事项要办理的环节不同，先取消选择。
# $n (String)
duty-tick-full = 一次最多办理{ $n }项。
# $stage (String)
# $n (String)
duty-stage-n = { $stage }（{ $n }）
duty-publish-title = 公布
# $n (String)
duty-publish-lead = 公布{ $n }项。要么全部公布，要么都不公布；公布后内容不再改变。
duty-effective = 生效日期
duty-effective-hint = 今天及以前立即公布；以后的日期到日自动公布。
duty-paper = 批准文号
duty-countersigned = 会签意见
duty-unplan = 取消定期公布
duty-unplan-title = 取消定期公布
# $day (String)
duty-unplan-lead = 原定{ $day }公布。取消后回到待公布。
# $day (String)
duty-planned = 定于{ $day }公布
# $why (String)
duty-failed = 到日未能公布：{ $why }
duty-reason = 调整依据或理由
duty-reason-short = 理由
# $n (String)
duty-version-no = 第{ $n }版
duty-versions = 版本
# $from (String)
duty-version-in-force = { $from }起有效
# $from (String)
# $until (String)
duty-version-was-in-force = { $from }起有效，{ $until }起失效
# $who (String)
# $at (String)
duty-version-by = { $who } { $at }
duty-compare = 与上一版对比
# $old (String)
# $new (String)
duty-compare-title = 第{ $old }版与第{ $new }版对比
duty-compare-none = 两版内容一致。
duty-opinions = 办理过程
# $n (String)
duty-round = 第{ $n }轮
duty-children = 子项
duty-content = 内容
duty-chain = 审核链
duty-chain-set = 设置审核链
duty-chain-lead = 申报之后、公布之前依次办理。每个环节由不同的人办理，修改只影响以后申报的事项。
# $n (String)
duty-chain-step = 第{ $n }个环节
duty-chain-step-name = 环节名称
duty-chain-step-body = 办理部门
duty-chain-anyone = 不限部门的审批人
duty-chain-add = 增加环节
duty-chain-saved = 审核链已保存。
duty-chain-submit = 申报
duty-chain-publish = 公布
duty-new-title = 编制新事项
duty-edit-title = 修改草稿
duty-change-title = 起草调整
duty-group-basics = 基本信息
duty-group-bodies = 主体和权限
duty-group-duties = 依据和责任
duty-group-accountability = 追责和监督
duty-save = 保存草稿
duty-saving = 正在保存…
# $name (String)
duty-saved = 草稿已保存：{ $name }
# $name (String)
duty-done-submitted = 已申报：{ $name }
# $name (String)
duty-done-accepted = 已受理：{ $name }
# $name (String)
duty-done-approved = 已同意：{ $name }
# $name (String)
duty-done-returned = 已退回：{ $name }
# $name (String)
duty-done-refused = 不予受理：{ $name }
# $name (String)
duty-done-dropped = 已撤回：{ $name }
# $name (String)
duty-done-withdraw = 已起草取消：{ $name }
# $n (String)
duty-done-published = 已公布{ $n }项。
# $n (String)
# $day (String)
duty-done-planned = { $n }项定于{ $day }公布。
# $name (String)
duty-done-unplanned = 已取消定期公布：{ $name }
duty-waiting-none = 现在没有要办理的事项
duty-waiting-none-body = 有人申报、轮到你审核，或草稿被退回时，会列在这里。
duty-drafts-none = 没有在编或在审的事项
duty-drafts-none-body = 起草新事项，或从清单里起草调整。
duty-dates-from = 从
duty-dates-to = 到
# $added (String)
# $changed (String)
# $withdrawn (String)
duty-dates-told = 增加{ $added }项，调整{ $changed }项，取消{ $withdrawn }项。
duty-dates-none = 两日清单一致
duty-dates-none-body = 换两个日期再看。
duty-dates-fields = 改动内容
# 动态调整公告 as a paper.
duty-adjustment-export = 导出动态调整公告
# $from (String)
# $to (String)
duty-adjustment-name-dates = 权责清单动态调整-{ $from }至{ $to }.docx
# $name (String)
duty-adjustment-name = 权责清单动态调整-{ $name }.docx
# $file (String)
duty-adjustment-exported = 动态调整公告已写入{ $file }。补填文号、签名后即可打印。
# $n (String)
duty-n-entries = { $n }项
# $n (String)
duty-adjustment-offer = 刚公布{ $n }项，可以导出动态调整公告。
# $district (String)
duty-adjustment-title = { $district }权责清单动态调整公告
duty-adjustment-number = ＿＿＿＿〔＿＿＿＿〕＿＿号
duty-adjustment-open = （送审稿，尚未公布）
# $added (String)
# $changed (String)
# $district (String)
# $withdrawn (String)
duty-adjustment-lead = 现对{ $district }权责清单作如下动态调整：增加{ $added }项，调整{ $changed }项，取消{ $withdrawn }项。
# $from (String)
# $to (String)
duty-adjustment-days = 所列为{ $from }至{ $to }的变化。
duty-adjustment-each = 见各项
duty-adjustment-published = 公布日期
duty-adjustment-marks = 调整前后对照中，加删除线的是删去的文字，加下划线的是新增的文字。
# $at (String)
# $kind (String)
# $n (String)
duty-adjustment-part = { $at }、{ $kind }（{ $n }项）
# $at (String)
# $name (String)
duty-adjustment-entry = （{ $at }）{ $name }
duty-adjustment-no = 序号
duty-adjustment-field = 项目
duty-adjustment-before = 调整前
duty-adjustment-after = 调整后
duty-adjustment-by = 办理人
duty-adjustment-at = 日期
duty-adjustment-sign = 签名
# $mark (String)
duty-adjustment-row = 【{ $mark }】
# $name (String)
duty-adjustment-cell = { $name }：
duty-adjustment-between = ；
# $no (String)
# $words (String)
duty-adjustment-of-version = 第{ $no }版：{ $words }
duty-adjustment-blank = ＿＿＿＿＿＿＿＿
duty-adjustment-blank-day = ＿＿＿＿年＿＿月＿＿日
duty-adjustment-office = 发文机关（盖章）
# 清单文书: the list as a paper.
duty-paper-export = 生成打印稿
# $day (String)
duty-paper-name = 权责清单-{ $day }.docx
# $n (String)
# $file (String)
duty-paper-exported = { $n }项已写入{ $file }。用WPS或Word打开后按Ctrl+A、F9更新目录页码，再打印。
# $district (String)
duty-paper-title = { $district }权责清单
# $day (String)
# $n (String)
duty-paper-as-of = 截至{ $day }，共{ $n }项
duty-paper-contents = 目　录
duty-paper-n = 项数
# $body (String)
duty-paper-body = { $body }权责清单
# $body (String)
# $list (String)
duty-paper-town = { $body }（{ $list }）
# $no (String)
# $name (String)
duty-paper-entry = { $no }. { $name }
# $standing (String)
duty-paper-standing = 状态：{ $standing }
# $day (String)
duty-export-name = 权责清单-{ $day }.xlsx
duty-import-drafts = 导入的改动都是草稿，归你名下，要申报、审核后才公布；已公布的内容不会被改动。
duty-unverified = 待核实
# $day (String)
duty-verified-on = { $day }核实
# $n (String)
home-duties-waiting = { $n }项权责事项等你办理
subject-duty = 权责事项
duty-field-act = 办理
duty-field-version = 版次
duty-field-both = 两边都改过
duty-field-step = 环节
op-duty-list = 查看权责清单
op-duty-count = 统计权责事项
op-duty-tree = 按主体统计权责事项
op-duty-show = 查看权责事项
op-duty-draft-list = 查看在编在审事项
op-duty-draft-count = 统计在编在审事项
op-duty-chart-take = 收下流程图文件
op-duty-draft-save = 保存权责事项草稿
op-duty-draft-drop = 撤回权责事项草稿
op-duty-draft-rebase = 草稿并入新公布内容
op-duty-withdraw = 起草取消权责事项
op-duty-submit = 申报权责事项
op-duty-accept = 受理权责事项申报
op-duty-review = 审核权责事项
op-duty-publish = 公布权责事项
op-duty-plan-revoke = 取消定期公布
op-duty-compare = 对比权责事项版本
op-duty-dates-compare = 对比两日权责清单
op-duty-adjustment-export = 导出动态调整公告
op-duty-paper-export = 生成权责清单打印稿
op-duty-export = 导出权责清单表格
op-duty-import-preview = 预览权责清单表格
op-duty-import = 导入权责清单表格
op-duty-import-returned = 下载退回的权责清单行
op-duty-chain-show = 查看审核链
op-duty-chain-set = 设置审核链
op-duty-due = 到日公布权责事项
# $name (String)
error-field-duty-stage = “{ $name }”已到别的环节，不能这样办理。刷新后再看。
# $name (String)
error-field-duty-own = “{ $name }”由你编写或申报，不能再审核或公布，请由其他人办理。
# $name (String)
error-field-duty-twice = “{ $name }”这一轮你已经审核过，其他环节要由别的人办理。
# $name (String)
# $step (String)
error-field-duty-turn = “{ $name }”现在是“{ $step }”，由这个环节的审批人办理。
error-field-duty-verdict = 审核环节只能同意或退回。
# $name (String)
error-field-duty-behind = 起草后清单又公布了新内容，请退回编制人，并入后再申报。{ $name }
# $name (String)
# $min (String)
error-field-duty-before = 生效日期不能早于现行版本的生效日期{ $min }：{ $name }
# $name (String)
# $child (String)
error-field-duty-children = 还有子项没有取消：{ $name } / { $child }。把子项一起取消。
# $name (String)
# $parent (String)
error-field-duty-parent = 主项还没有公布：{ $name } / { $parent }。先公布主项，或一起公布。
# $name (String)
error-field-duty-set-twice = 同一事项选了两份草稿：{ $name }。只留一份。
error-field-duty-town = 镇履行职责事项要选一个镇。
error-field-duty-village = 权责事项在区或镇，不能选村。
error-field-duty-circular = 主项不能是它自己或它的子项。
error-field-duty-draft-open = 你已有一份在编或在审的草稿，请先办完那一份。
error-field-duty-withdraw = 取消事项的草稿不改内容。要改内容请撤回后另行起草。
error-field-duty-withdrawn = 事项已经废止。要恢复请重新起草。
error-field-duty-not-behind = 草稿已是最新，不用并入。
# $name (String)
error-field-duty-same = “{ $name }”内容与现行版本一致，没有可申报的改动。
error-field-duty-decided = 只能查看在编、在审的环节。
# $name (String)
error-field-duty-adjustment-stage = { $name }还在编制或待受理，或已不再办理。进入审核后才能写进公告。
error-field-duty-paper-empty = 没有符合条件的事项。换一个条件再导出。
# $n (String)
# $limit (String)
error-field-duty-paper-long = 符合条件的有{ $n }项，一份打印稿最多{ $limit }项。请按主体、区域或类型筛选后分几份导出。
error-field-duty-other = 要对比的两版不是同一事项。
# $n (String)
home-items-to-check = { $n }个服务事项到期复核
# $n (String)
home-duties-to-check = { $n }项权责事项到期复核
# $day (String)
# $who (String)
duty-checked-by = { $day }{ $who }核实无误
op-duty-change-preview = 预览权责清单表中修改
op-duty-change = 在表中修改权责事项草稿
# $name (String)
# $field (String)
duty-cell-done = { $name }的“{ $field }”已写入草稿。
# $name (String)
duty-cell-done-row = { $name }的修改已写入草稿。
# $n (String)
# $items (String)
duty-cell-done-many = 已将{ $items }个事项的{ $n }处修改写入草稿。如需放弃，在“在编在审”中撤回。
duty-cell-lead = 修改写入您的草稿，经审核公布后生效；已公布的内容不变。
error-field-duty-not-own = 这是他人的草稿，请打开该事项办理。
# $district (String)
release-adjustment-title = { $district }政务服务事项动态调整公告
# $district (String)
# $added (String)
# $changed (String)
# $withdrawn (String)
release-adjustment-lead = 现对{ $district }政务服务事项实施清单作如下动态调整：增加{ $added }项，调整{ $changed }项，取消{ $withdrawn }项。
op-item-dates-compare = 对比两日服务事项
op-item-adjustment-export = 导出服务事项动态调整公告
