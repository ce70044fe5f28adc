# 领导小组会议：记录、印发、议定事项转督办、会议纪要。
meeting-day = 会议日期
meeting-venue = 会议地点
meeting-chair = 主持人
meeting-attended = 参会人员
meeting-summary = 会议情况
meeting-agreed = 议定事项
meeting-no = 序号
# $title (String)
meeting-paper-title = { $title }纪要
meeting-paper-draft = （草稿）
# $meeting (String)
# $no (String)
meeting-label = { $meeting }议定事项第{ $no }项
word-meeting-draft = 起草
word-meeting-issued = 已印发
word-meeting-revoked = 已撤销
error-field-meeting-state = 会议已印发或撤销，不能这样办理。刷新后再看。
# $title (String)
error-field-agreed-turned = “{ $title }”已经转过督办。
error-field-agreed-none = 议定事项都已转督办。
subject-meeting = 会议
op-meeting-list = 查看会议
op-meeting-show = 查看会议记录
op-meeting-save = 登记或修改会议
op-meeting-issue = 印发会议记录
op-meeting-revoke = 撤销会议
op-meeting-turn = 议定事项转督办
op-meeting-paper-export = 生成会议纪要
meeting-title = 会议名称
meeting-number = 纪要编号
meeting-list = 领导小组会议
meeting-page-lead = 登记会议和议定事项，印发后逐项或一次全部转为督办件，在这里看每项办到哪一步。
meeting-new = 登记会议
meeting-edit-title = 修改会议
meeting-find = 查找会议、拼音、编号或议定事项
meeting-none = 没有这样的会议
meeting-none-body = 登记领导小组会议，写明议定事项，就会列在这里。
meeting-turned = 已转督办
meeting-record = 会议记录
meeting-agreed-text = 议定内容
meeting-agreed-add = 添加议定事项
# $no (String)
meeting-agreed-nth = 第{ $no }项
# $no (String)
# $column (String)
meeting-agreed-no = 议定事项第{ $no }项{ $column }
meeting-number-hint = 由办公室编号，印发前要填
meeting-issue-needs = 印发前要填
meeting-issue = 印发
meeting-revoke = 撤销会议
meeting-turn-all = 全部转督办
meeting-paper = 会议纪要
# $title (String)
meeting-paper-file = { $title }纪要.docx
# $title (String)
meeting-saved = 已保存“{ $title }”
# $title (String)
meeting-issued = “{ $title }”已印发，议定事项可以转督办。
# $n (String)
meeting-all-turned = { $n }项议定事项已转督办
meeting-turned-unseen = 已转督办，由相关单位办理。
