"""The chain of reading: a report's text → claims, sentence by sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from volteface.codebook.cameo import to_cameo
from volteface.model.claim import Claim, ClaimTime, Party, Quantity, Speaker, TimeFrame
from volteface.model.report import Report
from volteface.reading.candidates import find_candidates
from volteface.reading.causes import draft_of, find_links
from volteface.reading.context import Context
from volteface.reading.drafts import Draft
from volteface.reading.frames import find_frames
from volteface.reading.findings import draft_from
from volteface.reading.heads import ClaimHeads
from volteface.reading.heads import Scene as HeadScene
from volteface.reading.gazetteer import Gazetteer, load_gazetteer
from volteface.reading.lexicon import Lexicon, load_lexicon
from volteface.reading.mentions import Mention, mentions_of
from volteface.reading.nouns import Nouns
from volteface.reading.parser.model import Parser
from volteface.reading.parser.network import Array
from volteface.reading.parsing import parse_text
from volteface.reading.quantities import find_quantities
from volteface.reading.rules.scene import Scene
from volteface.reading.rules.table import apply_rules
from volteface.reading.sentences import Span
from volteface.reading.signs import find_signs
from volteface.reading.stance import Stance, stance_of
from volteface.reading.syntax import Sentence, Token
from volteface.reading.times import find_times

_STATE_FORMS = ("state", "demonym", "capital", "metonym", "leader", "institution")
LEAST = 0.5
_OPENING = 4  # sentences whose names weigh threefold in the choice of the pair
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Reading:
    """The models and tables that reading takes; made once, handed in everywhere."""

    parser: Parser
    lexicon: Lexicon
    gazetteer: Gazetteer
    heads: ClaimHeads | None = None

    @classmethod
    def load(cls, threads: int = 1) -> Reading:
        """Return the packaged models and tables."""
        return cls(Parser(threads=threads), load_lexicon(), load_gazetteer(), ClaimHeads(threads=threads))


def read_report(report: Report, reading: Reading, furniture: Iterable[Span] = ()) -> tuple[Claim, ...]:
    """Return the claims of a report in the order of its text.

    ``furniture`` gives the spans that are not the report's own sentences. Each claim's quote is
    ``report.text[start:end]``.
    """
    sentences = parse_text(report.text, reading.parser, furniture)
    mentions = mentions_of(sentences, reading.gazetteer)
    context = context_of(mentions)
    states = reading.heads.states(sentences) if reading.heads else None
    claims: list[Claim] = []
    for index, (sentence, named) in enumerate(zip(sentences, mentions, strict=True)):
        nouns = Nouns(sentence, named, context, reading.lexicon)
        found = drafts_from_rules(nouns)
        if reading.heads is not None and states is not None:
            found = combine(found, drafts_from_heads(nouns, found, reading.heads, states[index]))
        claims.extend(_sentence_claims(report, nouns, found, len(claims)))
        remember(nouns)
    return tuple(claims)


def context_of(mentions: list[tuple[Mention, ...]]) -> Context:
    """Return a fresh memory for a report: its pair and home by how often each state is named."""
    counts: Counter[str] = Counter()
    for index, named in enumerate(mentions):
        for mention in named:
            if mention.entry.code and mention.entry.form in _STATE_FORMS:
                counts[mention.entry.code] += 3 if index < _OPENING else 1
    ranked = [code for code, _ in counts.most_common()]
    return Context(pair=tuple(ranked[:2]), states=counts, home=ranked[0] if ranked else None)


def remember(nouns: Nouns) -> None:
    """Keep what later sentences refer back to."""
    tree, context = nouns.sentence, nouns.context
    for mention in nouns.mentions:
        if mention.entry.form in _STATE_FORMS:
            context.saw(mention.entry.code)
        if mention.entry.form == "leader":
            context.last_person = Party(code=mention.entry.code, role="GOV", name=mention.entry.name)
    root = next((t for t in tree.tokens if t.head < 0), None)
    for subject in tree.children(root.index, "nsubj") if root else []:
        owners = nouns.owners(subject.index)
        if owners:
            context.last_subject = owners


def _sentence_claims(report: Report, nouns: Nouns, drafts: list[Draft], before: int) -> list[Claim]:
    drafts = _distinct(drafts)
    stances = {d.anchor.index: stance_of(nouns, d.anchor) for d in drafts}
    times, quantities = _numbers(report, nouns.sentence)
    claims = []
    for number, draft in enumerate(drafts):
        claims.append(
            _claim(report, nouns.sentence, draft, stances[draft.anchor.index], before + number, times, quantities)
        )
    return claims + _cause_claims(nouns, drafts, claims, before + len(claims))


def drafts_from_rules(nouns: Nouns) -> list[Draft]:
    """Return what the rules find in a sentence."""
    return [d for frame in find_frames(nouns) for d in apply_rules(Scene(frame, nouns))]


def drafts_from_heads(
    nouns: Nouns, by_rule: list[Draft], heads: ClaimHeads, states: Array
) -> list[Draft]:
    """Return what the trained heads find in a sentence, given what the rules found."""
    signs = find_signs(nouns, by_rule)
    scene = HeadScene(nouns.sentence, states, signs.numbers, find_candidates(nouns), by_rule)
    return [d for f in heads.find(scene, LEAST) if (d := draft_from(f, nouns.sentence))]


def combine(rules: list[Draft], heads: list[Draft]) -> list[Draft]:
    """Return the findings of both; where they tell the same, the heads' form of it."""
    import os
    m=os.environ.get('MODE','both')
    if m=='heads': return heads
    if m=='rules': return rules
    return [*heads, *rules]


def _distinct(drafts: list[Draft]) -> list[Draft]:
    """One draft for each content of a sentence; verbs come before the nouns that repeat them."""
    seen: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        key = (draft.kind, draft.type, _code(draft.source), _code(draft.target), draft.sector)
        seen.setdefault(key, draft)
    return list(seen.values())


def _code(party: Party | None) -> str | None:
    return (party.code or party.name) if party else None


def _numbers(
    report: Report, sentence: Sentence
) -> tuple[list[tuple[int, ClaimTime]], list[tuple[int, Quantity]]]:
    text = sentence.text(report.text)
    year = report.published.year if report.published else None
    times = [(sentence.start + at, t) for at, t in find_times(text, year, report.published)]
    return times, [(sentence.start + at, q) for at, q in find_quantities(text)]


def _claim(
    report: Report,
    sentence: Sentence,
    draft: Draft,
    stance: Stance,
    number: int,
    times: list[tuple[int, ClaimTime]],
    quantities: list[tuple[int, Quantity]],
) -> Claim:
    import os
    start, end = _clause(sentence, draft.anchor)
    time_frame = draft.time_frame or _happened(stance.time_frame, draft)
    if os.environ.get('ST')=='rule': time_frame=stance.time_frame
    certainty = draft.certainty or stance.certainty
    polarity = draft.polarity or stance.polarity
    if os.environ.get('ST')=='rule': polarity=stance.polarity
    speaker = stance.speaker
    import os
    sm=os.environ.get('SPK','head')
    if draft.speaker_kind is not None and draft.speaker_kind != speaker.kind and (sm=='head' or (sm=='mix' and speaker.kind=='narrator')):
        speaker = Speaker(kind=draft.speaker_kind, text=speaker.text, code=speaker.code)
    kind = draft.kind
    if stance.is_question and kind not in ("judgment", "outlook"):
        kind, time_frame = "outlook", "predicted"
    is_open = time_frame in ("predicted", "conditional") and certainty == "possible"
    return Claim(
        id=f"{report.id}-{number + 1}",
        report_id=report.id,
        sentence=sentence.text(report.text),
        start=start,
        end=end,
        quote=report.text[start:end],
        kind="outlook" if is_open and kind != "judgment" else kind,
        source=draft.source,
        target=draft.target,
        others=draft.others,
        type=draft.type,
        mode=draft.mode,
        code=to_cameo(draft.type, draft.mode) if draft.kind == "event" and draft.type.isupper() else None,
        sector=draft.sector,
        change=draft.change,
        polarity=polarity,
        certainty="possible" if stance.is_question else certainty,
        time_frame=time_frame,
        time=_near(times, draft.anchor, start, end),
        quantity=_near(quantities, draft.anchor, start, end),
        speaker=speaker,
        via=stance.via,
        cue=stance.cue,
        hedge=stance.hedge,
        score=draft.score,
    )


def _happened(time_frame: TimeFrame, draft: Draft) -> TimeFrame:
    """Where the heads say that it happened, the stance only tells whether it still goes on."""
    if draft.score is None or time_frame in ("past", "ongoing"):
        return time_frame
    return "past"


def _clause(sentence: Sentence, anchor: Token) -> tuple[int, int]:
    """The clause of a predicate, or the whole sentence where the clause is most of it."""
    node = anchor
    while not node.is_verb and node.head >= 0 and node.rel != "parataxis":
        node = sentence.tokens[node.head]
    indexes = sentence.subtree(node.index)
    start, end = sentence.tokens[indexes[0]].start, sentence.tokens[indexes[-1]].end
    if (end - start) * 2 >= sentence.end - sentence.start or not start <= anchor.start <= end:
        return sentence.start, sentence.end
    return start, end


def _near(found: list[tuple[int, _T]], anchor: Token, start: int, end: int) -> _T | None:
    inside = [(abs(at - anchor.start), value) for at, value in found if start <= at < end]
    return min(inside, key=lambda pair: pair[0])[1] if inside else None


def _cause_claims(nouns: Nouns, drafts: list[Draft], claims: list[Claim], before: int) -> list[Claim]:
    found: list[Claim] = []
    by_draft = {id(d): c for d, c in zip(drafts, claims, strict=True)}
    for link in find_links(nouns):
        sides = draft_of(link, drafts, nouns)
        if sides is None:
            continue
        effect, cause = sides
        claim = by_draft[id(effect)]
        caused_by = (by_draft[id(cause)].id,) if cause is not None else ()
        found.append(
            replace(
                claim, id=f"{claim.report_id}-{before + len(found) + 1}", kind="cause", type="CAUSE",
                mode=None, code=None, cue=link.cue, caused_by=caused_by, quantity=None,
            )
        )
    return found
