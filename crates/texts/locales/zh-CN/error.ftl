### 出错提示:发生了什么(what),怎么办(how)

error-version-mismatch-what = 程序各部分版本不一致
error-version-mismatch-how = 关闭窗口后重新打开；仍不一致时，请系统管理员重新安装。
error-unknown-operation-what = 当前版本没有这项功能
error-unknown-operation-how = 关闭窗口后重新打开；仍不可用时，请系统管理员更新程序。
error-malformed-what = 提交的内容格式不对，未作处理
error-malformed-how = 重新打开本页再试；仍不行时，请联系系统管理员。
error-sign-in-needed-what = 尚未登录
error-sign-in-needed-how = 登录后继续。
error-session-ended-what = 登录已失效
error-session-ended-how = 因退出、长时间未操作或权限变更，登录已结束。重新登录后继续，已保存的内容不受影响。
error-not-permitted-what = 没有这项权限
error-not-permitted-how = 需要时，向安全保密管理员申请相应角色。
error-not-found-what = 没有找到
error-not-found-how = 内容不存在，或不在本人管辖范围内。返回上一页重新选择。
error-conflict-what = 他人已先行修改
# $name (String)
error-conflict-of = 他人已先行修改：{ $name }
error-conflict-how = 刷新后查看最新内容，再保存自己的修改。
error-wrong-credentials-what = 登录名或密码不正确
# $left (String) - tries before the account locks
error-wrong-credentials-left = 再错{ $left }次，账号将被锁定。
error-wrong-credentials-how = 检查大小写和输入法后重试；忘记密码时，请系统管理员发新的登录码。
error-locked-out-what = 失败次数过多，账号已暂时锁定
# $clock (String) - minutes and seconds
error-locked-out-how = { $clock }后可再次尝试，其间无需操作。
error-wrong-code-what = 登录码不正确、已使用或已过期
error-wrong-code-how = 核对登录名和登录码；仍不行时，请系统管理员重新发放。
error-roles-exclude-what = 角色冲突，不能兼任
error-roles-exclude-custodians = 系统管理员、安全保密管理员、安全审计员须由三人分别担任。
error-roles-exclude-business = 三员不得兼任业务角色。
error-roles-exclude-auditor = 业务审计员不得兼任被审计的业务角色。
error-demo-only-what = 仅演示库或演练库可用
error-demo-only-how = 正式库须用登录名和密码登录。
error-setup-needed-what = 数据库尚未初始化
error-setup-needed-how = 重新打开窗口，按向导完成首次设置。
error-already-set-up-what = 数据库已完成初始化
error-already-set-up-how = 直接登录即可。
# $name (String) - file name
error-file-unreadable-what = 无法读取文件“{ $name }”
error-file-unreadable-how = 关闭正在使用该文件的程序后重试。
error-file-gone = 文件已被移走或删除，请重新选择。
error-file-denied = 没有读取权限，请将文件复制到本人文件夹后再试。
error-file-not-text = 不是文本格式的CSV文件，请另存为CSV后再试。
# $row (String)
error-file-broken-text = 第{ $row }行有残缺的字，文件可能在传送或拼接时丢了字节。请向来源重新索取文件，或用WPS打开改正这一行后另存。没有导入任何一行。
error-file-folder = 这是文件夹，请选择其中的文件。
error-file-xlsx = 这是Excel工作簿，请在WPS或Excel中另存为CSV（UTF-8）后再试。
error-file-pdf = 这是PDF文件，请向提供单位索取CSV文件。
error-file-ole = 这是旧版Office文件（xls、doc），请另存为CSV后再试。
error-file-zip = 这是压缩包，请解压后选择其中的CSV文件。
error-file-empty = 文件是空的，请核对后重新选择。
error-file-too-large = 文件超出大小限制，请拆分后分别导入。
error-file-header = 首行没有可识别的列名，请对照模板补上表头。
# $name (String) - file name
error-file-unwritable-what = 无法写入文件“{ $name }”
error-file-unwritable-how = 关闭正在使用该文件的程序，或换一个文件夹后重试。
error-cancelled-what = 已取消
error-cancelled-how = 没有改动任何数据。
error-job-running-what = 已有同类任务正在进行
error-job-running-how = 等它完成或取消后再开始。
error-busy-what = 数据库正忙
error-busy-how = 稍等片刻后重试，内容未丢失。
error-disk-full-what = 磁盘空间不足
error-disk-full-how = 清理磁盘后重试，没有改动任何数据。
error-read-only-what = 数据文件夹不可写
error-read-only-how = 请系统管理员检查数据文件夹的权限。
error-database-newer-what = 数据库由更新版本的程序建立
# $found (String) - version of the database
# $known (String) - newest version that this program knows
error-database-newer-how = 请安装新版程序后再打开（数据库版本{ $found }，本程序支持到{ $known }）。
error-database-damaged-what = 数据库文件已损坏
error-database-damaged-how = 请停止录入，不要删除数据文件夹。请系统管理员用yimenctl doctor检查，再用最近一份完好的备份恢复；损坏的数据库会另行保留。
error-unavailable-what = 连接不上数据库
error-unavailable-how = 稍后重试；仍不行时，请系统管理员检查数据库。
error-internal-what = 程序出错
# $id (String) - id in the log
error-internal-how = 操作未完成，数据未受影响。请将编号{ $id }告知系统管理员。
error-internal-how-plain = 操作未完成，数据未受影响。重试仍不行时，请联系系统管理员。

error-invalid-what = 填写的内容不符合要求
error-invalid-how = 按提示修改后重试。
error-field-required = 此项必填。
error-field-taken = 已被使用，换一个。
error-field-login = 用2至32个汉字、字母、数字或 . _ - 组成，不含空格。
# $min (String) - least characters
# $max (String) - most characters
error-field-length = 长度应为{ $min }至{ $max }个字。
# $n (String) - most characters
error-field-too-long = 太长，最多{ $n }个字。
# $n (String) - least characters
error-field-too-short = 太短，至少{ $n }个字。
error-field-too-weak = 过于简单，容易被猜中。加长，或换成几个互不相关的词。
error-field-same = 与原密码相同，换一个。
error-field-order = 结束日期早于开始日期，调整日期。
# $from (String) - least
# $to (String) - most
error-field-range = 应在{ $from }至{ $to }之间。
# $day (String) - last day allowed
error-field-future = 日期太晚，最晚为{ $day }。
# $day (String) - first day allowed
error-field-too-early = 日期太早，最早为{ $day }。
error-field-numbers = 编号为空或有重复，每个编号只能用一次。
error-field-level = 这一类服务点不设在这一级，换一个类别或所在地。
error-field-credit-code = 不是有效的统一社会信用代码，对照证书核对。
error-field-self = 不能对本人账号进行此操作，由另一名管理员办理。
error-field-closed = 账号已停用，启用后再办理。
error-field-held = 已持有该角色，无需重复授予。
error-field-last-of-role = 这是最后一名担任此角色的人员，先指定接替者。
error-field-same-person = 三员须为不同人员，改用另一个登录名。
error-field-made-by-tool = 演示库由命令行工具建立，此处选择正式或演练。
error-field-already-set = 数据库类型已定，不能更改。
error-field-not-village = 只有村（社区）可以设置是否计入统计。
error-field-district-only = 该角色只能在全区范围授予。
error-field-another-body = 该账号在这里已代表另一个部门。一个账号只代表一个部门，请另开账号，或先撤销原授权。
error-field-not-for-role = 该角色不限定部门，去掉部门。
error-field-unchanged = 与现状相同，无需更改。
error-field-merging = 数据正在写入，不能再取消。
error-field-other = 内容不符合要求，核对后修改。
# $detail (String)
error-field-list-unreadable = 无法识别放假安排（{ $detail }）。粘贴通知正文，或选择JSON数据文件。
# $year (String)
error-field-list-year = 年份{ $year }不对，应在2007至2100之间。
# $day (String)
error-field-list-outside = { $day }不在这一年前后，核对年份和日期。
# $day (String)
error-field-list-twice = { $day }出现了两次，核对后改正。
error-field-list-empty = 没有找到放假的日子。粘贴含“放假调休”的正文。
# $name (String)
error-field-list-missing = 缺少{ $name }，正文可能没有复制完整。
error-field-list-no-year = 无法判断年份，请填写年份。
# $day (String)
error-field-list-weekday = { $day }与括号里的星期不符，核对后改正。
# $name (String)
# $told (String)
# $found (String)
error-field-list-count = { $name }写明共{ $told }天，日期却是{ $found }天，核对后改正。

error-file-html = 文件实为网页格式，请用Excel或WPS打开，另存为xlsx后再导入。
error-file-xlsb = 这是二进制工作簿（xlsb），请另存为xlsx后再导入。
error-file-document = 这是文字文档，不是表格，请选择xlsx、xls、ods或CSV文件。
error-file-password = 文件有打开密码，请在Excel或WPS中取消密码后再导入。
error-file-bomb = 文件解压后异常巨大，不像正常的表格，已停止读取。
error-file-damaged = 工作簿已损坏或不完整，请用Excel或WPS打开并重新保存。
# $sheet (String)
error-file-sheet-missing = 工作簿里没有名为“{ $sheet }”的工作表，请重新选择。
# $columns (String)
error-file-columns-missing = 缺少必需的列：{ $columns }。请补上，或指定对应的列。
# $columns (String)
error-file-column-twice = “{ $columns }”与另一列内容重复，请指定用哪一列。
error-file-too-many-rows = 超过一张工作表能放的1,048,575行，请改存CSV，或缩小范围分次导出。
error-paper-no-program = 本机缺少排版程序（yimen-typeset），请重新安装一门，或先存为Word文件。
error-paper-no-letters = 本机没有思源黑体（Noto Sans SC）一类的中文字体，装上后重试，或先存为Word文件。
error-paper-not-set = 排版没有完成，请缩小范围重试，或先存为Word文件。

error-field-unit-ended = 已合并、拆分或撤销，不能再变更。
# $day (String)
error-field-before-last-change = 早于这一对象的上一次变更（{ $day }），日期应在其后。
error-field-before-opened = 早于它的设立日期，日期应在其后。
error-field-not-beside = 只有同一上级、同一级别的才能合并。
error-field-district = 区本身不能撤销或合并。
error-field-has-below = 其下还有单位，先变更下级。
error-field-only-villages-split = 镇不能直接拆分：先新设镇，再变更各村。
error-field-has-no-below = 村（居）之下不再设单位。
error-field-place-code = 应为6、9或12位数字。
# $prefix (String)
error-field-code-form = 位数或开头不对，应以{ $prefix }开头。
# $name (String)
error-field-code-taken = { $name }正在使用这个代码。
error-field-twice = 同一个选了两次。
error-field-too-many-units = 一次不超过50个。
error-field-too-few = 个数不够：合并至少两个，拆分至少分成两个。
error-field-one-of-two = 选现有的，或填新设的，二者其一。
error-field-too-far = 日期太远，最多提前366天登记。
# $no (String)
error-field-later-change = 之后还有同一对象的变更（编号{ $no }），先撤回那一项。
error-field-revoked = 已经撤回过了。
error-field-in-use = 新设的单位已有数据或授权，不能撤回；改为登记撤销或合并。
error-field-not-for-points = 服务站点没有代码；新增站点请在“服务站点”里登记。
# $name (String) - file name
error-backup-unusable-what = 备份“{ $name }”不能使用
error-backup-not-ours = 这不是本系统的备份文件，或文件不完整。请重新复制后再试。
error-backup-damaged = 备份已损坏或被改动过。请改用另一份备份。
error-backup-passphrase-needed = 这份备份用口令加密，请输入口令。
error-backup-passphrase-wrong = 口令不对。检查大小写和输入法后再试。
error-backup-other-key = 这份备份用另一台计算机的密钥加密。请先用口令备份带入该密钥。
error-backup-newer = 这份备份由更新版本的程序做成，请先升级程序。
error-backup-other-kind = 正式、演练、演示数据不能互相恢复，请换一份备份。
error-backup-unfit = 备份的内容与它的版本不符，请改用另一份备份。
error-backup-unproved = 恢复后的核对不相符，没有启用，现有数据未受影响。请改用另一份备份，并把这份交给技术人员。
error-backup-how = 请改用另一份备份。
error-key-lost-what = 找不到本机密钥
error-key-lost-how = 在“系统管理—备份与恢复—本机密钥”中查看说明并换发；数据不受影响。
error-in-use-what = 另有程序正在使用这个数据库
error-in-use-how = 关闭其他窗口和命令行程序后再试；恢复好的数据库会在下次单独打开时启用。
error-field-pending = 已有一份恢复好的数据库等待启用，先重新启动或放弃它。
error-field-repeat = 两次输入不一致。
error-field-gone = 文件夹不存在或已断开。
error-field-denied = 没有写入权限，换一个文件夹。
error-field-full = 磁盘已满，换一个文件夹。
error-field-changed-since = 之后又有人改过，不能直接撤销。看过变更记录后，再改回需要的内容。
error-field-not-undoable = 这一步不能撤销：它新建了内容，或者当时的内容已按期清除。
error-field-not-yours = 当前角色没有办理这一事项的权限，不能撤销。
error-field-matter-not-yours = 这件督办不由您办理：由主办单位答复，由督查机构交办和审核。
# $max (String) - how many there may be
error-field-too-many = 已有{ $max }个，先删去不用的。
error-field-page-gone = 这一页已经变化，从第一页看起。
error-field-no-such-above = 没有这个上级代码；上级是本次新设的，请确认它那一行没有问题。
error-field-level-below = 区的下级为镇，镇的下级为村（居）。
error-field-only-uncounted = 纳入统计的不写原因；请清空这一格，或在“纳入统计”里写“否”。
error-field-locked = 省统一内容核实后不能改。确需更改，先取消“已核实”。
# $pattern (String)
error-field-code-rule = 不符合编码规则 { $pattern }。
# $begins (String)
# $promised (String)
# $legal (String)
error-field-breach = 长于法定时限：{ $begins }受理的，承诺到{ $promised }，法定到{ $legal }。请减少天数，或改用与法定时限相同的单位。
error-field-instant = 即办件当场办结，不填承诺时限；需要时限的请选承诺件。
error-field-control = 不能有换行等控制符。
error-field-unknown = 列表里没有它，请重新选择。
error-field-pattern-empty = 有一种格式是空的，请去掉多余的 |。
# $one (String)
# $two (String)
error-field-pattern-repeat = 花括号里写次数，如 9{ $one }或 9{ $two }，前面要有字符。
error-field-pattern-too-many = 编码最长36位，这条规则允许更长的编码。
error-field-pattern-character = 只能用数字、英文字母和 - _ . / 。
error-field-not-current = 这些行不属于正在处理的这一版清单。请回到最新一版再操作。
error-file-no-good-rows = 文件里没有一行可以载入。请按提示改好后再选这个文件。
# $columns (String)
error-file-too-many-columns = 表头有{ $columns }列，不像要导入的表。请只保留需要的列后再导入。
# $row (String)
error-file-line-too-long = 第{ $row }行过长，多半是少了一个引号，后面的行并进了这一行。请用WPS或Excel打开核对，另存为xlsx后再导入。
# $row (String)
error-file-quote-open = 第{ $row }行的引号不成对，后面的行可能被并进同一格。请用记事本打开，补上或删去这一行多余的引号；或者另存为xlsx后再导入。没有导入任何一行。
error-file-broken = 读取中断，文件或存放它的磁盘可能有问题。请把文件复制到本机后再试。
error-file-made-up = 这是演示库或演练库导出的数据（有“数据性质”一列），不能导入正式库。请选择本区系统导出的文件。
# $name (String) - file name
error-packet-unusable-what = 离线包“{ $name }”不能使用
error-packet-not-ours = 这不是离线包文件，或没有复制完整。请选择以 .packet 结尾的文件。
error-packet-newer = 这个离线包由更新版本的程序做成，请先升级本机程序。
error-packet-half = 文件没有复制完整，请从原处重新复制后再试；已有内容没有改动。
error-packet-altered = 文件损坏或被改动过，没有使用。请重新复制；仍不行就重新制作。
error-packet-other = 这个离线包是给另一台电脑的，请拿到那台电脑上使用。
error-packet-other-kind = 正式、演练、演示数据之间不能互相带入带出，请换用对应的文件。
error-packet-other-district = 这个离线包属于另一个单位的数据，不能用在这里。
error-packet-other-use = 这个文件不是这一步要用的：申请、凭证、外出包、带回包各有用处。请换一个文件。
error-packet-unknown = 制作这个离线包的电脑没有在本单位登记。请先登记，或核对文件来源。
error-packet-revoked = 这台外出设备已停用。停用前制作的包如需接收，请系统管理员在“外出设备”中允许。
error-packet-old = 这个外出包比已导入的旧，没有使用。请导入最新的一个。
error-packet-expired = 外出包已过有效期，请单位重新制作。
error-packet-too-large = 文件过大，不是离线包。
error-packet-not-outside = 本机不是外出设备，不能导入外出包或制作带回包。
error-packet-own = 这是本机自己的申请，外出设备应是另一台电脑。
error-packet-barred = 这个带回包是在设备停用期间做的，不接收。请在那台电脑上重新制作；刚做的，请先核对那台电脑的日期和时间。
error-packet-unknown-office = 制作这份凭证的电脑不是本机已知的单位电脑，没有使用。请用原单位的凭证。
error-packet-grant-used = 这份登记凭证已用过，或比已用的旧。请单位重新登记后，使用新的凭证。
error-packet-other-print = 文件与核对时的不同，没有使用。请重新选择文件，再核对一次核对码。
error-packet-how = 请核对文件后再试。
error-on-outpost-what = 外出设备上不能办理这件事
error-on-outpost-how = 外出设备只用于填写带出的检查任务，其他事项请回单位办理。
# $name (String)
error-field-packet-other-person = 这台电脑已登记给{ $name }。一台电脑只登记给一人：换人时先停用它，在那台电脑上换一个空的数据文件夹，再做新的登记申请。
error-field-packet-not-sent = 这个账号没有外出检查的授权，请先授权。
error-field-packet-revoked = 这台外出设备已停用，不能再制作外出包。
error-field-packet-visits = 有的任务已不由使用人负责或已结束，请重新选择。
error-field-packet-nothing = 没有需要带回的内容。
