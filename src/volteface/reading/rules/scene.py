"""One predicate in its sentence, with the questions that every rule asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from volteface.model.claim import Change, ClaimKind, Party, TimeFrame
from volteface.reading.drafts import Draft
from volteface.reading.frames import Frame
from volteface.reading.nouns import PEOPLE_KINDS, Nouns

PLACE_PREPOSITIONS = (
    "from",
    "in",
    "out of",
    "to",
    "at",
    "inside",
    "within",
    "into",
    "on",
    "across",
    "near",
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A frame and the nouns of its sentence."""

    frame: Frame
    nouns: Nouns

    def owners(self, indexes: Iterable[int]) -> list[Party]:
        """Return the actors of several noun phrases, each once."""
        found: dict[str | None, Party] = {}
        for index in indexes:
            for party in self.nouns.owners(index):
                found.setdefault(party.code or party.name, party)
        return list(found.values())

    def places(self, indexes: Iterable[int]) -> list[Party]:
        """Return the states that nouns name as places: capitals, cities and states alike."""
        return [
            Party(code=p.code, text=p.text, start=p.start, end=p.end) for p in self.owners(indexes)
        ]

    def kinds(self, indexes: Iterable[int]) -> list[tuple[int, str]]:
        """Return (noun, first kind of tie) for the nouns that stand for one."""
        return [(i, kind) for i in indexes if (kind := self.nouns.kind(i))]

    def kind_among(self, indexes: Iterable[int], wanted: Iterable[str]) -> str | None:
        """Return the first kind of any of the nouns that is among those wanted."""
        allowed = set(wanted)
        for index in indexes:
            for kind in self.nouns.kinds(index):
                if kind in allowed:
                    return kind
        return None

    def people(self, indexes: Iterable[int]) -> list[tuple[int, str]]:
        """Return (noun, kind) for the nouns that are people sent abroad."""
        found = []
        for index in indexes:
            kind = next(
                (k for k in self.nouns.kinds(index) if k in PEOPLE_KINDS | {"basing"}), None
            )
            if kind is not None:
                found.append((index, kind))
        return found

    def others_named(self, *known: Party | None) -> list[Party]:
        """Return the other states named in the sentence, nearest to the predicate first."""
        codes = {p.code for p in known if p}
        anchor = self.frame.anchor.index
        near = sorted(self.nouns.mentions, key=lambda m: abs(m.head - anchor))
        found: dict[str, Party] = {}
        for mention in near:
            entry = mention.entry
            if entry.code and entry.code not in codes and entry.form != "group":
                tokens = self.nouns.sentence.tokens
                text = " ".join(t.text for t in tokens[mention.start : mention.end])
                found.setdefault(
                    entry.code,
                    Party(
                        code=entry.code,
                        text=text,
                        start=tokens[mention.start].start,
                        end=tokens[mention.end - 1].end,
                    ),
                )
        return list(found.values())

    def partner(self, party: Party | None, *preps: str) -> Party | None:
        """Return the other side: named by a preposition, else in the sentence, else the pair's other."""
        codes = {party.code} if party else set()
        for candidate in self.places(self.frame.prep(*preps)):
            if candidate.code and candidate.code not in codes:
                return candidate
        named = self.others_named(party)
        if party and party.code in self.nouns.context.pair:
            wanted = self.nouns.context.other_of_pair(party.code)
            if not named or any(p.code == wanted for p in named):
                return Party(code=wanted) if wanted else None
        if named:
            return named[0]
        other = self.nouns.context.other_of_pair(party.code if party else None)
        return Party(code=other) if other else None

    def draft(  # noqa: PLR0913 – mirrors the fields of a draft
        self,
        rule: str,
        kind: ClaimKind,
        type: str,
        source: Party | None,
        target: Party | None,
        *,
        mode: str | None = None,
        change: Change | None = None,
        sector: str | None = None,
        time_frame: TimeFrame | None = None,
        others: tuple[Party, ...] = (),
    ) -> Iterator[Draft]:
        """Yield the draft, unless both sides are one actor or neither is known."""
        if (
            source
            and target
            and source.code == target.code
            and (source.code or source.name == target.name)
        ):
            return
        if source is None and target is None and kind not in ("outlook", "judgment"):
            return
        yield Draft(
            anchor=self.frame.anchor,
            rule=rule,
            kind=kind,
            type=type,
            source=source,
            target=target,
            mode=mode,
            change=change,
            sector=sector,
            time_frame=time_frame,
            others=others,
        )
