"""The language of a model file's numbers: quantities with units, and a small closed set of formulas."""
