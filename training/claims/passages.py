"""Annotated pages and reports → examples for the claim heads, parsed by the shipped parser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from labels import status_of, type_label

from volteface.reading.candidates import EARLIER, Candidate, find_candidates, path_between
from volteface.reading.chain import Reading, context_of, drafts_from_rules, remember
from volteface.reading.drafts import Draft
from volteface.reading.mentions import mentions_of
from volteface.reading.nouns import Nouns
from volteface.reading.parsing import parse_text
from volteface.reading.signs import find_signs, role_by_rule
from volteface.reading.syntax import Sentence


@dataclass(slots=True)
class GoldClaim:
    """One annotated claim at its trigger token."""

    trigger: int
    label: str
    source: str | None
    target: str | None
    attributes: dict[str, str]


@dataclass(slots=True)
class Passage:
    """One sentence with its candidates and gold claims."""

    sentence: Sentence
    candidates: list[Candidate]
    drafts: list[Draft]
    signs: list[list[int]]
    claims: list[GoldClaim] = field(default_factory=list)
    rows: dict[int, list[Row]] = field(
        default_factory=dict
    )  # by trigger, filled when first asked for

    @property
    def words(self) -> list[str]:
        return [t.text for t in self.sentence.tokens]

    def candidate_rows(self, trigger: int) -> list[Row]:
        """Return what may stand for each candidate, seen from a trigger; the null candidate last."""
        if trigger not in self.rows:
            self.rows[trigger] = list(_candidate_rows(self, trigger))
        return self.rows[trigger]


@dataclass(slots=True)
class Document:
    """The passages of one page in order; ``group`` is the break it belongs to."""

    name: str
    group: str
    passages: list[Passage]


class Row(NamedTuple):
    """One thing that may stand for a candidate: a word here, a word of the sentence before, or nothing."""

    candidate: int
    depth: int
    where: int  # HERE, EARLIER_SENTENCE or NOWHERE
    token: int
    path: int
    place: int
    role: int


HERE, EARLIER_SENTENCE, NOWHERE = 0, 1, 2


def _candidate_rows(passage: Passage, trigger: int) -> Iterator[Row]:
    for index, candidate in enumerate(passage.candidates):
        role = role_by_rule(candidate, trigger, passage.drafts)
        found = [(HERE, t, path_between(passage.sentence, trigger, t)) for t in candidate.tokens]
        if not found:
            found = [(EARLIER_SENTENCE, t, EARLIER) for t in candidate.earlier]
            found += [(NOWHERE, 0, 0)] if candidate.in_pair else []
        for depth, (where, token, path) in enumerate(found):
            yield Row(index, depth, where, token, path, candidate.in_pair, role)
    yield Row(len(passage.candidates), 0, NOWHERE, 0, 0, 0, 0)


def read_sentences(path: Path, reading: Reading) -> Iterator[Document]:
    """Yield the pages of a file of annotated sentences (one JSON object a line)."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    for name, lines in groupby(rows, key=lambda row: row["doc"]):
        passage = list(lines)
        text, places = "", []
        for row in passage:
            text += row.get("sep", "\n\n") if text else ""
            places.append((len(text), len(text) + len(row["text"]), row["claims"]))
            text += row["text"]
        group = passage[0].get("break", "-".join(passage[0]["pair"]))
        yield Document(name, group, list(_passages(text, places, reading)))


def read_gold(gold: Path, reading: Reading) -> Document:
    """Return a report with a gold file whose claims carry triggers."""
    record = json.loads(gold.read_text("utf-8"))
    text = gold.with_suffix(".txt").read_text("utf-8-sig")
    places = []
    for sentence, claims in groupby(record["claims"], key=lambda c: c["sentence"]):
        start = text.find(sentence) if isinstance(sentence, str) else sentence[0]
        end = start + len(sentence) if isinstance(sentence, str) else sentence[1]
        places.append((start, end, list(claims)))
    return Document(gold.stem, gold.stem, list(_passages(text, places, reading)))


def _passages(
    text: str,
    places: list[tuple[int, int, list[dict[str, Any]]]],
    reading: Reading,
) -> Iterator[Passage]:
    sentences = parse_text(text, reading.parser)
    mentions = mentions_of(sentences, reading.gazetteer)
    context, candidates = context_of(mentions), list[Candidate]()
    for sentence, named in zip(sentences, mentions, strict=True):
        nouns = Nouns(sentence, named, context, reading.lexicon)
        drafts = drafts_from_rules(nouns)
        candidates = find_candidates(nouns, candidates)
        passage = Passage(sentence, candidates, drafts, find_signs(nouns, drafts).numbers)
        for start, end, claims in places:
            if start <= sentence.start < end or sentence.start <= start < sentence.end:
                passage.claims += [g for c in claims if (g := _gold(c, sentence, text))]
        remember(nouns)
        yield passage


def _gold(claim: dict[str, Any], sentence: Sentence, text: str) -> GoldClaim | None:
    word = claim.get("trigger")
    if not word:
        return None
    trigger = _find(word, int(claim.get("nth", 1)), sentence, text)
    if trigger is None:
        return None
    types = claim["type"] if isinstance(claim["type"], str) else claim["type"][0]
    speaker = claim.get("speaker") or claim.get("speaker_kind") or "narrator"
    return GoldClaim(
        trigger,
        type_label(types, claim["kind"], claim.get("sector")),
        claim["source"],
        claim["target"],
        {
            "kind": claim["kind"],
            "status": status_of(claim["polarity"], claim["time_frame"]),
            "change": claim.get("change") or "none",
            "speaker": speaker,
            "certainty": claim.get("certainty", "certain"),
        },
    )


def _find(word: str, nth: int, sentence: Sentence, text: str) -> int | None:
    body = sentence.text(text)
    pattern = rf"(?<!\w){re.escape(word)}(?!\w)"
    places = [m.start() for m in re.finditer(pattern, body, re.IGNORECASE)]
    if not places:
        return None
    at = sentence.start + places[min(nth, len(places)) - 1]
    return next((t.index for t in sentence.tokens if t.start <= at < t.end), None)
