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
