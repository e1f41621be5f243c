"""What is not known: dates, levels and sources that no report tells; what was found without help."""

from __future__ import annotations

from volteface.briefing.answer import counted
from volteface.briefing.material import Material, absent
from volteface.briefing.names import listed, opened
from volteface.briefing.sentence import Section, Sentence
from volteface.briefing.tie_words import changed_first, tie_noun
from volteface.briefing.voices import short_outlet
from volteface.model.ledger import Tie

_MOST = 3  # names in a list; the rest is counted
_KEYS = {
    "focal": "the focal state",
    "partner": "the partner",
    "outside": "the outside power",
    "others": "further states",
    "break": "the date of the break",
    "break_": "the date of the break",
    "title": "the title",
    "horizon_months": "the horizon",
}


def write(material: Material) -> Section:
    """Return what is missing, one sentence each."""
    items = [
        *_break(material),
        *_ties(material),
        *_times(material),
        *_sources(material),
        *_found(material),
    ]
    everything = absent("nothing that the brief asks for is missing from the reports.")
    return Section(key="unknown", title="What is not known", items=tuple(items) or (everything,))


def _break(material: Material) -> list[Sentence]:
    break_ = material.case.break_
    if break_ is None or break_.date.precision == "unknown":
        return [absent("no date of the break is told.")]
    found = []
    if break_.date.year is None:
        found.append(absent("the month of the break is told but not its year."))
    if break_.of == "trigger":
        found.append(absent("no act that cut a tie of the pair is dated; only its trigger is."))
    return found


def _ties(material: Material) -> list[Sentence]:
    found = []
    for time, missing in (
        ("before the break", [tie for tie in changed_first(material) if tie.before is None]),
        ("now", [tie for tie in changed_first(material) if tie.now is None]),
    ):
        if missing:
            found.append(absent(f"the level {time} is not told of {_shortened(missing)}."))
    bare = [tie for tie in changed_first(material) if not tie.quantities]
    if bare:
        found.append(absent(f"no figure is given for {_shortened(bare)}."))
    return found


def _shortened(ties: list[Tie]) -> str:
    return _counted_list([tie_noun(tie) for tie in ties])


def _counted_list(words: list[str]) -> str:
    """Return the first few of a list and how many more there are."""
    unique = list(dict.fromkeys(words))
    if len(unique) <= _MOST + 1:
        return listed(unique)
    return listed([*unique[:_MOST], counted(len(unique) - _MOST, "other")])


def _of(number: int, noun: str, total: int) -> str:
    return f"the {noun}" if total == 1 else counted(number, noun)


def _times(material: Material) -> list[Sentence]:
    undated = sum(event.date is None for event in material.ledger.events)
    if not undated:
        return []
    total = len(material.ledger.events)
    if total == undated:
        return [absent("no event is dated." if total > 1 else "the one event is not dated.")]
    return [absent(f"no date is told of {undated} of {counted(total, 'event')}.")]


def _sources(material: Material) -> list[Sentence]:
    found = []
    undated = [r for r in material.reports if r.published is None or r.published.year is None]
    if undated:
        names = _counted_list([short_outlet(report) for report in undated])
        found.append(absent(f"the year of publication is not told by {names}."))
    nameless = sum(report.outlet is None for report in material.reports)
    if nameless:
        found.append(
            absent(f"who published {_of(nameless, 'report', len(material.reports))} is not told.")
        )
    ungraded = sum(report.reliability is None for report in material.reports)
    if ungraded:
        graded = Sentence(
            text=f"The reliability of {_of(ungraded, 'source', len(material.reports))} was not graded "
            "and cannot be judged.",
            rules=("admiralty",),
        )
        found.append(graded)
    return found


def _found(material: Material) -> list[Sentence]:
    keys = [_KEYS.get(key, key) for key in sorted(material.case.found)]
    if not keys:
        return []
    break_ = material.case.break_
    claims = tuple(claim.id for claim in material.known(break_.claims)) if break_ else ()
    text = f"found in {material.source_word}, not given by the reader: {listed(list(dict.fromkeys(keys)))}."
    return [Sentence(text=opened(text), claims=claims, rules=("break-date",))]
