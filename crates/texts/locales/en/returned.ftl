# Headers of a file of returned rows.
returned-row = Row
returned-column = Column
returned-value = Value
returned-reason = Reason
returned-fix = How to fix it
returned-why = Why returned
returned-how = How to mend what was returned
