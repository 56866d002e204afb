"""Numbers, defined: who a listener is, which plays count, periods, changes, contributions. Pure: no clock, no rows."""
