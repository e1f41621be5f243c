"""What is not known: dates, levels and sources that no report tells; what was found without help."""

from __future__ import annotations

from volteface.briefing.answer import counted
from volteface.briefing.material import Material, absent
from volteface.briefing.names import listed, opened
from volteface.briefing.sentence import Section, Sentence
from volteface.briefing.tie_words import changed_first, tie_label
from volteface.briefing.voices import outlet_of

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
        return [absent("the reports give no date for the break.")]
    found = []
    if break_.date.year is None:
        found.append(absent("the reports give the month of the break but not its year."))
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
            names = "; ".join(tie_label(tie) for tie in missing)
            found.append(absent(f"the level {time} is not told of: {names}."))
    bare = [tie for tie in changed_first(material) if not tie.quantities]
    if bare:
        found.append(
            absent(f"no figure is given for: {'; '.join(tie_label(tie) for tie in bare)}.")
        )
    return found


def _times(material: Material) -> list[Sentence]:
    undated = sum(event.date is None for event in material.ledger.events)
    if not undated:
        return []
    total = len(material.ledger.events)
    return [absent(f"the reports give no date for {undated} of {counted(total, 'event')}.")]


def _sources(material: Material) -> list[Sentence]:
    found = []
    undated = [r for r in material.reports if r.published is None or r.published.year is None]
    if undated:
        names = listed(list(dict.fromkeys(outlet_of(report) for report in undated)))
        found.append(absent(f"the year of publication is not told by {names}."))
    nameless = sum(report.outlet is None for report in material.reports)
    if nameless:
        found.append(
            absent(f"{counted(nameless, 'report')} without an outlet: who published is not told.")
        )
    ungraded = sum(report.reliability is None for report in material.reports)
    if ungraded:
        graded = Sentence(
            text=f"The reliability of {counted(ungraded, 'source')} was not graded and cannot be judged.",
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
    text = f"found in the reports, not given by the reader: {listed(list(dict.fromkeys(keys)))}."
    return [Sentence(text=opened(text), claims=claims, rules=("break-date",))]
