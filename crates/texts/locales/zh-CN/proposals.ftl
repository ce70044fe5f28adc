# 事项申报：部门、镇提出，区级采纳、修改或不予采纳。
nav-proposals = 事项申报
proposal-lead = 部门和镇在这里申报事项调整或新增事项；区级采纳后写入编制文本，再送审、公布。
word-proposal-open = 待受理
word-proposal-accepted = 已采纳
word-proposal-refused = 不予采纳
word-proposal-withdrawn = 已撤回
proposal-all = 全部
# $state (String)
# $n (String)
proposal-tab = { $state }（{ $n }）
proposal-tabs = 按办理情况查看
proposal-kind = 申报类型
proposal-kind-new = 新增事项
proposal-kind-change = 调整事项
proposal-from = 申报单位
proposal-author = 申报人
proposal-editor = 修改人
proposal-state = 办理情况
proposal-new = 申报新事项
proposal-about = 申报调整
proposal-form-title = 事项申报
proposal-form-lead = 按希望公布的内容填写。提交后由区级办理，采纳前可以修改、撤回。
proposal-reason = 申报理由
proposal-reason-hint = 写明依据的文件或调整的缘由
proposal-code-hint = 可以不填，由区级编定
proposal-send = 提交申报
proposal-sending = 正在提交…
# $name (String)
proposal-saved = 已提交申报：{ $name }
proposal-show-title = 申报内容
proposal-differing = 申报调整的内容
proposal-new-text = 申报的事项内容
# $fields (String)
proposal-both = 申报后，编制文本中的{ $fields }另有改动。采纳后以申报的内容为准，其余改动保留。
proposal-without-code = 尚未填写实施编码。请先点“修改”补上编码，再采纳。
proposal-answer = 办理意见
proposal-answered-by = 办理人
proposal-accept = 采纳
proposal-accept-lead = 采纳后写入编制文本，经核实、送审、审核后公布。
# $name (String)
proposal-accepted = 已采纳，写入编制文本：{ $name }
proposal-refuse = 不予采纳
# $name (String)
proposal-refused = 已答复不予采纳：{ $name }
proposal-withdraw = 撤回
# $name (String)
proposal-withdrawn = 已撤回申报：{ $name }
proposal-change = 修改
proposal-none = 没有申报
proposal-none-body = 打开一个服务事项点“申报调整”，或者申报新事项。
# $n (String)
home-proposals-waiting = { $n }件事项申报待受理
subject-proposal = 事项申报
error-field-proposal-same = 与现行内容一致，没有需要申报的改动
error-field-proposal-body = 只能申报由本部门实施或者联办的事项
# $name (String)
error-field-proposal-decided = “{ $name }”已经办结或者撤回，请刷新后查看
op-item-proposal-list = 查看事项申报
op-item-proposal-count = 统计事项申报
op-item-proposal-show = 查看申报内容
op-item-proposal-save = 申报服务事项
op-item-proposal-withdraw = 撤回事项申报
op-item-proposal-accept = 采纳事项申报
op-item-proposal-refuse = 不予采纳事项申报
# $n (String)
home-provincial-rows = { $n }项省级清单事项待处理
proposal-withdrawn-by = 撤回人
proposal-withdrawn-why = 撤回理由
item-find-then = 查找名称或编码
proposal-answer-hint = 可以不写
