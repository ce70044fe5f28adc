# Every domain::import::Problem: what is wrong (problem-…) and how to fix it (problem-…-fix).
problem-missing = 没有填写
problem-missing-fix = 请补上这一项。
problem-unreadable = 无法识别该值
problem-unreadable-grade-fix = 评价等级请写 非常满意、满意、基本满意、不满意、非常不满意，或5到1。
problem-unreadable-channel-fix = 评价渠道请写PC端、移动端、二维码、政务大厅平板电脑、政务大厅其他终端、短信、系统默认评价，或1到7。
problem-unreadable-assess-no-fix = 评价次数请写 首次 或 追评，或1、2。
problem-unreadable-object-fix = 评价对象请写 办件、事项、工作人员 或 场所，或1到4。
problem-unreadable-person-type-fix = 评价人属性请写 个人 或 法人，或1、2。
problem-unreadable-fix = 请改成表头说明里的写法。
problem-bad-time = 不是有效的日期或时间
problem-bad-time-fix = 请写成2026-05-01 09:30:00或2026-05-01，并确认这一天存在。
problem-future = 时间在将来
problem-future-fix = 请核对日期；若日期无误，请检查这台电脑的时钟。
problem-too-old = 早于2010-01-01
problem-too-old-fix = 请核对年份；2010年以前的记录不收。
# $limit (String)
problem-too-long = 超过{ $limit }个字
problem-too-long-fix = 请缩短；也可能是少了一个引号，把几格连成了一格。
problem-bad-characters = 有不能显示的字符
problem-bad-characters-fix = 请删去这一格再重新填写。
# $expected (String)
# $found (String)
problem-cell-count = 应有{ $expected }格，实际{ $found }格
problem-cell-count-fix = 请看这一行是否多了或少了逗号；含逗号的内容要用双引号括起来。
problem-place-missing = 没有区划代码，也没有单位名称
problem-place-missing-fix = 请补上其中一个。
problem-unknown-place-code = 没有这个区划代码
problem-unknown-place-code-fix = 请核对12位代码；曾用过的旧代码也可以。
problem-code-mangled = 区划代码被表格软件变成了数字
problem-code-mangled-fix = 请在表格里把这一列设为“文本”，重新填写12位代码，保存后再导入。
problem-unknown-place-name = 没有这个单位名称
problem-unknown-place-name-fix = 请写全称，例如 洋村东村委会，或改填区划代码。
problem-ambiguous-place-name = 有几个地方同名
# $candidates (String)
problem-ambiguous-place-name-fix = 请改填区划代码，可选：{ $candidates }。
# $name (String)
problem-place-mismatch = 代码是{ $name }的，与单位名称不符
problem-place-mismatch-fix = 请改正其中一个，或只留正确的一个。
problem-outside-scope = 不在本人管辖范围内
problem-outside-scope-fix = 请由管辖这里的管理员导入，或从文件里去掉。
problem-record-elsewhere = 这个评价编号已记在本人管辖范围之外
problem-record-elsewhere-fix = 请核对编号和数据来源；确需更正的，请目录管理员导入。
problem-place-inactive = 这个地方不计入平台
problem-place-inactive-fix = 如应计入，请目录管理员在“服务站点”里改；否则从文件里去掉。
problem-unknown-point = 这个地方没有这个服务点
# $candidates (String)
problem-unknown-point-fix = 这里登记的有：{ $candidates }。请改用其中一个，或先在“服务站点”里登记。
problem-unknown-point-none-fix = 这里还没有登记服务点。请先在“服务站点”里登记，或把这一格留空。
problem-unknown-body = 没有这个部门
problem-unknown-body-fix = 请写部门全称或统一社会信用代码，或由目录管理员先登记这个部门。
problem-unknown-module = 没有这个功能模块
problem-unknown-module-fix = 请按平台菜单上的名称填写，或把这一格留空。
problem-no-record-no = 没有评价编号
problem-no-record-no-fix = 请补上编号；若该来源的记录本来没有编号，请在“数据来源”里打开“记录没有编号”。
problem-no-source = 没有写明数据来源
problem-no-source-fix = 请补上这一格，或在“数据来源”里为没写来源的行选一个。
# $row (String)
problem-duplicate-in-file = 与第{ $row }行编号相同、内容不同
problem-duplicate-in-file-fix = 同一编号只能有一条。请留下正确的一行。
# $field (String)
# $stored (String)
problem-differs = 已有这条记录，{ $field }不同：现有内容为“{ $stored }”
problem-differs-fix = 以文件为准，请选“用文件里的内容替换”；以现有内容为准，请从文件里去掉。
problem-not-a-count = 不是0以上的整数
problem-not-a-count-fix = 请只写数字，不要单位、空格和逗号。

# The fields of rating and case files (domain::import::Column::field).
field-source = 数据来源
field-record-no = 评价编号
field-case-no = 办件编号
field-place-code = 区划代码
field-place-name = 单位名称
field-point = 服务站点
field-window-no = 窗口号
field-staff-no = 工号
field-item-code = 事项编码
field-item-name = 事项名称
field-body = 承办部门
field-module = 功能模块
field-channel = 评价渠道
field-grade = 评价等级
field-assess-no = 评价次数
field-object = 评价对象
field-person-type = 评价人属性
field-reasons = 测评内容
field-comment = 文字评价
field-at = 评价时间
field-rater-name = 评价人姓名
field-rater-phone = 评价人电话
field-day = 办结日期
field-cases = 办件量

# $since (String)
problem-place-closed = 这个地方自{ $since }起已撤销
problem-place-closed-fix = 请核对日期和区划代码。
# $since (String)
problem-place-split = 这个地方自{ $since }起已拆分
# $candidates (String)
problem-place-split-fix = 请改填拆分后的区划代码，可选：{ $candidates }。
# $since (String)
problem-body-closed = 这个部门自{ $since }起已撤销
problem-body-closed-fix = 请核对日期和部门名称。
# $since (String)
problem-body-split = 这个部门自{ $since }起已拆分
# $candidates (String)
problem-body-split-fix = 请改填拆分后的部门，可选：{ $candidates }。

problem-number-cut = 表格软件只保留前15位，后面的数字已丢失
problem-number-cut-fix = 请从原系统重新取得完整的编号，把这一列设为“文本”后再填。
problem-error-cell = 单元格里的公式出错
problem-error-cell-fix = 请修正公式，或直接填写内容。

# Registers: columns of their files, and what a form refuses.
field-key = 系统编号
field-version = 系统版本
field-body-name = 部门名称
field-credit-code = 统一社会信用代码
field-seat = 所在地
field-body-state = 办理状态
field-point-kind = 类别
field-point-name = 挂牌名称
field-address = 地址
field-head = 负责人
field-staff = 专职人员
field-phone = 电话
field-hours = 开放时间
field-leader = 挂点领导
field-cadre = 驻村干部
field-opened = 启用日
field-point-state = 使用状态
field-windows = 窗口
field-devices = 终端
field-login = 登录名
field-person-name = 姓名
field-unit-code = 区划代码
field-unit-name = 单位名称
field-unit-level = 级别
field-above-code = 上级代码
field-above = 上级名称
field-counted = 纳入统计
field-uncounted-reason = 不纳入原因
problem-unknown-key = 没有这个系统编号
problem-unknown-key-fix = 系统编号由系统给出：新增的请把这一格留空，已有的请用导出文件里的编号；文件来自另一个系统的，请清空“系统编号”和“系统版本”两列。
# $stored (String)
problem-fixed = 不能用文件修改，现有内容为“{ $stored }”
problem-fixed-fix = 请改回现有内容；确需变更的，请在对应页面办理。
# $stored (String)
problem-changed-meanwhile = 导出或检查之后他人已修改，现有内容为“{ $stored }”
problem-changed-meanwhile-fix = 请重新导出，在新文件上修改；或在页面上修改这一项。
# $row (String)
problem-twice-in-file = 与第{ $row }行是同一项
problem-twice-in-file-fix = 同一项只能有一行。请留下正确的一行。
