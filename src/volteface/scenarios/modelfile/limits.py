"""How large a model may be: enough for any that a person reads, too little to exhaust a machine."""

BYTES = 1_000_000
DEPTH = 12
ITEMS = 60_000
BLOCKS = 1_000
EQUATIONS = 12_000
MONTHS = 1_200
RUNS = 20_000_000
