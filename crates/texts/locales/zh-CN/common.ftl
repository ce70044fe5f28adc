### 全局:产品名、动作、通用词

product-name = 一门
product-title = 一门 · 麻章区基层公共服务综合平台（管理端）

act-save = 保存
act-cancel = 取消
act-close = 关闭
act-back = 返回
act-next = 下一步
act-retry = 重试
act-more = 加载更多
act-undo = 撤销
act-copy = 复制
act-copied = 已复制
copy-failed = 复制失败，请手工抄录。
act-apply = 应用
act-export = 导出
act-open = 打开
# $label (String) a paper's name
paper-as-pdf = { $label }（PDF）
act-refresh = 刷新
act-leave = 离开
act-stay = 留在本页

common-loading = 正在加载
common-optional = 选填
common-all = 全部
common-yes = 是
common-no = 否
common-to = 至
common-too-few = 样本不足
# $n (String) - how many, formatted
common-n-rows = 共{ $n }条
