"""Parts of ``bench_shifts.py``."""
