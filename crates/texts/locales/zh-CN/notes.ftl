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
notes-register-again = 改好第一张表后可直接导入：没有改动的行算作相同，只有改动的行会变；文件里没有的不删除。新增的行把系统编号和系统版本留空。
notes-register-key = 由系统给出，不要改动
# $words (String) - the words that are understood
notes-register-one-of = 填写：{ $words }
notes-register-parts = 每行一个，编号=名称，例如 1=综合窗口
notes-register-day = 日期，例如 2026-05-01
notes-form-place = 区划代码和单位名称填一项即可；两项都填时须是同一处
notes-form-moment = 日期和时间，例如 2026-05-01 09:30
notes-form-cases = 整数；同一天、同一站点、同一事项和部门只写一行
notes-form-record = 同一来源内不重复；来源本来没有编号的，先在“数据来源”里打开“记录没有编号”
