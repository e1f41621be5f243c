"""Question and answer: the headline probability, and confidence in a sentence of its own."""

from __future__ import annotations

import math

from volteface.briefing.material import Material, absent
from volteface.briefing.names import date_words, name, opened
from volteface.briefing.roles import role_words
from volteface.briefing.sentence import Picture, Row, Section, Sentence, Table
from volteface.briefing.voices import short_outlet
from volteface.charts.interval import Band, Estimate, interval_chart
from volteface.codebook.estimative import load_estimative, word_for
from volteface.model.assessment import Outlook


def write(material: Material) -> Section:
    """Return the first section: the question, the answer, the other horizons."""
    assessment = material.assessment
    return Section(
        key="answer",
        title="Question and answer",
        lead=(_question(material), _headline(material), _confidence(material), _meaning(material)),
        pictures=(_picture(material),),
        tables=(
            *((_pieces(material),) if assessment.pieces else ()),
            _horizons(assessment.outlooks or (assessment.headline,)),
            *_forms(material),
        ),
    )


def chance(probability: float, clause: str, detail: str) -> str:
    """Return a clause with its probability in words and figures, in one sentence.

    >>> chance(0.5, "the tie is restored", "")
    'There is a roughly even chance (50 %) that the tie is restored.'
    """
    word, figure = word_for(probability), f"({percent(probability)}{detail})"
    if word == "almost no chance":
        return f"There is almost no chance {figure} that {clause}."
    if word == "roughly even chance":
        return f"There is a roughly even chance {figure} that {clause}."
    return f"It is {word} {figure} that {clause}."


def percent(probability: float) -> str:
    """Return a probability in whole per cent; below 1 and above 99 as bounds.

    >>> percent(0.834), percent(0.001)
    ('83 %', 'under 1 %')
    """
    if probability < 0.01:
        return "under 1 %"
    return "over 99 %" if probability > 0.99 else f"{probability * 100:.0f} %"


def _question(material: Material) -> Sentence:
    focal, partner = material.pair
    break_ = material.case.break_
    text = f"Is the break between {name(focal)} and {name(partner)} temporary or lasting?"
    if break_ is None:
        return Sentence(text=f"{text} No date of it is told.", rules=("break-date", "absence"))
    when = date_words(break_.date)
    what = "its trigger; no act of the pair is dated" if break_.of == "trigger" else "its first act"
    if break_.date.precision == "unknown":
        dated = "It is not dated."
    else:
        dated = f"It is dated {when}, by {what}."
    known = tuple(claim.id for claim in material.known(break_.claims))
    source = _one_source(material) if material.is_alone else ""
    return Sentence(text=f"{text} {dated}{source}", claims=known, rules=("break-date",))


def _one_source(material: Material) -> str:
    """Say once whose word it all is, where one report is all there is."""
    outlet = short_outlet(material.reports[0])
    return f" What follows as fact rests on {outlet} alone, save where a speaker is named."


def _headline(material: Material) -> Sentence:
    outlook = material.assessment.headline
    detail = (
        f"; 90 % interval {(1 - outlook.high) * 100:.0f}–{(1 - outlook.low) * 100:.0f} %; "
        f"{counted(outlook.cases, 'historical break')} in {counted(outlook.clusters, 'dispute')}"
    )
    clause = (
        "what was broken off is not restored within "
        f"{outlook.horizon_months} months of the break, that is, that the break is lasting"
    )
    return Sentence(
        text=chance(outlook.lasting, clause, detail),
        rules=("icd203", "reference-class", "outcomes"),
    )


def _confidence(material: Material) -> Sentence:
    assessment = material.assessment
    reasons = "; ".join(reason.rstrip(".") for reason in assessment.confidence_reasons)
    text = f"Confidence in this judgment is {assessment.confidence}"
    return Sentence(text=f"{text}: {reasons}." if reasons else f"{text}.", rules=("confidence",))


def _meaning(material: Material) -> Sentence:
    group = material.assessment.kind_group
    if not group:
        return absent("no kind of tie was found to compare with.")
    signs = [one for one in material.assessment.pieces[1:] if not one.is_assumed]
    moved = (
        f"moved by {counted(len(signs), 'sign')} in the reports, each by what it was worth in past breaks"
        if signs
        else "no sign in the reports that past breaks can weigh has moved it"
    )
    return Sentence(
        text=opened(
            f"the figure is the record of historical breaks, with this kind "
            f"({group.replace('_', ' ')}), these states and their earlier breaks; {moved}."
        ),
        rules=("reference-class",),
    )


def _pieces(material: Material) -> Table:
    """Return the sum in log-odds, piece by piece, with the probability that it comes to."""
    rows, total = [], 0.0
    for piece in material.assessment.pieces:
        total += 0.0 if piece.is_assumed else piece.log_odds
        so_far = "apart: assumed" if piece.is_assumed else percent(1 / (1 + math.exp(-total)))
        rows.append(
            Row(
                cells=(
                    opened(role_words(material, piece.name, piece.claims)),
                    f"{piece.log_odds:+.2f}",
                    so_far,
                    "the case's series" if piece.is_assumed else counted(piece.cases, "break"),
                ),
                claims=material.ids(piece.claims),
                rules=("reference-class",),
            )
        )
    header = ("Piece", "Log-odds of lasting", "Lasting so far", "Rests on")
    return Table(caption="What the figure is made of", header=header, rows=tuple(rows))


def _forms(material: Material) -> tuple[Table, ...]:
    """Return what lasting breaks of the same group turned into, as counts."""
    forms = material.assessment.lasting_forms
    total = sum(forms.values())
    if not total:
        return ()
    words = {
        "hedge": "a part was kept or came back, and nothing took the place of the rest",
        "rupture": "all was cut and nothing took its place",
        "realignment": "another power or supplier took the place within three years",
    }
    rows = tuple(
        Row(cells=(opened(name), words[name], f"{count} of {total}"), rules=("outcomes",))
        for name, count in forms.items()
    )
    header = ("Form", "What it means", "Lasting breaks of this group")
    return (Table(caption="If it lasts: what such breaks became", header=header, rows=rows),)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "report"), counted(2, "report")
    ('1 report', '2 reports')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _horizons(outlooks: tuple[Outlook, ...]) -> Table:
    rows = tuple(
        Row(
            cells=(
                f"{one.horizon_months} months",
                percent(one.restored),
                percent(one.lasting),
                f"{(1 - one.high) * 100:.0f}–{(1 - one.low) * 100:.0f} %",
                word_for(one.lasting),
                f"{one.cases} in {one.clusters}",
            ),
            rules=("reference-class", "icd203"),
        )
        for one in outlooks
    )
    header = (
        "Within",
        "Restored",
        "Lasting",
        "90 % interval",
        "In words: lasting is",
        "Breaks in disputes",
    )
    return Table(caption="The same question at other horizons", header=header, rows=rows)


def _picture(material: Material) -> Picture:
    assessment = material.assessment
    estimates = tuple(
        Estimate(
            label=f"{one.horizon_months} months",
            value=one.lasting,
            low=1 - one.high,
            high=1 - one.low,
            is_headline=one.horizon_months == assessment.headline.horizon_months,
        )
        for one in assessment.outlooks or (assessment.headline,)
    )
    ends = load_estimative()
    bands = tuple(
        Band(
            low=0.0 if band is ends[0] else band.low,
            high=1.0 if band is ends[-1] else band.high,
            word=band.word,
        )
        for band in ends
    )
    title = "Probability that the break is lasting"
    return Picture(
        svg=interval_chart(estimates, bands, title),
        caption=f"{title}, with 90 % intervals; the headline is drawn bold.",
    )
