# Headers of a file of returned rows.
returned-row = 行号
returned-column = 列名
returned-value = 原值
returned-reason = 原因
returned-fix = 处理办法
