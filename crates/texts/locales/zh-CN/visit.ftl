# 现场检查：记录、问题、审核、记录表。
subject-inspection-visit = 现场检查
op-inspection-visit-show = 查看现场检查
op-inspection-visit-begin = 开始现场检查
op-inspection-party-save = 登记到场人员和时间
op-inspection-answer-save = 登记检查结果
op-inspection-answer-show = 查看检查结果的修改记录
op-inspection-finding-save = 登记问题
op-inspection-finding-withdraw = 撤回问题
op-inspection-visit-submit = 提交检查记录
op-inspection-visit-review = 审核检查记录
op-inspection-visit-export = 导出现场检查记录表
error-field-visit-state = 这次检查已经到了别的环节，不能这样办理。刷新后再看。
error-field-visit-not-yours = 不是派去这个站点的检查人员，不能填写。
error-field-visit-not-sent = 到场人员只能从派去这个站点的检查人员中选。
# $min (String)
error-field-visit-early = 督查时间从{ $min }开始，还不能检查。
# $n (String)
error-field-visit-missing = 还有{ $n }处没有填，补齐后再提交。
error-field-visit-own = 到过场或者填写过记录的人不能审核，请其他人审核。
error-field-visit-agreed-lines = 有检查项要修改的，请退回。
error-field-finding-withdrawn = 这个问题已经撤回。
error-field-plan-begun = 已经有站点开始检查，不能重新抽取。
visit-state-begun = 检查中
visit-state-submitted = 待审核
visit-state-returned = 已退回
visit-state-agreed = 已审定
visit-answer-fits = 符合
visit-answer-partly = 部分符合
visit-answer-fails = 不符合
visit-answer-not-applicable = 不适用
visit-signing-open = 未签
visit-signing-signed = 已签字
visit-signing-refused = 拒签
visit-act-begun = 开始检查
visit-act-submitted = 提交
visit-act-agreed = 审定
visit-act-returned = 退回
visit-severity-minor = 一般
visit-severity-serious = 较重
visit-severity-grave = 严重
visit-remedy-on-the-spot = 立行立改
visit-remedy-limited = 限期整改
visit-remedy-long = 长期整改
visit-remedy-referred = 移送
visit-finding-open = 已登记
visit-finding-withdrawn = 已撤回
visit-station = 被检查站点
visit-address = 地址
visit-head = 负责人
visit-checklist = 检查表
visit-began = 开始时间
visit-ended = 结束时间
visit-present = 到场检查人员
visit-receiver = 被检查方人员
visit-post = 职务
visit-phone = 联系电话
visit-score = 得分
visit-lost = 扣分
visit-words = 情况说明
visit-findings = 发现问题
visit-what = 问题描述
visit-spot = 具体位置
visit-severity = 严重程度
visit-remedy = 处理方式
visit-due = 整改时限
# $lines (String)
visit-vetoed = 一票否决：{ $lines }
visit-paper-title = 现场检查记录表
visit-paper-blank = 空白表，到场填写
visit-paper-draft = 未审定
visit-paper-answers = 检查情况
visit-paper-no = 序号
visit-paper-line = 检查内容
visit-paper-points = 分值
visit-paper-result = 结果
# $n (String)
visit-paper-faults = {$n}处。
visit-paper-no-findings = 没有登记问题。
# $hundredth (String)
# $got (String)
# $of (String)
visit-paper-score = { $hundredth }分（百分制；得{ $got }分，应得{ $of }分）
# $why (String)
visit-paper-refused = 被检查方拒绝签字。说明：{ $why }
visit-paper-sign-inspectors = 检查人员（签字）：　　　　　　　　
visit-paper-sign-receiver = 被检查方（签字）：　　　　　　　　
visit-signing = 签字情况
visit-refusal = 拒签说明
visit-of-line = 检查项
visit-unified = 五统一类别
visit-days = 整改期限（工作日）
visit-unit = 责任单位
visit-leader = 责任领导
visit-person = 责任人
visit-measures = 整改措施
visit-note = 备注
# $name (String)
visit-title = 现场检查：{ $name }
# $names (String)
visit-goers = 检查人员：{ $names }
visit-none = 没有选定检查任务
visit-none-body = 从“检查任务”打开一个站点。
visit-open = 打开检查
visit-to-review = 待我审核
visit-begin = 开始检查
visit-submit = 提交
visit-review = 审核
visit-saved = 已保存
visit-restored = 上次没有保存的内容已补上
# $n (String)
visit-unsettled = 还有{ $n }项没有保存，在检查项上处理
visit-saving = 正在保存
# $why (String)
visit-unsaved = 没有保存：{ $why }
# $why (String)
visit-unsaved-again = 没有保存，自动再试：{ $why }
# $got (String)
# $of (String)
visit-got-of = 得{ $got }分，应得{ $of }分
visit-score-now = 目前得分（百分制）
visit-score-fixed = 审定得分（百分制）
# $n (String)
visit-open-lines = 未查{ $n }项
visit-to-line = 转到
visit-faults = 发现处数
visit-raise = 登记问题
visit-raise-freely = 另行登记问题
visit-keys-walk = 上一项、下一项
visit-keys-words = 写说明
visit-keys-back = 回到检查项
# $line (String)
visit-not-asked = { $line }不符合，本项不查
# $by (String)
# $reason (String)
visit-mend = { $by }要求修改：{ $reason }
# $line (String)
visit-words-of = { $line }情况说明
visit-unanswered = 未选
# $by (String)
# $at (String)
visit-clash = { $by }在{ $at }登记了不同的结果，请选一个。
visit-theirs = 对方登记
visit-mine = 本机登记
visit-take-theirs = 用对方的
visit-keep-mine = 用本机的
visit-finding = 问题
# $line (String)
visit-reason-of = { $line }要改什么
visit-reason = 要改什么
visit-earlier = 修改记录
visit-earlier-hide = 收起修改记录
visit-rule-question = 不计分
# $points (String)
# $each (String)
visit-rule-per-fault = { $points }分，每处扣{ $each }分
# $points (String)
visit-rule-graded = { $points }分
# $line (String)
visit-missing-answer = { $line }没有选结果
# $line (String)
visit-missing-words = { $line }不符合，要写明情况
# $line (String)
visit-missing-evidence = { $line }部分符合，要写明佐证情况
visit-missing-inspectors = 到场检查人员不足两人
visit-missing-receiver = 没有登记被检查方人员
visit-missing-signing = 没有登记是否签字
visit-missing-refusal = 没有写拒签说明
visit-missing-times = 没有登记开始或者结束时间
# $n (String)
visit-missing-n = 还有{ $n }处没有填
# $n (String)
visit-missing-lead = 还有{ $n }处没有填，逐处补齐后提交。
# $n (String)
visit-wait-saved = 还有{ $n }项没有保存
# $score (String)
# $lost (String)
# $findings (String)
visit-submit-lead = 得分{ $score }，扣分{ $lost }项，问题{ $findings }个。提交后由未到场的人审核，审核期间不能修改。
visit-submitted = 已提交，等待审核
visit-party = 到场人员和时间
visit-party-edit = 登记到场人员和时间
visit-party-saved = 已登记到场人员和时间
visit-ended-now = 现在结束
visit-signing-hint = 在打印的记录表上签字；拒绝签字的写明情况
visit-findings-none = 还没有登记问题
# $day (String)
visit-found-on = { $day }发现
# $found (String)
# $due (String)
visit-due-on = { $found }发现，{ $due }前整改
visit-change = 修改
visit-withdraw = 撤回问题
visit-withdrawn = 已撤回问题
visit-finding-edit = 修改问题
# $line (String)
visit-finding-of = 检查项{ $line }
visit-finding-saved = 已登记问题
# $due (String)
visit-finding-saved-due = 已登记问题，整改时限{ $due }
visit-unit-hint = 移送的填写接收单位
visit-days-hint = 从发现之日的次日起，按工作日历计算
visit-last = 上次得分
visit-last-none = 没有审定过的检查
visit-see-last = 查看上次检查
# $n (String)
visit-open-findings = 未销号问题（{ $n }）
visit-open-findings-none = 没有未销号的问题
visit-kind = 站点类别
visit-staff = 专职人员
visit-hours = 开放时间
visit-station-leader = 挂点领导
visit-cadre = 驻村干部
visit-opened = 启用日期
visit-windows = 窗口
visit-devices = 自助终端
visit-see-place = 查看站点所在单位
visit-opinion = 审核意见
visit-agree = 审定
visit-return = 退回修改
visit-return-why = 写明哪一项要改，或者写审核意见
# $score (String)
# $n (String)
visit-review-lead = 得分{ $score }，要改{ $n }项。审定后得分固定；有要改的，退回检查人员修改。
visit-agreed = 已审定
visit-returned = 已退回检查人员
# $no (String)
# $by (String)
# $at (String)
# $n (String)
visit-round-returned = 第{ $no }次审核：{ $by }于{ $at }退回，要改{ $n }项。
# $no (String)
# $by (String)
# $at (String)
visit-round-agreed = 第{ $no }次审核：{ $by }于{ $at }审定。
# $no (String)
# $by (String)
# $at (String)
visit-round-waits = 第{ $no }次提交：{ $by }于{ $at }提交，等待审核。
# $name (String)
visit-paper-written = 已导出{ $name }
# $n (String)
home-visits-in-hand = { $n }项检查没有提交
# $n (String)
home-visits-to-review = { $n }项检查待审核
# 照片
op-inspection-photo-preview = 预览现场照片
op-inspection-photo-take = 收下现场照片
op-inspection-photo-save = 修改照片归属和说明
op-inspection-photo-cover = 遮盖现场照片
op-inspection-photo-withdraw = 撤回现场照片
op-inspection-station-locate = 记录站点位置
error-file-photo-damaged = 照片损坏或者不完整，打不开。请从相机或手机重新复制一次。
# $n (String)
# $max (String)
error-file-photo-pixels = 照片有{ $n }百万像素，超过{ $max }百万像素的上限。请把相机调到较低的像素，或者导出较小的照片再收。
error-file-photo-depth = 照片每个点的颜色位数太多，打开它要的内存超过上限。请导出为普通的JPG照片再收。
error-file-no-photos-here = 这个文件夹和下一层文件夹里都没有照片（JPG、PNG、WebP）和扫描件（PDF）。相机的照片一般在DCIM下一层的文件夹里。
error-field-photo-no-place = 这张照片没有位置信息，不能用来记录站点位置。
error-field-not-picture = 只有照片可以遮盖，扫描件不行。
visit-photo-any = 不分前后
visit-photo-before = 整改前
visit-photo-after = 整改后
visit-photo-nothing = 无元数据
visit-photo-fits = 相符
visit-photo-differs = 不符
visit-photo-unreadable = 元数据不可读
visit-photo-open = 暂不能比对
visit-photo-nothing-why = 照片里没有拍摄时间和位置。微信等聊天软件转发时会去掉，不说明照片有问题。
visit-photo-fits-why = 照片里的拍摄时间或位置与这次检查一致。
visit-photo-unreadable-why = 照片里的拍摄信息损坏，读不出来；照片本身可以看。
visit-photo-open-why = 照片里有拍摄时间或位置，但这次检查没有可比对的时间或站点位置。
# $minutes (String)
visit-photo-early = 拍摄时间比检查开始早{ $minutes }分钟。
# $minutes (String)
visit-photo-late = 拍摄时间比检查结束晚{ $minutes }分钟。
# $metres (String)
visit-photo-far = 拍摄位置离站点{ $metres }米。
visit-photos = 照片和文件
visit-photos-take = 收照片
visit-photos-folder = 从相机文件夹收
visit-photos-none = 还没有照片。按P给当前检查项收照片，或者从相机文件夹一次收齐。
visit-photos-pick = 选择照片和扫描件
visit-photos-pick-folder = 选择相机文件夹
# $n (String)
visit-photos-folder-more = 文件夹里另有{ $n }个较早的文件没有列出。要收它们，请另选文件。
visit-photos-title = 收现场照片
visit-photos-lead = 按拍摄时间归到当时登记的检查项，逐张核对后收下。归属收下后也可以改。
# $line (String)
visit-photos-lead-line = 归到检查项{ $line }，核对后收下。
visit-photos-empty-choice = 还没有选要收的文件。
# $n (String)
visit-photos-good = 收下{ $n }个文件
# $n (String)
visit-photos-bad = 有{ $n }个文件收不了，不会收下。
# $most (String)
visit-photos-many = 一次最多收{ $most }个文件，其余的请分次收。
# $n (String)
visit-photos-taken = 已收下{ $n }个文件。
# $n (String)
# $same (String)
visit-photos-taken-same = 已收下{ $n }个文件，另有{ $same }个这次检查已经有了，没有重复收。
visit-photo-here-already = 这次检查已经有了
visit-photo-unmatched = 不归检查项
# $name (String)
visit-photo-choose = 收下{ $name }
# $name (String)
visit-photo-line-of = { $name }归到
visit-photo-time-camera = 相机时间
visit-photo-time-name = 文件名时间
visit-photo-time-none = 拍摄时间不明
visit-photo-line = 检查项
visit-photo-finding = 所示问题
visit-photo-finding-none = 不是问题照片
visit-photo-phase = 整改前后
visit-photo-caption = 说明
visit-photo-saved = 已保存照片说明。
# $what (String)
visit-photo-show = 查看照片：{ $what }
visit-photo-title = 现场照片
# $who (String)
# $at (String)
visit-photo-by = { $who }{ $at }收下
visit-photo-cover = 遮盖
visit-photo-cover-lead = 在照片上拖出黑框，遮住人脸、证件号码等。原照片不变，只在区内看；对外的材料用遮盖后的。
visit-photo-cover-by-keys = 也可以添加一个黑框，用方向键移动，按住Shift改大小，按Delete去掉。
visit-photo-cover-add = 添加黑框
visit-photo-cover-clear = 全部去掉
visit-photo-cover-save = 保存遮盖
# $n (String)
visit-photo-box = 第{ $n }个黑框
visit-photo-covered = 已保存遮盖，对外的材料用遮盖后的照片。
visit-photo-uncovered = 已去掉遮盖。
# $n (String)
visit-photo-outside-name = 照片{ $n }.jpg
visit-photo-is-covered = 有遮盖
visit-photo-as-taken = 看原照片
visit-photo-as-covered = 看遮盖后的
visit-photo-locate = 记为站点位置
visit-photo-located = 已记录站点位置，之后的照片都与这个位置比对。
visit-keys-photos = 收照片
visit-photo-appendix = 附：现场照片
# $no (String)
# $words (String)
visit-photo-figure = 图{ $no } { $words }
# $n (String)
visit-photo-left-out = 另有{ $n }张照片的文件缺失，没有列入。
