"""CAMEO event codes, their Goldstein weights, and the way to PLOVER and back.

Sources: CAMEO 1.1b3 codes; weights of Goldstein (1992) extended to CAMEO as GDELT distributes
them (a code that table lacks has its parent's weight); types from the CAMEO-to-PLOVER table of
17 September 2021, with the modes of the PLOVER manual 0.8 where the two differ. PLOVER drops
roots 01 and 02: statements stay without a type, appeals are REQUEST by our own choice. The
``source`` cell of each row says which holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from volteface.codebook.event_types import EventType, QuadClass, event_type
from volteface.codebook.tables import read_table, split
from volteface.errors import CodebookError

TABLE = "cameo.csv"
COLUMNS = ("code", "label", "goldstein", "quad", "type", "mode", "contexts", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoCode:
    """One CAMEO code: two digits for a root, three or four below it.

    ``goldstein`` runs from -10 to +10. ``quad`` is CAMEO's class, which goes by root; that of
    the PLOVER type may differ. ``type`` is None where PLOVER has no place for the code.
    """

    code: str
    label: str
    goldstein: float
    quad: QuadClass
    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    source: str

    @property
    def root(self) -> str:
        """The two-digit root that the code stands under."""
        return self.code[:2]


@cache
def load_cameo() -> dict[str, CameoCode]:
    """Return all codes by code, in the order of the table.

    Raises CodebookError naming file and row where a cell is wrong or a code stands twice.
    """
    found: dict[str, CameoCode] = {}
    for number, row in enumerate(read_table(TABLE, COLUMNS), 2):
        code = _code(number, row)
        if code.code in found:
            raise CodebookError(f"{TABLE}, row {number}: code {code.code} stands twice")
        found[code.code] = code
    return found


def cameo(code: str) -> CameoCode:
    """Return the entry of a code; an unknown one raises CodebookError.

    Codes are strings, since 010 (a statement) and 10 (a demand) differ.

    >>> cameo("173").goldstein
    -5.0
    """
    found = load_cameo().get(code)
    if found is None:
        raise CodebookError(f"{TABLE} has no code {code!r}; codes have 2 to 4 digits, as '0841'")
    return found


def to_plover(code: str) -> EventType | None:
    """Return the PLOVER type and mode of a CAMEO code, None where PLOVER drops it.

    >>> found = to_plover("173")
    >>> (found.type, found.mode)
    ('COERCE', 'arrest')
    """
    entry = cameo(code)
    return event_type(entry.type, entry.mode) if entry.type else None


def to_cameo(type_name: str, mode: str | None = None) -> str:
    """Return the CAMEO code that best says a PLOVER type and mode.

    >>> to_cameo("COERCE", "arrest")
    '173'
    """
    return cameo(event_type(type_name, mode).cameo).code


def _code(number: int, row: dict[str, str]) -> CameoCode:
    where = f"{TABLE}, row {number}"
    if not (row["code"].isdigit() and 2 <= len(row["code"]) <= 4):
        raise CodebookError(f"{where}: code {row['code']!r} is not 2 to 4 digits")
    try:
        quad, goldstein = QuadClass(row["quad"]), float(row["goldstein"])
    except ValueError as error:
        raise CodebookError(f"{where}: {error}; correct the cell") from error
    if row["type"]:
        _check_type(where, row["type"], row["mode"] or None)
    return CameoCode(
        code=row["code"],
        label=row["label"],
        goldstein=goldstein,
        quad=quad,
        type=row["type"] or None,
        mode=row["mode"] or None,
        contexts=split(row["contexts"]),
        source=row["source"],
    )


def _check_type(where: str, type_name: str, mode: str | None) -> None:
    try:
        event_type(type_name, mode)
    except CodebookError as error:
        raise CodebookError(f"{where}: {error}") from error
