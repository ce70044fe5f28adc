### 登录、首次设置、个人设置

sign-in-title = 登录
sign-in-tagline = 一门在基层，服务在网上
sign-in-login = 登录名
sign-in-password = 密码
sign-in-password-show = 显示密码
sign-in-password-hide = 隐藏密码
sign-in-act = 登录
sign-in-acting = 正在登录
sign-in-tab-password = 密码登录
sign-in-tab-code = 首次启用
sign-in-code = 一次性登录码
sign-in-code-hint = 由系统管理员当面或电话告知，7日内有效，只能用一次。
sign-in-code-act = 启用账号并登录
sign-in-new-password = 设置密码
sign-in-new-password-hint = 至少10个字符，用几个互不相关的词最好记。
sign-in-repeat = 再次输入密码
sign-in-repeat-differs = 两次输入的密码不一致，重新输入。
sign-in-missing-login = 填写登录名。
sign-in-missing-password = 填写密码。
sign-in-missing-code = 填写一次性登录码。
# $clock (String) - minutes and seconds
sign-in-locked = 账号已暂时锁定，{ $clock }后可重试
sign-in-demo-title = 演示库：选一个角色直接进入
sign-in-demo-body = 无需密码。所有数据均为虚构。
# $role (String) - name of the role
sign-in-demo-enter = 以{ $role }身份进入
sign-in-ended = 登录已结束，重新登录后继续。
sign-in-notice = 本系统不得录入、存储、处理涉及国家秘密的信息。
sign-in-forgot = 忘记密码？请系统管理员发新的一次性登录码，再从“首次启用”进入。
sign-in-caps = 大写锁定已打开

strength-0 = 极弱
strength-1 = 很弱
strength-2 = 较弱
strength-3 = 可用
strength-4 = 很强
strength-too-short = 至少10个字符。
strength-too-weak = 过于简单，容易被猜中。避免姓名、地名、生日和键盘顺序，加长或多用几个不相关的词。
strength-too-long = 太长，缩短一些。
strength-ok = 可以使用。

first-title = 首次设置
# $n (String) - number of the step
# $of (String) - number of steps
first-step = 第{ $n }步，共{ $of }步
first-step-kind = 用途
first-step-you = 系统管理员
first-step-others = 另外两名管理员
first-step-recap = 核对
first-kind-title = 这个数据库用来做什么？
first-kind-body = 选定后不能更改。演练数据导出时逐份标注。
first-kind-real = 正式使用
first-kind-real-body = 存放本区真实数据。须用登录名和密码登录。
first-kind-rehearsal = 演练
first-kind-rehearsal-body = 用于培训和试运行。导出的每份文件都标明“演练数据”。
first-kind-demo = 演示
first-kind-demo-body = 虚构数据，由命令行工具建立：yimenctl demo create。
first-kind-missing = 选一种用途。
first-notice-title = 不得录入涉密信息
first-notice-body = 本系统为非涉密系统。不得录入、存储、处理、传输国家秘密和工作秘密。办事群众的姓名、电话单独存放，默认遮盖，查看留痕。
first-notice-agree = 已知悉，并将告知所有使用人员
first-notice-missing = 勾选后才能继续。
first-you-title = 由本人担任系统管理员
first-you-body = 系统管理员管理账号，看不到评价内容，也不能给自己授权。
first-others-title = 安全保密管理员和安全审计员
first-others-body = 三员须由三名不同的人担任。完成后各得一个一次性登录码，由本人启用并设置密码。
first-security-admin = 安全保密管理员
first-security-admin-does = 负责授权：确定人员、角色和管辖范围。
first-security-auditor = 安全审计员
first-security-auditor-does = 负责审计：查看和核验另外两名管理员的操作。
first-name = 姓名
first-login = 登录名
first-login-hint = 2至32个汉字、字母、数字或 . _ -
first-missing-name = 填写姓名。
first-bad-login = 用2至32个汉字、字母、数字或 . _ - 组成，不含空格。
first-same = 与前面的人员重复，三员须为不同的人。
first-recap-title = 核对后完成设置
first-recap-kind = 用途
first-finish = 完成设置
first-finishing = 正在设置
first-done-title = 设置完成
first-done-body = 把登录码分别当面或电话告知本人。登录码只显示这一次，7日内有效。
# $name (String) - of the person
first-done-code-of = { $name }的登录码
first-done-go = 进入系统
first-done-next = 下一步：安全保密管理员登录后，为领导、目录管理员等人员授权；目录管理员导入评价和办件文件，总览即有数据。

settings-title = 个人设置
settings-lead = 只影响本人，下次登录继续生效。
settings-lang = 语言
settings-theme = 显示
settings-theme-system = 跟随系统
settings-theme-light = 浅色
settings-theme-dark = 深色
settings-theme-contrast = 高对比度
settings-text = 文字大小
settings-text-normal = 标准
settings-text-large = 大字
settings-password = 修改密码
settings-password-old = 原密码
settings-password-new = 新密码
settings-password-act = 修改密码
settings-password-done = 密码已修改，下次登录时使用新密码。
settings-password-missing = 填写原密码。
settings-roles = 我的角色
settings-roles-none = 还没有生效的角色。
# $place (String) - name of the place
# $from (String) - first day
settings-role-since = { $place }，自{ $from }起
# $place (String) - name of the place
# $from (String) - first day
# $until (String) - last day
settings-role-between = { $place }，{ $from }至{ $until }
