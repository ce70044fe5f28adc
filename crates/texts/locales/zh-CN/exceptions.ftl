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

nav-exceptions = 例外事项
exception-lead = 改变数字或看到个人信息的特殊办理：更正、撤回、剔除、申诉成立、替换导入、查看评价人、区划变更、恢复备份，各有经办人和事由。
exception-search-hint = 事由、姓名或内容中的字词
exception-empty = 没有符合条件的例外事项。
# $day (String)
exception-export-name = 例外事项-{ $day }.xlsx
