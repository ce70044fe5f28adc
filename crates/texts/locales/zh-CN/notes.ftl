# The second sheet of an exported workbook.
notes-title = 说明
notes-content = 内容
notes-place = 范围
notes-days = 日期
notes-rows = 行数
notes-made = 导出时间
notes-by = 导出人
notes-nature = 数据性质
notes-again = 再次导入
notes-again-how = 改好第一张表后可直接导入：没有改动的行算作相同，只有改动的行会变。姓名和电话不导出。
