### 业务用词:角色、级别、指标、评价

word-role-leader = 领导
word-role-inspector = 督查员
word-role-catalogue-admin = 目录管理员
word-role-department-handler = 部门经办人
word-role-town-admin = 镇管理员
word-role-station-clerk = 站点人员
word-role-assets-admin = 三资管理员
word-role-approver = 审批人
word-role-system-admin = 系统管理员
word-role-security-admin = 安全保密管理员
word-role-security-auditor = 安全审计员
word-role-business-auditor = 业务审计员

word-role-leader-does = 查看全区办件和评价，追踪差评
word-role-inspector-does = 查看评价明细，准备督查
word-role-catalogue-admin-does = 导入评价和办件，维护站点与部门
word-role-department-handler-does = 查看本部门事项的评价
word-role-town-admin-does = 导入本镇数据，维护本镇站点
word-role-station-clerk-does = 查看本站点的办件和评价
word-role-assets-admin-does = 查看三资平台的评价
word-role-approver-does = 剔除评价、认定申诉
word-role-system-admin-does = 管理账号，核对统计数据
word-role-security-admin-does = 授予和终止角色
word-role-security-auditor-does = 查看和核验审计日志
word-role-business-auditor-does = 只读查看评价与更正

word-level-district = 区
word-level-town = 镇
word-level-village = 村（居）

word-point-district-centre = 区政务服务中心
word-point-town-centre = 镇便民服务中心
word-point-station = 村（社区）便民服务站
word-point-self-service = 24小时自助服务点

word-preset-last-week = 上周
word-preset-this-week = 本周
word-preset-month-to-date = 本月累计
word-preset-last-month = 上月
word-preset-quarter-to-date = 本季累计
word-preset-year-to-date = 今年累计
word-preset-twelve-months = 近12个月

word-measure-cases = 办件量
word-measure-rating-rate = 评价率
word-measure-active-rate = 主动评价率
word-measure-bad-per-10k = 每万条差评
word-measure-satisfied-rate = 满意率
word-measure-bad = 差评件数

word-measure-cases-means = 统计期内办结的办件数，取自导入的办件文件。没有办件文件覆盖的日期显示为“—”，不按0计。
word-measure-rating-rate-means = 已评价的办件数 ÷ 办结的办件数。同一办件的首次评价和追评算一件；系统默认评价计入分子。
word-measure-active-rate-means = 由办事人本人评价的办件数 ÷ 办结的办件数。同一办件算一件；系统默认评价不计入分子。
word-measure-bad-per-10k-means = 差评数 ÷ 有效评价数 × 10000。差评指“不满意”和“非常不满意”。有效评价不含系统默认评价、已被取代的评价、已剔除和申诉成立的评价。
word-measure-satisfied-rate-means = “基本满意”及以上的评价数 ÷ 有效评价数。有效评价不含系统默认评价、已被取代的评价、已剔除和申诉成立的评价。
word-measure-bad-means = 有效评价中“不满意”和“非常不满意”的条数。

word-absent-no-case-data = 所选时段没有办件文件，无法计算
word-absent-zero-cases = 所选时段没有办件
word-absent-no-ratings = 所选时段没有有效评价
word-absent-cases-incomplete = 已评价的办件多于办件总数，办件文件可能不全

word-grade-very-good = 非常满意
word-grade-good = 满意
word-grade-fair = 基本满意
word-grade-bad = 不满意
word-grade-very-bad = 非常不满意

word-channel-pc = PC端
word-channel-mobile = 移动端
word-channel-qr-code = 二维码
word-channel-hall-tablet = 政务大厅平板电脑
word-channel-hall-other = 政务大厅其他终端
word-channel-sms = 短信
word-channel-system-default = 系统默认评价

word-assess-first = 首次评价
word-assess-follow-up = 追评

word-object-case = 办件
word-object-item = 事项
word-object-staff = 工作人员
word-object-site = 场所（平台）

word-person-type-person = 个人
word-person-type-organisation = 企业（法人）

word-standing-counted = 计入统计
word-standing-default = 系统默认
word-standing-superseded = 已被取代
word-standing-excluded = 已剔除
word-standing-appeal-upheld = 申诉成立

word-facet-item = 事项
word-facet-body = 承办部门
word-facet-module = 功能模块
word-facet-channel = 评价渠道
word-facet-reason = 测评内容
word-facet-window = 窗口

word-import-kind-ratings = 评价
word-import-kind-cases = 办件量

word-account-invited = 待启用
word-account-active = 使用中
word-account-closed = 已停用

word-weekday-1 = 周一
word-weekday-2 = 周二
word-weekday-3 = 周三
word-weekday-4 = 周四
word-weekday-5 = 周五
word-weekday-6 = 周六
word-weekday-7 = 周日
word-account-code-over = 登录码已过期
word-account-locked = 已锁定

word-register-bodies = 部门
word-register-points = 服务站点
word-register-accounts = 账号
word-register-units = 区划
word-register-items = 服务事项
word-register-duties = 权责清单
