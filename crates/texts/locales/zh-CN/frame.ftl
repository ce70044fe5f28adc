### 窗口框架:栏目、顶栏、快捷键、命令面板

nav-label = 栏目
nav-overview = 总览
nav-ratings = 好差评
nav-ratings-rows = 评价明细
nav-imports = 数据导入
nav-places = 服务站点
nav-system = 系统管理
nav-accounts = 账号
nav-grants = 授权
nav-bodies = 部门
nav-audit = 操作日志
nav-checks = 数据核对
nav-cutoff = 统计截止日
nav-settings = 个人设置

frame-skip = 跳到正文
frame-place = 地点
frame-period = 时段
# $day (String) - last day with figures
frame-cutoff = 统计截至{ $day }
frame-cutoff-fixed = 统计截止日由目录管理员设定。
frame-cutoff-follows = 统计截止日为已导入数据的最后一天。
frame-palette = 查找页面、站点、操作
frame-person = 个人
frame-sign-out = 退出登录
frame-enter-as = 切换演示角色
frame-shortcuts = 键盘快捷键
frame-demo-ribbon = 演示数据，全部为虚构，不得用于正式工作
frame-rehearsal-ribbon = 演练数据，不计入正式统计
# $version (String) - version of the program
frame-version = 版本{ $version }
frame-not-found-title = 没有这个页面
frame-not-found-body = 地址可能已变更。从左侧栏目重新进入。
frame-part-title = 这部分内容没有读出来
frame-part-body = 程序的这一部分没有读出。请重试；仍不行时关闭窗口重新打开，数据不受影响。
frame-nothing-title = 账号还没有授权
frame-nothing-body = 当前账号没有生效的角色。请安全保密管理员授权后重新登录。
frame-not-permitted = 当前角色没有这项权限

unsaved-title = 有内容尚未保存
unsaved-body = 离开后，本页未保存的修改将丢失。

palette-title = 查找
palette-hint = 输入名称、拼音或首字母
palette-pages = 页面
palette-places = 地点
palette-actions = 操作
# $typed (String) - what was typed
palette-none = 没有与“{ $typed }”相符的页面、地点或操作
palette-keys = ↑↓ 选择，回车打开，Esc 关闭

keys-title = 键盘快捷键
keys-palette = 查找页面、站点、操作
keys-this = 显示本说明
keys-place = 选择地点
keys-period = 选择时段
keys-areas = 进入第1、2、3…个栏目
keys-close = 关闭对话框、抽屉或菜单
keys-marks = 在图表的数据点之间移动
keys-open = 查看选中数据点对应的明细
keys-rows = 在列表的行之间移动
nav-calendar = 工作日历
