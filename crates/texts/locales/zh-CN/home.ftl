### 待办、草稿、通知

nav-home = 待办
home-lead = 当前待办事项、未提交的草稿和通知。
home-none = 暂无待办事项
home-none-body = 新的待办事项将列在这里。
home-urgency-wrong = 紧急
home-urgency-due = 待办
home-urgency-some = 留意
# $day (String)
home-since = 最早{ $day }
# $day (String)
home-last = 上次{ $day }
# $day (String)
home-nearest = 最近{ $day }
# $n (String)
home-returned-rows = { $n }次导入有退回行，尚未处理
# $n (String)
# $weeks (String)
home-quiet-stations = { $n }个站连续{ $weeks }周没有办件
# $n (String)
# $weeks (String)
home-uncovered-stations = { $n }个站连续{ $weeks }周没有报送办件数据
# $place (String)
# $n (String)
home-bad-ratings = { $place }上周有{ $n }条差评
# $n (String)
home-failed-changes = { $n }项区划机构变更到日未能生效
# $n (String)
home-invited-accounts = { $n }个账号已发登录码，本人还没有启用
# $n (String)
home-codes-over = { $n }个账号的登录码已过期，须重新发放
# $n (String)
home-locked-accounts = { $n }个账号因多次输错密码被锁定
# $n (String)
# $days (String)
home-grants-ending = { $n }项授权{ $days }天内到期
# $n (String)
home-without-grants = { $n }个账号没有生效的角色
# $year (String)
home-provisional-year = { $year }年的工作日历尚未导入，工作日暂按周一至周五计算
home-unproved-never = 操作日志还没有核验过
# $days (String)
home-unproved-days = 操作日志已{ $days }天没有核验
# $n (String)
home-unproved-faults = 操作日志核验发现{ $n }处不符
home-backup-none = 还没有备份
home-backup-failed = 最近一次备份失败
# $days (String)
home-backup-old = 已{ $days }天没有备份
# $days (String)
# $n (String)
home-exceptions = 最近{ $days }天有{ $n }项例外事项
home-stations-show = 查看站点
home-stations-hide = 收起
# $day (String)
home-station-last = 最近一次{ $day }
home-station-never = 从未有过
home-drafts-none = 没有未提交的草稿。
# $when (String)
# $days (String)
home-draft-saved = { $when }存，保留{ $days }天
home-news = 通知
home-news-none = 没有通知。
home-news-read-all = 全部标为已读
home-news-more = 更早的通知
home-news-new = 未读
# $n (String)
frame-news-unread = 通知，{ $n }条未读
frame-news = 通知
# $file (String)
# $what (String)
# $state (String)
news-job = “{ $file }”{ $what }：{ $state }
# $file (String)
# $what (String)
# $state (String)
# $taken (String)
# $returned (String)
news-import = “{ $file }”{ $what }：{ $state }，收下{ $taken }行，退回{ $returned }行
# $file (String)
news-backup-failed = 备份失败：{ $file }
# $role (String)
# $place (String)
# $until (String)
news-own-grant = 本人的“{ $role }”授权（{ $place }）{ $until }到期，需要继续的请联系安全保密管理员
# $name (String)
# $role (String)
# $place (String)
# $until (String)
news-grant = { $name }的“{ $role }”授权（{ $place }）{ $until }到期
# $no (String)
news-change-done = 预先登记的变更（编号{ $no }）已按日生效
# $no (String)
news-change-failed = 预先登记的变更（编号{ $no }）到日未能生效
# $title (String)
# $who (String)
# $act (String)
news-matter = 督办“{ $title }”：{ $who }{ $act }
# $title (String)
# $day (String)
news-matter-red = 督办“{ $title }”{ $day }起亮红灯
# $name (String)
# $who (String)
# $act (String)
news-duty = “{ $name }”：{ $who }{ $act }
# $name (String)
# $n (String)
# $who (String)
# $act (String)
news-duties = “{ $name }”等{ $n }项：{ $who }{ $act }
# $line (String)
# $words (String)
news-said = { $line }（{ $words }）
