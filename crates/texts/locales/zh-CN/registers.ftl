# 名录用表格维护：部门、服务站点、账号、区划。
# $what (String) - the register
register-title = 导入{ $what }
register-lead = 用表格批量新增和修改。先检查文件、核对将作的修改，再导入；文件中没有的保持不变。
register-import = 导入
register-export-units = 导出区划名录
register-back = 返回
register-file = 文件
register-columns-hint = 列的先后不限，多出来的列不使用。文件中没有的列，已存内容不变；有该列而单元格留空的，将清空已存内容（状态、是否纳入统计、类别、级别、所在地和上级除外）。
register-template = 下载空白表
# $what (String)
register-template-name = { $what }-空白表.xlsx
# $day (String)
register-points-name = 服务站点-{ $day }.xlsx
# $day (String)
register-units-name = 区划-{ $day }.xlsx
# $n (String)
register-absent = 另有{ $n }项不在文件中，保持不变
register-absent-some = 这里列出前200项。
# $n (String)
register-followers = 上级代码变更后，{ $n }个下级单位的代码随之变更。
register-unchanged = 文件与已有内容完全相同，没有可导入的。
register-empty = 文件中没有数据行。
# $n (String)
register-ready = 检查无误，将导入{ $n }行。
# $n (String)
# $bad (String)
register-ready-some = { $n }行可以导入，{ $bad }行有问题会退回。
register-none-good = 没有可导入的行，请先修正。
# $bad (String)
register-would-refuse = { $bad }行有问题；已选择“全部正确才收”，请修正后再导入。
# $columns (String)
register-columns-missing = 缺少列：{ $columns }。请在上方的列对应表中指定对应的列。
register-decision-missing = 请先填写生效日期。
register-reason-missing = 请先填写变更原因。
register-decision-wrong = 请先更正变更依据。
register-decision = 变更依据
register-decision-hint = 更名、变更代码和新设都按区划变更登记，全部改动用同一个日期和原因。
register-decision-day-hint = 批准文件写明的日期，最晚为今天
# $new (String)
# $changed (String)
# $same (String)
register-done = 已导入：新增{ $new }，修改{ $changed }，相同{ $same }。
# $n (String)
register-returned = { $n }行没有导入。
register-refused = 有问题的行未修正，一行也没有导入。
register-returned-save = 下载退回行
register-codes = 一次性登录码
register-codes-hint = 仅显示这一次，请当面或电话告知本人；遗漏的可在账号页重发登录码。
register-code = 登录码
register-code-until = 有效至
register-codes-copy = 复制全部
register-codes-copied = 已复制全部登录码。
# $file (String)
register-template-saved = 空白表已写入：{ $file }
op-register-progress = 查看表格导入进度
register-working = 正在处理
# $done (String)
# $total (String)
register-working-rows = 第{ $done }行，共{ $total }行
