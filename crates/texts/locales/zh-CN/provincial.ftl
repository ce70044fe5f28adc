# 省级清单：载入、对照、认领。
provincial-title = 省级清单
provincial-lead = 把省里下发的事项清单与本区事项逐项对照，认领或不认领。认领只改省里规定的内容，本区的承诺时限、站点和联系方式等保持不变。
provincial-load = 载入新一版
provincial-load-title = 载入省级清单
provincial-load-lead = 选择省里下发的清单文件，先核对再载入。文件原样保存，载入不会改动本区事项。
provincial-back = 返回省级清单
provincial-none = 还没有载入省级清单
provincial-none-body = 载入省里下发的清单后，这里逐项列出本区要改什么。
provincial-none-body-reader = 目录管理员载入清单后，这里逐项列出本区要改什么。
provincial-none-found = 没有符合条件的事项
provincial-none-found-body = 换一个条件，或清除筛选。
provincial-find = 查找名称、拼音、编码或主管部门
provincial-edition = 版本
# $name (String)
provincial-edition-now = { $name }（正在处理）
# $by (String)
# $at (String)
# $file (String)
provincial-edition-about = { $by }于{ $at }载入，文件：{ $file }
# $open (String)
# $claimed (String)
# $declined (String)
provincial-sentence = 待处理{ $open }项，已认领{ $claimed }项，不认领{ $declined }项。
provincial-old = 这是旧版，只能查看。正在处理的是最新一版。
provincial-kinds = 对照结果
# $name (String)
# $n (String)
provincial-tab = { $name }（{ $n }）
word-standing-new = 新增
word-standing-changed = 调整
word-standing-withdrawn = 取消
word-standing-same = 一致
word-decision-open = 待处理
word-decision-claimed = 已认领
word-decision-declined = 不认领
provincial-decision-stopped = 已停办
provincial-decision-kept = 保留为本地补充
provincial-what = 对照结果
provincial-changes = 本区要改的内容
provincial-decision = 处理情况
provincial-changes-new = 新建事项，待核实
provincial-changes-withdrawn = 省里已取消，建议停办
provincial-changes-none = 无需改动
# $n (String)
provincial-all-fitting = 筛选出{ $n }项
provincial-claim = 认领
provincial-claim-all = 全部认领…
provincial-decline = 不认领
provincial-decline-all = 全部不认领…
provincial-stop = 停办
provincial-keep = 保留为本地补充
provincial-reopen = 撤回处理
provincial-claim-title = 认领
provincial-decline-title = 不认领
provincial-reopen-title = 撤回处理
# $n (String)
provincial-plan-new = 新建事项{ $n }个，状态待核实
# $n (String)
provincial-plan-changed = 按省里规定修改本区事项{ $n }个，修改后待核实
# $n (String)
provincial-plan-withdrawn = 停办本区事项{ $n }个
# $n (String)
provincial-plan-declined = 不认领{ $n }项，本区事项不改
# $n (String)
provincial-plan-kept = { $n }个事项省里已取消，改为本地补充保留
# $n (String)
provincial-plan-reopened = 恢复为待处理{ $n }项；认领时改动的事项恢复原样，认领时新建的事项改为“取消”
# $n (String)
provincial-plan-skipped = { $n }项无需处理或已经处理，不变。
provincial-plan-nothing = 没有可以处理的事项
# $n (String)
provincial-plan-refused = { $n }项不能处理，保持原样：
# $name (String)
# $field (String)
# $why (String)
provincial-refused = { $name }——{ $field }：{ $why }
# $name (String)
# $why (String)
provincial-refused-plain = { $name }：{ $why }
# $n (String)
provincial-refused-more = 另有{ $n }项，分批处理后可逐项查看。
# $n (String)
provincial-body-needed = { $n }个新事项的主管部门不是本区部门，请指定实施主体
provincial-body-hint = 输入部门名称的一部分；不指定则这些事项不认领
provincial-reason = 不认领的理由
provincial-reason-hint = 2至200字，留存备查
provincial-write-claim = 确认认领
provincial-write-decline = 确认不认领
provincial-write-reopen = 确认撤回
# $n (String)
provincial-done-claimed = 已认领{ $n }项。
# $n (String)
provincial-done-declined = 已登记{ $n }项不认领。
# $n (String)
provincial-done-reopened = 已恢复{ $n }项为待处理。
# $n (String)
# $left (String)
provincial-done-some = 已处理{ $n }项，{ $left }项没有处理。
provincial-show-title = 逐项对照
provincial-old-mark = 原为
provincial-new-mark = 改为
provincial-row-added = 新增
provincial-row-removed = 删除
provincial-row-changed = 修改
# $n (String)
provincial-rows-kept = 其余{ $n }项不变
provincial-rows-moved = 内容不变，只调整了先后
provincial-nothing-differs = 与省里规定的内容一致，无需改动。
provincial-new-body = 本区没有这个事项。认领后新建为省统一事项，内容如下：
provincial-assumed = 清单未写明，暂按此填写
provincial-withdrawn-body = 这一版清单里没有这个事项。可以停办，也可以说明理由后保留为本地补充。
provincial-matched-base-code = 按基本编码对上
provincial-matched-code = 按实施编码对上
provincial-matched-name = 按名称对上，请核对是否同一事项
# $row (String)
provincial-file-row = 文件第{ $row }行
provincial-not-in-file = 文件中没有
provincial-see-item = 查看本区事项
# $edition (String)
# $decision (String)
# $reason (String)
provincial-earlier = { $edition }：{ $decision }。{ $reason }
# $by (String)
# $at (String)
# $reason (String)
provincial-decided = { $by }于{ $at }处理。{ $reason }
provincial-columns-hint = 列的先后不限，多出来的列不使用。文件中没有的列，本区内容不变；必须有基本编码或实施编码。
provincial-name = 版本名称
provincial-name-hint = 如“广东省政务服务事项目录2026年版”，不能与已有版本重名
provincial-issued-on = 印发日期
provincial-paper = 文号或来源
# $new (String)
# $changed (String)
# $withdrawn (String)
# $same (String)
provincial-found = 与本区对照：新增{ $new }项，调整{ $changed }项，取消{ $withdrawn }项，一致{ $same }项。
# $name (String)
provincial-loaded-before = 同一个文件已载入为“{ $name }”。
# $n (String)
provincial-left-open = 现在这一版还有{ $n }项待处理。载入新一版后，旧版只能查看。
# $columns (String)
provincial-columns-missing = 缺少列：{ $columns }。请在上方的列对应表中指定对应的列。
provincial-empty = 文件中没有可以载入的行。
# $bad (String)
provincial-would-refuse = { $bad }行有问题；已选择“全部正确才收”，请修正后再载入。
# $n (String)
provincial-ready = 检查无误，将载入{ $n }行。
# $n (String)
# $bad (String)
provincial-ready-some = { $n }行可以载入，{ $bad }行有问题会退回。
provincial-name-missing = 请填写版本名称。
provincial-start = 载入
# $n (String)
provincial-loaded = 已载入{ $n }行。
# $n (String)
# $bad (String)
provincial-loaded-some = 已载入{ $n }行，{ $bad }行没有载入。
provincial-refused-all = 有问题的行未修正，一行也没有载入。

op-provincial-edition-preview = 检查省级清单
op-provincial-edition-load = 载入省级清单
op-provincial-edition-returned = 取回省级清单的退回行
op-provincial-edition-list = 查看省级清单的版本
op-provincial-row-list = 查看省级清单
op-provincial-row-show = 对照省级清单事项
op-provincial-decide-preview = 预览认领
op-provincial-decide = 认领或不认领
subject-edition = 省级清单
provincial-field-edition = 省级清单版本
