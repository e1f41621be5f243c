"""The chain of reading: a report's text → claims, sentence by sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from threadpoolctl import threadpool_limits

from volteface.model.claim import Claim, Party
from volteface.model.report import Report
from volteface.reading.acceptance import Acceptance
from volteface.reading.candidates import Candidate, find_candidates
from volteface.reading.claims import ClaimMaker
from volteface.reading.context import Context
from volteface.reading.drafts import Draft
from volteface.reading.evidence import Evidence, Findings, named_sides, tied_sides
from volteface.reading.findings import draft_from, turns_people_round
from volteface.reading.frames import find_frames
from volteface.reading.gazetteer import Gazetteer, load_gazetteer
from volteface.reading.heads import ClaimHeads
from volteface.reading.lexicon import Lexicon, load_lexicon
from volteface.reading.mentions import Mention, mentions_of
from volteface.reading.nouns import PEOPLE_KINDS, Nouns
from volteface.reading.parser.model import Parser
from volteface.reading.parsing import parse_text
from volteface.reading.records import Scene as HeadScene
from volteface.reading.records import Weight
from volteface.reading.rules.scene import Scene
from volteface.reading.rules.table import apply_rules
from volteface.reading.sentences import Span
from volteface.reading.signs import Signs, find_signs
from volteface.reading.stance import Stance, has_happened

LEAST = 0.12  # probability from which a finding of the heads is weighed at all
_STATE_FORMS = ("state", "demonym", "capital", "metonym", "leader", "institution")
_HOME = ("home", "homeland")
_OPENING = 4  # sentences whose names weigh threefold in the choice of the pair


@dataclass(frozen=True, slots=True)
class Reading:
    """The models and tables that reading takes; made once, handed in everywhere.

    Without ``heads`` the rules read alone.
    """

    parser: Parser
    lexicon: Lexicon
    gazetteer: Gazetteer
    heads: ClaimHeads | None = None
    acceptance: Acceptance | None = None
    threads: int = 1

    @classmethod
    def load(cls, threads: int = 1) -> Reading:
        """Return the packaged models and tables; ``threads`` is the number of cores to use."""
        return cls(
            Parser(threads=threads),
            load_lexicon(),
            load_gazetteer(),
            ClaimHeads(threads=threads),
            Acceptance(),
            threads,
        )


def read_report(
    report: Report, reading: Reading, furniture: Iterable[Span] = ()
) -> tuple[Claim, ...]:
    """Return the claims of a report in the order of its text.

    ``furniture`` gives the spans that are not the report's own sentences. Each claim's quote is
    ``report.text[start:end]``.
    """
    # The products are small: more threads than asked for only wait for each other.
    with threadpool_limits(limits=reading.threads, user_api="blas"):
        return tuple(_claims(report, reading, furniture))


def _claims(report: Report, reading: Reading, furniture: Iterable[Span]) -> list[Claim]:
    looks = list(look(report.text, reading, furniture))
    chosen: Iterable[list[Draft]] = (one.drafts for one in looks)
    if reading.acceptance:
        chosen = reading.acceptance.choose([one.findings for one in looks])
    claims: list[Claim] = []
    for one, drafts in zip(looks, chosen, strict=True):
        context = one.nouns.context
        context.last_retreat = next(
            ((d.source, d.target) for d in drafts if d.type == "RETREAT"), context.last_retreat
        )
        claims += ClaimMaker(report, one.nouns, one.signs, len(claims)).make(drafts)
    return claims


@dataclass(frozen=True, slots=True)
class Look:
    """What rules and heads find in one sentence, before the report is weighed as a whole."""

    nouns: Nouns
    signs: Signs
    drafts: list[Draft]  # of the rules
    findings: Findings


def look(text: str, reading: Reading, furniture: Iterable[Span] = ()) -> Iterator[Look]:
    """Yield what is found in each sentence of a text; without heads nothing is weighed."""
    sentences = parse_text(text, reading.parser, furniture)
    mentions = mentions_of(sentences, reading.gazetteer)
    states = reading.heads.states(sentences) if reading.heads else None
    context = context_of(mentions)
    candidates: list[Candidate] = []
    for index, (sentence, named) in enumerate(zip(sentences, mentions, strict=True)):
        nouns = Nouns(sentence, named, context, reading.lexicon)
        drafts = drafts_from_rules(nouns)
        candidates = find_candidates(nouns, candidates)
        signs = find_signs(nouns, drafts)
        found = []
        if reading.heads and states:
            scene = HeadScene(sentence, states[index], signs.numbers, candidates, drafts)
            found = weigh(scene, nouns, signs, reading.heads)
        yield Look(nouns, signs, drafts, Findings(sentence, found))
        remember(nouns)


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
            context.last_person = Party(
                code=mention.entry.code, role="GOV", name=mention.entry.name
            )
    root = next((t for t in tree.tokens if t.head < 0), None)
    for subject in tree.children(root.index, "nsubj") if root else []:
        owners = nouns.owners(subject.index)
        if owners:
            context.last_subject = owners


def drafts_from_rules(nouns: Nouns) -> list[Draft]:
    """Return what the rules find in a sentence, verbs before the nouns that repeat them."""
    frames = sorted(find_frames(nouns), key=lambda frame: frame.is_noun)
    return [d for frame in frames for d in apply_rules(Scene(frame, nouns))]


def weigh(scene: HeadScene, nouns: Nouns, signs: Signs, heads: ClaimHeads) -> list[Evidence]:
    """Return what heads and rules find in a sentence, each finding once, with what speaks for it.

    Where both tell the same, the heads say how it stands and the rule adds its mode.
    """
    by_rule = [d for d in scene.drafts if not turns_people_round(d, scene)]
    rules = {_content(d): d for d in reversed(by_rule)}
    found: dict[tuple[object, ...], Evidence] = {}
    chances = heads.chances(scene)
    for finding in heads.find(scene, chances, LEAST):
        stance = signs.stance_at(nouns, scene.sentence.tokens[finding.trigger])
        draft = draft_from(finding, scene.sentence, stance)
        if draft is None or turns_people_round(draft, scene) or _content(draft) in found:
            continue
        rule = rules.pop(_content(draft), None)
        draft = _joined(draft, rule) if rule else draft
        found[_content(draft)] = _evidence(draft, finding.weight, scene, stance, rule, heads=True)
    for draft in rules.values():
        stance = signs.stance_at(nouns, draft.anchor)
        weight = heads.weigh(scene, draft, chances)
        found[_content(draft)] = _evidence(draft, weight, scene, stance, draft, heads=False)
    return [replace(e, draft=_by_its_word(e.draft, nouns)) for e in found.values()]


def _by_its_word(draft: Draft, nouns: Nouns) -> Draft:
    """The draft with what its word, or the verb that fills it out ("an operation in which"), tells.

    Of an event that is the mode, where no rule told one; of people who "begin leaving" or "return
    home" that they are fewer, not that their presence begins.
    """
    modes, anchor = nouns.lexicon.modes, draft.anchor.index
    verbs = nouns.sentence.children(anchor, "xcomp", "acl")
    words = [nouns.lemma(index) for index in (anchor, *(verb.index for verb in verbs))]
    if draft.kind == "event":
        told = modes.get(draft.type, {})
        mode = draft.mode or next((told[word] for word in words if word in told), None)
        return replace(draft, mode=mode)
    is_leaving = any(modes["RETREAT"].get(word) == "withdraw_support" for word in words) or any(
        token.lemma.lower() in _HOME for token in nouns.sentence.children(anchor)
    )
    if draft.type in PEOPLE_KINDS and draft.change in ("begins", "rises") and is_leaving:
        return replace(draft, change="falls")
    return draft


def _evidence(
    draft: Draft,
    weight: Weight,
    scene: HeadScene,
    stance: Stance,
    rule: Draft | None,
    *,
    heads: bool,
) -> Evidence:
    polarity, time_frame = draft.polarity or stance.polarity, draft.time_frame or stance.time_frame
    return Evidence(
        draft=draft,
        weight=weight,
        by_rule=rule is not None,
        by_heads=heads,
        named=named_sides(draft, scene.candidates),
        tied=tied_sides(draft, scene.candidates, scene.sentence),
        has_happened=has_happened(polarity, time_frame),
        by_tree=stance.has_happened,
    )


def _joined(by_heads: Draft, by_rule: Draft) -> Draft:
    """What both tell: the heads say how it stands, except of ties that hold or fade."""
    if by_rule.rule == "flow changes" and by_rule.change in ("ends", "holds"):
        return by_rule
    return replace(by_heads, mode=by_rule.mode, others=by_rule.others)


def _content(draft: Draft) -> tuple[object, ...]:
    sides = tuple((p.code or p.name) if p else None for p in (draft.source, draft.target))
    return (draft.type, *sides, draft.sector)
