# 数据导入:评价和办件量文件。
import-title = 数据导入
import-lead = 导入服务窗口、自助终端导出的评价和办件量文件。支持Excel和WPS的xlsx、xls、ods以及CSV文件。

import-kind = 文件内容
import-kind-ratings-hint = 一行一条群众评价
import-kind-cases-hint = 一行是一个站点、事项、部门一天的办件数

import-file-pick = 选择文件…
import-file-none = 还没有选择文件。选好后先检查前1,000行，确认无误再导入。
import-columns-expected = 文件应有哪些列
import-columns-expected-hint = 列的先后不限；多出来的列不使用。区划代码和单位名称有一个即可。
import-column-required = 必需
import-column-optional = 可选
import-column-also = 也认作
import-checking-file = 正在检查文件…
import-check-failed = 文件检查失败，请查看上方提示。

import-facts = 检查结果
import-encoding = 编码
import-encoding-utf-8 = UTF-8
import-encoding-utf-8-bom = UTF-8（带标记）
import-encoding-utf-16 = UTF-16
import-encoding-gb18030 = GB18030（含GBK）
import-delimiter = 分隔符
import-delimiter-comma = 逗号
import-delimiter-semicolon = 分号
import-delimiter-tab = 制表符
import-delimiter-bar = 竖线
import-checked = 已检查
# $n (String)
import-checked-whole = 全部{ $n }行
# $n (String)
import-checked-part = 前{ $n }行
import-bad-rows = 有问题的行
import-bad-rows-none = 没有

import-columns = 列的识别
import-column-in-file = 文件中的列
import-column-field = 识别为
import-column-example = 示例
import-column-unused = 不使用
# $n (String)
import-columns-unused = 有{ $n }列没有对应的内容，导入时不使用。

import-first-rows = 文件前几行
import-row-no = 行

import-problems = 问题
import-problems-none = 已检查的行没有问题。
# $shown (String)
# $total (String)
import-problems-some = 共{ $total }处问题，这里列出前{ $shown }处；下载退回行可看到全部。
# $n (String)
import-problems-count = { $n }处
# $n (String)
import-problems-row = 第{ $n }行
import-problems-more = 其余从略
import-problem-column = 列
import-problem-whole-row = 整行
import-problem-value-empty = （空）

import-sources = 数据来源
import-source-fallback = 没有写明来源的行算作
import-source-fallback-hint = 文件里没有“数据来源”列，或某行没填时用它。
import-source-fallback-none = 不指定
import-source-new = 新的来源…
import-source-new-name = 新来源的名称
import-source-new-hint = 例如：区政务服务中心评价仪
import-source-use = 使用
import-source-numberless = 记录没有编号
import-source-numberless-hint = 该来源的记录没有评价编号时打开。打开后按整行内容辨认：完全相同的行按先后编号，同一文件再次导入不会重复计数。有编号的来源请保持关闭。
import-source-first = 首次出现
import-source-missing = 请填写来源名称。
import-source-too-long = 来源名称不超过64个字。

import-taking = 有问题的行如何处理
import-taking-good = 收下正确的行，退回其余
import-taking-good-hint = 退回的行可以下载，改好后再导入。
import-taking-all = 全部正确才收
import-taking-all-hint = 只要有一行不对，一行也不收。
import-extent = 文件涵盖的范围
import-extent-hint = 在涵盖的日期和地点内，没有办件量的按0件计；已有办件量、文件里没有的，不勾选“以文件为准”就不变。不填日期时，按首行至末行的日期及前后的周末计；地点按文件中各站点共同的上级计。
import-extent-first = 导出期间首日
import-extent-last = 导出期间末日
import-extent-named-only = 文件只含部分站点：未列出的站点不按0件计
import-extent-zero-absent = 以文件为准：涵盖范围内已有、文件里没有的办件量改为0
import-extent-wrong = 请填齐首日和末日，且首日不晚于末日；或都不填。
import-differing = 与已有记录编号相同、内容不同时
import-differing-refuse = 退回，并列出两边的值
import-differing-replace = 用文件里的内容替换
import-differing-replace-hint = 替换会留下记录，操作日志可查。

import-ready = 可以导入。
# $bad (String)
import-ready-some-bad = 可以导入；{ $bad }行有问题，将被退回。
# $bad (String)
import-ready-part-bad = 可以导入；已检查的行中{ $bad }行有问题，其余在导入时检查。
import-ready-part = 可以导入；其余的行在导入时检查。
import-not-empty = 文件没有数据行。请确认导出时选对了时间段。
# $columns (String)
import-not-columns = 缺少必需的列：{ $columns }。请补上这些列，或把列名改成上面写的名称。
import-not-source = 每一行都没有写明数据来源。请在“数据来源”里选一个。
import-not-good = 每一行都有问题，没有可以导入的行。请按下面的说明修改文件。
# $bad (String)
import-not-all = 已选“全部正确才收”，而{ $bad }行有问题：导入不会收下任何一行。请先改文件，或改选“收下正确的行”。
import-start = 开始导入
import-compare = 只核对，不导入
import-go-on = 返回继续导入
import-starting = 正在开始…
import-another = 再导入一个文件

import-phase-opening = 正在打开文件
import-phase-checking = 正在读取和检查
import-phase-merging = 正在写入，请稍候
# $rows (String)
import-progress-rows = 已读{ $rows }行
# $rate (String)
import-progress-rate = 每秒{ $rate }行
# $at (String)
# $size (String)
import-progress-bytes = { $at } / { $size }
import-progress-leave = 可以离开本页，导入继续进行；返回后可查看结果。
import-progress-no-cancel = 正在写入数据库，这一步不能取消，通常几秒钟。
import-cancel = 取消导入
import-cancelling = 正在取消…
import-cancel-ask = 取消这次导入？
import-cancel-ask-body = 已经读过的行不会收下，数据库保持原样。
import-cancel-no = 继续导入

import-state-checking = 检查中
import-state-merging = 写入中
import-state-done = 已完成
import-state-done-some = 已完成，有退回
import-state-refused = 未收取
import-state-compared = 已核对
import-state-failed = 失败
import-state-cancelled = 已取消
import-state-interrupted = 中断

# $read (String)
# $taken (String)
import-result-done = 读取{ $read }行，新收{ $taken }行。
# $n (String)
import-result-identical = 与已有记录相同{ $n }行，不重复计。
# $n (String)
import-result-replaced = 替换{ $n }行。
# $n (String)
import-result-returned = 退回{ $n }行，可下载修改后再导入。
import-result-none-returned = 没有退回的行。
# $read (String)
# $returned (String)
import-result-refused = 读取{ $read }行，其中{ $returned }行有问题。因为选了“全部正确才收”，一行也没有收下，数据库保持原样。
# $read (String)
import-result-compared = 已逐行核对{ $read }行，没有导入，数据库保持原样。
# $new (String)
# $changed (String)
# $same (String)
# $bad (String)
import-result-compared-counts = 新增{ $new }行，与已有记录内容不同{ $changed }行，相同{ $same }行，有问题{ $bad }行。内容不同的和有问题的列在下面。
# $n (String)
import-result-absent = 另有{ $n }条已有记录在文件涵盖的范围内，文件里没有。
# $n (String)
import-result-zeroed = 文件里没有的{ $n }条已有记录改为0件。
import-result-failed = 导入没有完成，数据库保持原样。
import-result-cancelled = 已取消。没有收下任何一行，数据库保持原样。
import-result-interrupted = 程序在导入途中关闭，没有收下任何一行。请重新导入这个文件，不会重复计数。

import-count-read = 读取
import-count-taken = 新收
import-count-identical = 相同
import-count-replaced = 替换
import-count-returned = 退回
import-count-absent = 文件里没有
import-count-zeroed = 改为0件

import-returned-save = 下载退回行…
# $file (String)
import-returned-name = { $file }-退回
# $rows (String)
# $name (String)
import-returned-saved = 已写入{ $name }，共{ $rows }行，每行附有原因和改法。
import-see-overview = 查看总览

import-history = 导入记录
import-history-empty = 还没有导入过文件。导入后，每次的结果和退回的行都留在这里。
import-history-file = 文件
import-history-kind = 内容
import-history-state = 状态
import-history-result = 结果
import-history-when = 开始时间
import-history-took = 用时
import-history-by = 经办人
# $n (String)
import-took-seconds = { $n }秒
# $n (String)
import-took-minutes = { $n }分钟
import-job-running = 有一个导入正在进行。
import-history-ended = 结束时间

import-history-settled = 退回行
import-history-is-open = 待处理
import-history-is-settled = 已处理
import-history-open-only = 待处理的
import-history-search = 文件名或导入人
import-history-settle = 退回行已处理
import-history-settle-hint = 下载过退回行，或确认不必再补，都算已处理，不再列入待办。
import-history-settle-done = 已标记为处理完毕。
# $day (String)
import-history-export-name = 导入记录-{ $day }.xlsx

import-format = 格式
import-asides = 不算数据的行（合计、填表人等）
import-sheet = 工作表
# $name (String)
import-sheet-hidden = { $name }（隐藏）
import-header-row = 表头所在行
# $n (String)
import-header-row-n = 第{ $n }行
# $columns (String)
import-columns-say = 没有找到：{ $columns }。请在下表中指定对应的列，或将表头改为能识别的名称。
import-columns-remembered = 已按上次的列对应读取，可在下表中更改。
# $letter (String)
import-column-lettered = { $letter }列（无表头）
import-difference = 与已有数据对比
import-difference-new = 新增
import-difference-changed = 有改动
import-difference-same = 相同
import-difference-stored = 已存
import-difference-file = 文件里
# $n (String)
import-result-asides = 另有{ $n }行是合计、填表人等，不算数据。
