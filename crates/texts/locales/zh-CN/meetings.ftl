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
