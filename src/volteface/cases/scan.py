"""Reports as sentences with the actors each names; furniture left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from volteface.cases.naming import codes_named
from volteface.cases.settings import Finding
from volteface.documents.furniture import furniture
from volteface.model.claim import Claim, Party
from volteface.model.report import Report

_SENTENCE = re.compile(
    r"(?:[^.?!\n]|(?<=\b[A-Z])\.|(?<=\b(?:Mr|Dr|St|No))\.|(?<=\b(?:Mrs|Gen|Col|Jan|Feb|Mar|Apr|Jun"
    r"|Jul|Aug|Sep|Oct|Nov|Dec))\.|(?<=\bSept)\.|\.(?=\d|\w))+[.?!]*[”\"’)]*"
)

_FEWEST_WORDS = 3  # less is a number of a list or a stray name, no sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a report: offsets, text, the codes of who it names, its place and weight."""

    report_id: str
    start: int
    end: int
    text: str
    codes: tuple[str, ...]
    number: int
    weight: float


def scan(reports: Iterable[Report], finding: Finding) -> tuple[Sentence, ...]:
    """Return the sentences of all reports in order; those of the opening weigh more."""
    return tuple(sentence for report in reports for sentence in _sentences(report, finding))


def _sentences(report: Report, finding: Finding) -> Iterator[Sentence]:
    spans = list(_spans(report))
    named = Counter(code for start, end in spans for code in codes_named(report.text[start:end]))
    for number, (start, end) in enumerate(spans):
        text = report.text[start:end]
        yield Sentence(
            report_id=report.id,
            start=start,
            end=end,
            text=text,
            codes=codes_named(text, named),
            number=number,
            weight=finding.opening if number < finding.opening_sentences else 1.0,
        )


def _spans(report: Report) -> Iterator[tuple[int, int]]:
    """Yield the spans of sentences between stretches of furniture."""
    at = 0
    for span in (*furniture(report.text, title=report.title), None):
        stop = span.start if span else len(report.text)
        for match in _SENTENCE.finditer(report.text, at, stop):
            if len(re.findall(r"\w+", match.group())) >= _FEWEST_WORDS:
                yield match.span()
        at = span.end if span else stop


def weight_of(claim: Claim, sentences: dict[str, tuple[Sentence, ...]]) -> float:
    """Return the weight of the sentence in which a claim begins; 1 where there is none."""
    for sentence in sentences.get(claim.report_id, ()):
        if sentence.start <= claim.start < sentence.end:
            return sentence.weight
    return 1.0


def by_report(sentences: Iterable[Sentence]) -> dict[str, tuple[Sentence, ...]]:
    """Return the sentences of each report's id."""
    found: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        found.setdefault(sentence.report_id, []).append(sentence)
    return {key: tuple(value) for key, value in found.items()}


def code_of(party: Party | None) -> str | None:
    """Return the code of a party, None where it has none."""
    return party.code if party else None
