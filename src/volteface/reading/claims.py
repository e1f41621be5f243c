"""Drafts of one sentence → claims: stance, times, quantities, offsets and causes added."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from volteface.codebook.cameo import to_cameo
from volteface.model.claim import Claim, ClaimTime, Quantity, Speaker
from volteface.model.report import Report
from volteface.reading.causes import Link, draft_of, find_links
from volteface.reading.drafts import Draft
from volteface.reading.nouns import Nouns
from volteface.reading.quantities import find_quantities
from volteface.reading.signs import Signs
from volteface.reading.stance import Stance
from volteface.reading.syntax import Sentence, Token
from volteface.reading.times import find_times

_T = TypeVar("_T")


@dataclass(frozen=True)  # no slots: times and quantities are found once
class ClaimMaker:
    """Makes the claims of one sentence; ``before`` counts the report's claims so far."""

    report: Report
    nouns: Nouns
    signs: Signs
    before: int

    def make(self, drafts: list[Draft]) -> list[Claim]:
        """Return the claims of the drafts, each content once, then the causes that the sentence tells."""
        chosen = [self._settled(d) for d in distinct(drafts)]
        links = self._links(chosen)
        linked = {_sides(effect) for _, effect, _ in links}
        used = {id(d) for _, *both in links for d in both}
        chosen = [  # a cause that a cue tells too is told once
            d for d in chosen if d.kind != "cause" or id(d) in used or _sides(d) not in linked
        ]
        claims = [self._claim(d, self.before + n + 1) for n, d in enumerate(chosen)]
        return claims + self._causes(links, chosen, claims)

    def _settled(self, draft: Draft) -> Draft:
        """ "Its influence has not disappeared": what does not end, holds."""
        is_fading = draft.change == "ends" and draft.rule == "flow changes"
        if is_fading and self._stance(draft).polarity == "denied":
            return replace(draft, change="holds", polarity="affirmed")
        return draft

    def _stance(self, draft: Draft) -> Stance:
        return self.signs.stance_at(self.nouns, draft.anchor)

    def _claim(self, draft: Draft, number: int) -> Claim:
        sentence, stance, text = self.nouns.sentence, self._stance(draft), self.report.text
        start, end = clause_of(sentence, draft.anchor)
        polarity = draft.polarity or stance.polarity
        time_frame = draft.time_frame or stance.time_frame
        certainty = draft.certainty or stance.certainty
        kind = draft.kind
        if stance.is_question and kind not in ("judgment", "outlook"):
            kind, time_frame, certainty = "outlook", "predicted", "possible"
        if (
            time_frame in ("predicted", "conditional")
            and certainty == "possible"
            and kind != "judgment"
        ):
            kind = "outlook"
        is_event = draft.kind == "event" and draft.type.isupper()
        return Claim(
            id=f"{self.report.id}-{number}",
            report_id=self.report.id,
            sentence=sentence.text(text),
            start=start,
            end=end,
            quote=text[start:end],
            kind=kind,
            source=draft.source,
            target=draft.target,
            others=draft.others,
            type=draft.type,
            mode=draft.mode,
            code=to_cameo(draft.type, draft.mode) if is_event else None,
            sector=draft.sector,
            change=draft.change,
            polarity=polarity,
            certainty=certainty,
            time_frame=time_frame,
            time=self._nearest(self._times, draft.anchor, start, end)
            or self._nearest(self._times, draft.anchor, sentence.start, sentence.end),
            quantity=self._nearest(self._quantities, draft.anchor, start, end),
            speaker=_speaker(draft, stance),
            via=stance.via,
            cue=stance.cue,
            hedge=stance.hedge,
            score=draft.score,
        )

    @cached_property
    def _times(self) -> list[tuple[int, ClaimTime]]:
        sentence, published = self.nouns.sentence, self.report.published
        year = published.year if published else None
        found = find_times(sentence.text(self.report.text), year, published)
        return [(sentence.start + at, time) for at, time in found]

    @cached_property
    def _quantities(self) -> list[tuple[int, Quantity]]:
        sentence = self.nouns.sentence
        found = find_quantities(sentence.text(self.report.text))
        return [(sentence.start + at, quantity) for at, quantity in found]

    def _nearest(
        self, found: list[tuple[int, _T]], anchor: Token, start: int, end: int
    ) -> _T | None:
        """Return what stands nearest to a word, behind no semicolon if possible."""
        inside = [(at, value) for at, value in found if start <= at < end]

        def distance(one: tuple[int, _T]) -> tuple[int, int]:
            low, high = sorted((one[0], anchor.start))
            return self.report.text.count(";", low, high), high - low

        return min(inside, key=distance)[1] if inside else None

    def _links(self, drafts: list[Draft]) -> list[tuple[Link, Draft, Draft | None]]:
        """The causes that cues tell, each with the drafts of effect and cause."""
        found = [(link, draft_of(link, drafts, self.nouns)) for link in find_links(self.nouns)]
        return [(link, *sides) for link, sides in found if sides is not None]

    def _causes(
        self,
        links: list[tuple[Link, Draft, Draft | None]],
        drafts: list[Draft],
        claims: list[Claim],
    ) -> list[Claim]:
        by_draft = {id(d): c for d, c in zip(drafts, claims, strict=True)}
        number, found = self.before + len(claims), []
        for link, effect, cause in links:
            number += 1
            claim = by_draft.get(id(effect)) or self._claim(effect, number)
            found.append(
                replace(
                    claim,
                    id=f"{self.report.id}-{number}",
                    kind="cause",
                    type="CAUSE",
                    mode=None,
                    code=None,
                    cue=link.cue,
                    caused_by=(by_draft[id(cause)].id,) if cause is not None else (),
                    quantity=None,
                )
            )
        return found


def _sides(told: Claim | Draft) -> tuple[str | None, ...]:
    return tuple((p.code or p.name) if p else None for p in (told.source, told.target))


def distinct(drafts: list[Draft]) -> list[Draft]:
    """Return one draft for each content of a sentence, the first told."""
    seen: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        sides = _sides(draft)
        if sides[0] is not None and sides[0] == sides[1]:
            continue
        seen.setdefault((draft.kind, draft.type, *sides, draft.sector), draft)
    return list(seen.values())


def clause_of(sentence: Sentence, anchor: Token) -> tuple[int, int]:
    """Return the offsets of a predicate's clause, or of the sentence where the clause is most of it."""
    node = anchor
    while not node.is_verb and node.head >= 0 and node.rel != "parataxis":
        node = sentence.tokens[node.head]
    indexes = sentence.subtree(node.index)
    start, end = sentence.tokens[indexes[0]].start, sentence.tokens[indexes[-1]].end
    if (end - start) * 2 >= sentence.end - sentence.start or not start <= anchor.start <= end:
        return sentence.start, sentence.end
    return start, end


def _speaker(draft: Draft, stance: Stance) -> Speaker:
    """The voice that the tree tells, where the heads hear one too; else the kind that they hear.

    Whom the tree takes for an analyst or for nameless, the heads know better.
    """
    told, heard = stance.speaker, draft.speaker_kind
    if heard is None or told.kind == heard:
        return told
    if "narrator" in (told.kind, heard):
        return Speaker(kind=heard)
    is_guess = told.kind in ("analyst", "unnamed") or heard == "analyst"
    return replace(told, kind=heard) if is_guess else told
