# Headers of a file of returned rows.
returned-row = 行号
returned-column = 列名
returned-value = 原值
returned-reason = 原因
returned-fix = 处理办法
# Beside the table in a person's own workbook; nobody else's columns are called so.
returned-why = 退回原因
returned-how = 退回处理办法
