# 名录用表格维护：部门、服务站点、账号、区划。
# $what (String) - the register
register-title = 导入{ $what }
register-lead = 用表格批量新增和修改。先检查、看清会改什么，再导入；文件里没有的保持不变。
register-import = 导入
register-back = 返回
register-file = 文件
register-columns-hint = 列的先后不限，多出来的列不使用。没有的列保持原样，空着的格会清空。
register-template = 下载空白表
# $what (String)
register-template-name = { $what }-空白表.xlsx
# $day (String)
register-points-name = 服务站点-{ $day }.xlsx
# $day (String)
register-units-name = 区划-{ $day }.xlsx
# $n (String)
register-absent = 另有{ $n }项不在文件里，保持不变
register-absent-some = 这里列出前200项。
# $n (String)
register-followers = 上级代码变更后，{ $n }个下级单位的代码随之变更。
register-unchanged = 文件与已有内容完全相同，没有可导入的。
register-checking = 正在检查文件
register-check-failed = 文件没有检查成功，请看上方的提示。
# $n (String)
register-ready = 检查无误，将导入{ $n }行。
# $n (String)
# $bad (String)
register-ready-some = { $n }行可以导入，{ $bad }行有问题会退回。
register-none-good = 没有一行可以导入，请先修正。
# $bad (String)
register-would-refuse = { $bad }行有问题；选了“全部正确才收”，修正后再导入。
# $columns (String)
register-columns-missing = 缺少列：{ $columns }。请在下方指明哪一列是它。
register-decision-missing = 先填写生效日期和原因。
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
# $file (String)
# $ending (String)
register-returned-name = { $file }-退回.{ $ending }
register-codes = 一次性激活码
register-codes-hint = 只在这里显示一次，请当面交给本人。离开后可在账号页重新发码。
register-code = 激活码
register-code-until = 有效至
register-rename = 更正姓名
register-renamed = 姓名已更正。
# $file (String)
register-template-saved = 空白表已写入：{ $file }
