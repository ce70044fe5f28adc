nav-catalogue = 服务事项
nav-modules = 功能模块

word-category-gov-service = 政务服务
word-category-party = 基层党建
word-category-special = 专项工程
word-category-org-ops = 组织运作
word-category-assets = 三资平台
word-category-convenience = 便民服务
word-holds-items = 服务事项
word-holds-content = 信息内容
word-module-preparing = 筹备
word-module-active = 启用
word-module-suspended = 停用

module-lead = 六大类功能模块，就是各级终端上的栏目。评价文件按名称认模块。
module-find = 查找名称、责任部门或说明
module-new = 新增模块
module-edit-title = 编辑模块
module-category = 类别
module-name = 名称
module-name-hint = 与终端上的栏目名称一致；评价文件按它认模块，改名后旧文件认不出
module-holds = 内容
module-holds-items-about = 点进去是可以办的事项
module-holds-content-about = 点进去是公开的信息
module-owner = 责任部门
module-owner-none = 未明确
module-owner-hint = 输入部门名称的一部分
module-owner-clear = 不指定部门
module-levels = 设在哪一级
module-state = 状态
module-note = 说明
module-save = 保存
module-saving = 正在保存…
# $name (String)
module-saved = { $name }已保存。
module-none-found = 没有符合条件的模块。
module-slot-title = 第26个模块尚未命名
module-slot-body = 建设方案写明26个功能模块，只列出了25个名称。名称确定后在这里补上，不要自行编造。
module-slot-name = 命名第26个模块
# $limit (String)
module-too-long = 不超过{ $limit }个字。
module-name-missing = 请填写名称。
module-name-taken = 已有同名模块。
module-name-control = 名称中不能有换行等控制符。
module-levels-missing = 至少选一级。
# $day (String)
module-export-name = 功能模块-{ $day }.xlsx

op-module-list = 查看功能模块
op-module-save = 保存功能模块
op-module-export = 导出功能模块
subject-module = 功能模块

word-item-kind-permit = 行政许可
word-item-kind-penalty = 行政处罚
word-item-kind-coercion = 行政强制
word-item-kind-levy = 行政征收
word-item-kind-grant = 行政给付
word-item-kind-inspection = 行政检查
word-item-kind-confirmation = 行政确认
word-item-kind-reward = 行政奖励
word-item-kind-adjudication = 行政裁决
word-item-kind-other = 其他行政权力
word-item-kind-public-service = 公共服务
word-origin-province = 省统一
word-origin-local = 本地补充
word-item-state-active = 在用
word-item-state-suspended = 暂停
word-item-state-cancelled = 取消
word-nature-statutory = 法定机关
word-nature-authorised = 授权组织
word-nature-entrusted = 受委托组织
word-handling-instant = 即办件
word-handling-promised = 承诺件
word-audience-person = 自然人
word-audience-legal-person = 法人
word-audience-other-organisation = 其他组织
word-reach-none = 不通办
word-reach-district = 全区通办
word-reach-city = 全市通办
word-reach-province = 全省通办
word-reach-nation = 跨省通办
word-need-required = 必要
word-need-optional = 非必要
word-need-deferrable = 容缺后补
word-material-kind-original = 原件
word-material-kind-copy = 复印件
word-material-kind-both = 原件和复印件
word-material-form-paper = 纸质
word-material-form-electronic = 电子
word-material-form-either = 纸质或电子
word-material-source-applicant = 申请人自备
word-material-source-government = 政府部门核发
word-material-source-other = 其他
word-channel-kind-window = 窗口
word-channel-kind-online = 网上
word-channel-kind-self-service = 自助终端
word-channel-kind-mobile = 手机端
word-channel-kind-wechat = 微信端
word-channel-kind-post = 邮寄
word-reducible-no = 不减免
word-reducible-yes = 可减免

nav-items = 事项清单
item-lead = 各级能办的服务事项及其实施清单。评价、办件文件按编码认事项。
item-find = 查找名称、拼音、编码、机构或依据
item-new = 新增事项
item-edit-title = 编辑事项
item-describe-title = 登记事项
item-show-title = 办事指南
item-edit = 编辑
item-describe = 登记实施清单
item-none-found = 没有符合条件的事项。
item-none-body = 导入评价、办件后，文件里的事项会出现在这里；也可以直接新增。
item-save = 保存
item-saving = 正在保存…
# $name (String)
item-saved = { $name }已保存。
item-guide-export = 导出办事指南
# $name (String)
item-guide-name = 办事指南-{ $name }.docx
# $file (String)
item-guide-exported = 办事指南已写入{ $file }，可直接打印。
# $town (String)
# $names (String)
item-guide-town = { $town }：{ $names }。
# $day (String)
# $checked (String)
item-guide-as-of = 截至{ $day } · { $checked }
# $day (String)
item-export-name = 服务事项-{ $day }.xlsx
item-described = 登记情况
item-named = 未登记
item-named-body = 评价或办件文件里出现过这个事项，还没有登记实施清单。
item-unverified = 待核实
item-unverified-body = 内容尚未与权威来源核对，仅供内部完善，不要据此答复群众。
item-is-verified = 已核实
item-locked = 省统一事项核实后，名称、基本编码、类型、来源、权力来源、设定依据和法定时限锁定。确需更改，先取消“已核实”。
item-vague-title = 含兜底表述
item-vague-body = 办事指南应逐项写明，不得用兜底条款。请写清以下内容：
# $part (String)
# $row (String)
# $words (String)
item-vague-row = { $part }第{ $row }项：“{ $words }”
# $days (String)
# $unit (String)
item-limit = { $days }个{ $unit }
item-no-limit = 无
item-no-fee = 不收费
# $n (String)
item-n-visits = { $n }次
item-group-basics = 基本信息
item-group-bodies = 实施主体
item-group-limits = 办理时限
item-group-service = 办理方式
item-group-rows = 依据、条件与材料
item-name = 事项名称
item-code = 实施编码
item-base-code = 基本编码
item-handle-code = 业务办理项编码
item-code-hint = 评价、办件文件按它认事项；改后原编码仍然认得
# $pattern (String)
item-code-hint-rule = 编码规则：{ $pattern }。评价、办件文件按它认事项；改后原编码仍然认得
item-kind = 事项类型
item-origin = 来源
item-state = 事项状态
item-verified = 核实情况
item-verified-check = 已与权威来源核对
# $day (String)
item-verified-on = { $day }核实
item-body = 实施主体
item-body-hint = 输入部门名称的一部分
item-nature = 实施主体性质
item-undertaker = 承办机构
item-entrusted-by = 委托部门
item-joint = 联办机构
item-joint-add = 添加联办机构
item-power-source = 权力来源
item-levels = 行使层级
item-handling = 办件类型
item-legal = 法定办结时限
item-legal-note = 法定时限说明
item-promised = 承诺办结时限
item-promised-hint = 不得长于法定时限；单位不同的，按工作日历逐日比较
item-promised-note = 承诺时限说明
item-unit = 单位
item-audience = 服务对象
item-special = 特别程序
item-visits = 到现场次数
item-online = 网上办理
item-express = 物流快递
item-booking = 预约办理
item-terminal = 自助终端办理
item-hall = 进驻政务大厅
item-reach = 通办范围
item-hours = 办理时间
item-consult = 咨询方式
item-supervise = 监督投诉方式
item-effective = 计划生效日期
item-ends = 计划取消日期
item-modules = 所属功能模块
item-module = 功能模块
item-module-add = 添加功能模块
item-outline = 按类别和功能模块
item-unplaced = 未归入模块
item-note = 备注
item-ways = 提供的方式
# $name (String)
item-remove = 移除{ $name }
item-part-basis = 设定依据
item-part-conditions = 受理条件
item-part-steps = 办理流程
item-part-materials = 申请材料
item-part-fees = 收费项目
item-part-results = 办理结果
item-part-channels = 办理渠道
item-part-questions = 常见问题
item-row-add = 添加一项
# $n (String)
item-row-remove = 删除第{ $n }项
# $n (String)
item-row-up = 第{ $n }项上移
# $n (String)
item-row = 第{ $n }项
item-part-none = 未填写
item-cell-law = 法律法规或文件名称
item-cell-article = 条款号
item-cell-basis-text = 原文
item-cell-condition = 条件
item-cell-step = 环节名称
item-cell-content = 办理内容
item-cell-handler = 办理岗位
item-cell-term = 环节时限
item-cell-material = 材料名称
item-cell-need = 必要性
item-cell-material-kind = 材料类型
item-cell-form = 材料形式
item-cell-copies = 份数
item-cell-spec = 规格
item-cell-source = 来源渠道
item-cell-source-note = 来源渠道说明
item-cell-standard = 受理标准
item-cell-blank = 空白表
item-cell-sample = 样本
item-cell-material-basis = 要求提供的依据
item-cell-fee = 收费名称
item-cell-fee-standard = 收费标准
item-cell-fee-basis = 收费依据
item-cell-reducible = 可否减免
item-cell-reduction = 减免说明
item-cell-result = 结果名称
item-cell-result-kind = 结果类型
item-cell-delivery = 送达方式
item-cell-channel = 渠道
item-cell-address = 地点或网址
item-cell-hours = 办理时间
item-cell-note = 说明
item-cell-question = 问
item-cell-answer = 答
item-rules = 编码与复核规则
item-rules-code = 编码格式
item-rules-title = 编码与复核规则
# $count (String)
item-rules-hint = 9 表示数字，A 表示大写字母，X 表示数字或大写字母，其他字符照写；{ $count }表示重复；多种格式用 | 隔开。留空则不限
item-rules-about = 编码格式只管新编码和改动的编码，已有编码不变。
item-recheck-months = 复核周期（月）
item-recheck-months-hint = 超过这么多个月没有核实的服务事项和权责事项列入到期复核，0 表示不复核
item-recheck = 到期复核
item-verify = 核实无误
# $n (String)
item-verify-done = 已核实{ $n }项。
item-rules-saved = 编码与复核规则已保存。
op-item-list = 查看服务事项
op-item-menus = 按模块统计服务事项
op-item-show = 查看办事指南
op-item-save = 保存服务事项
op-item-export = 导出服务事项
op-item-guide-export = 导出办事指南
op-item-rules-show = 查看编码与复核规则
op-item-rules-save = 设置编码与复核规则
op-item-verify = 核实服务事项
op-item-change-preview = 预览表中修改
op-item-change = 在表中修改服务事项
cell-edit = 在表中编辑
cell-edit-keys = 方向键移动，直接输入或按 F2 修改，Enter 保存并向下，Tab 保存并向右，Esc 放弃；可从 Excel、WPS 粘贴一列或几列。
# $name (String)
# $field (String)
cell-label = { $name }：{ $field }
# $name (String)
# $field (String)
cell-done = { $name }的“{ $field }”已修改。
# $n (String)
# $items (String)
cell-done-many = 已修改{ $items }个事项的{ $n }处。如需恢复，打开事项的“历史”逐项撤销。
# $name (String)
cell-done-item = { $name }已修改。
cell-preview-title = 将要修改
cell-col-item = 事项
cell-col-field = 字段
cell-col-before = 现在
cell-col-after = 改为
cell-same = 与现在相同
# $field (String)
# $what (String)
cell-about = { $field }：{ $what }
# $n (String)
cell-apply = 应用{ $n }处修改
cell-nothing = 没有可以应用的修改。
# $n (String)
cell-wrong = 其中{ $n }处有问题，不会应用，原因见表。
# $n (String)
cell-beyond = 另有{ $n }格超出本页的行或列，没有粘贴。
# $n (String)
cell-fixed = 另有{ $n }格不能在这里修改（列只读、事项尚未登记或正在审核，或不归您编制），没有列入。
# $n (String)
cell-too-many = 一次最多修改{ $n }处，请分几次粘贴。
cell-bulk = 批量修改
cell-bulk-field = 修改的字段
cell-bulk-value = 改为
cell-bulk-next = 预览
op-duty-verify = 核实权责事项
subject-item = 服务事项
item-verified-day = 核实日期
op-item-import = 导入服务事项
op-item-import-preview = 检查服务事项文件
op-item-import-returned = 下载服务事项退回行
# $columns (String)
notes-item-rows = 各行之间换行，各栏之间用｜隔开；顺序：{ $columns }
notes-item-limit = 如 20个工作日、15日
notes-duty-parent = 主项的事项编码；没有编码的写 #系统编号。
notes-item-several = 多个用顿号隔开
open-export = 导出公开数据
# $day (String)
open-export-name = 公开数据-{ $day }.json
# $n (String)
# $file (String)
open-exported = 已导出公开数据{ $n }项：{ $file }
op-open-export = 导出公开数据
