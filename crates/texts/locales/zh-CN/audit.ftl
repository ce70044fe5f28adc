# 操作日志和数据核对。
audit-lead = 谁、什么时候、办了什么。日志只增不改，每条都与前一条相扣；查看和核验日志本身也会记下。
audit-filter-operation = 操作
audit-filter-all = 全部操作
audit-filter-refused = 只看被拒绝和失败的
audit-column-no = 编号
audit-column-at = 时间
audit-column-who = 谁
audit-column-operation = 操作
audit-column-subject = 对象
audit-column-outcome = 结果
audit-column-changes = 内容
audit-outcome-done = 已办
audit-outcome-refused = 被拒绝
audit-outcome-failed = 失败
audit-who-system = 系统自动
audit-who-nobody = 未登录
audit-who-local-operator = 本机操作员
audit-erased = 内容已按期清除
audit-no-values = 没有改动内容
audit-change-to = 改为
audit-entry-code = 操作代号
audit-empty = 没有符合条件的日志。

audit-verify = 核验日志
audit-verifying = 正在逐条核验…
# $entries (String)
audit-verified-good = 已核验{ $entries }条，首尾相扣，没有改动、缺失或颠倒。
# $entries (String)
# $faults (String)
audit-verified-bad = 核验了{ $entries }条，发现{ $faults }处不符。请停止使用并保留现场，报告安全负责人。
audit-verified-none = 还没有日志可核验。
audit-head = 末条校验值
audit-head-hint = 抄下或导出这个值，以后可证明日志没有被截短。
# $no (String)
audit-fault-altered = 第{ $no }条被改动
# $no (String)
audit-fault-missing = 第{ $no }条缺失
# $no (String)
audit-fault-reordered = 第{ $no }条次序颠倒
# $no (String)
audit-fault-cut-off = 第{ $no }条之后被截断
# $no (String)
audit-fault-values-altered = 第{ $no }条的内容被改动
# $no (String)
# $what (String)
audit-fault-other = 第{ $no }条不符（{ $what }）

check-lead = 从原始评价和办件重新计算一遍，与各处显示所用的汇总数比较。
check-run = 核对汇总数
check-running = 正在重新计算，数据多时要几分钟，请留在本页
# $ratings (String)
# $cases (String)
# $compared (String)
check-good = 一致。读取评价{ $ratings }条、办件记录{ $cases }条，比较汇总数{ $compared }个，全部相符。
# $ratings (String)
# $cases (String)
# $compared (String)
# $differing (String)
check-bad = 不一致。读取评价{ $ratings }条、办件记录{ $cases }条，比较汇总数{ $compared }个，有{ $differing }个不符。请把下面的内容交给系统管理员。
check-examples = 不符之处（前几个）
check-none-yet = 还没有核对过。导入大批数据后，建议核对一次。

op-session-show = 查看登录状态
op-session-open = 登录
op-session-enter = 进入演示
op-session-close = 退出
op-session-idle = 闲置退出
op-session-enrol = 首次登录、设密码
op-session-password-change = 修改密码
op-session-password-judge = 检查密码强度
op-setup-finish = 完成首次设置
op-account-list = 查看账号
op-grant-list = 查看授权
op-account-create = 新建账号
op-account-invite = 重发登录码
op-account-closed-set = 停用或恢复账号
op-grant-give = 授予角色
op-grant-end = 收回角色
op-place-tree = 查看区划
op-place-active-set = 改变村（居）是否计入
op-setting-cutoff-set = 设置统计截止日
op-body-list = 查看部门
op-body-save = 保存部门
op-source-list = 查看数据来源
op-source-save = 保存数据来源
op-point-list = 查看服务点
op-point-create = 新增服务点
op-point-save = 保存服务点
op-job-show = 查看任务
op-job-list = 查看任务列表
op-job-cancel = 取消任务
op-import-preview = 检查导入文件
op-import-start = 开始导入
op-import-problems = 查看导入问题
op-import-returned = 下载退回行
op-rating-list = 查看评价
op-rating-show = 查看一条评价
op-rating-rater-show = 查看评价人信息
op-rating-standing-set = 剔除或恢复评价
op-rating-export = 导出评价
op-case-list = 查看办件量
op-case-export = 导出办件量
op-overview-summary = 查看总览
op-overview-grid = 查看站点分布
op-overview-trend = 查看趋势
op-overview-facets = 查看分类统计
op-overview-hours = 查看时段统计
op-audit-list = 查看操作日志
op-audit-verify = 核验操作日志
op-rollup-verify = 核对汇总数

subject-account = 账号
subject-grant = 授权
subject-place = 地方
subject-point = 服务点
subject-body = 部门
subject-source = 数据来源
subject-rating = 评价
subject-job = 任务
subject-file = 文件
subject-login = 登录名
subject-setting = 设置
op-import-ratings = 导入评价
op-import-cases = 导入办件量
op-service-init = 建立数据库
op-service-create-demo = 建立演示数据
op-calendar-year-list = 查看日历年份
op-calendar-year-show = 查看工作日历
op-calendar-year-preview = 检查放假安排
op-calendar-year-import = 导入放假安排
op-calendar-count = 计算期限
subject-calendar = 工作日历
op-change-preview = 预览变更
op-change-make = 登记区划或机构变更
op-change-list = 查看变更记录
op-change-revoke = 撤回变更
op-change-due = 变更到期生效
subject-change = 变更
