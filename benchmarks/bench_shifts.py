"""Score shifts, the online watch and temporary-or-lasting in the open, beside simple rivals.

    python benchmarks/bench_shifts.py [tcpd|online|lasting|agreement|trade|icews|speed ...]

Reads the benchmark data in place from the folder named by VOLTEFACE_SHARED; a part whose data are
not there is skipped and says so. Without arguments every part is run.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from shifts import agreement, icews, lasting, online, speed, tcpd, trade
from shifts.place import MissingDataError

PARTS: dict[str, Callable[[], None]] = {
    "tcpd": tcpd.main,
    "online": online.main,
    "lasting": lasting.main,
    "agreement": agreement.main,
    "icews": icews.main,
    "trade": trade.main,
    "speed": speed.main,
}


def main() -> None:
    """Run the parts named on the command line, or all."""
    unknown = set(sys.argv[1:]) - set(PARTS)
    if unknown:
        sys.exit(f"unknown part {', '.join(sorted(unknown))}; use {', '.join(PARTS)}")
    for name in sys.argv[1:] or PARTS:
        print(f"\n== {name}")
        try:
            PARTS[name]()
        except MissingDataError as missing:
            print(f"skipped: {missing}")


if __name__ == "__main__":
    main()
