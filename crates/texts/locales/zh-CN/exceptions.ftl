### 例外事项、变更记录

exception-standing = 评价剔除、申诉成立或恢复
exception-rater = 查看评价人
exception-replaced = 替换导入
exception-change = 区划机构变更或撤回
exception-counted = 站点不计入或恢复计入
exception-correction = 更正
exception-undone = 撤销
exception-restored = 恢复备份
exception-column-kind = 类别
exception-column-why = 事由

history-undo-reason = 撤销上一次认定，恢复原状
