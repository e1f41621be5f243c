"""What people make of it: judgments, outlooks, balancing between patrons."""

from __future__ import annotations

from collections.abc import Iterator

from volteface.model.claim import Party
from volteface.reading.drafts import Draft
from volteface.reading.rules.scene import Scene


def judge(scene: Scene) -> Iterator[Draft]:
    """ "Analysts see a shift", "the move marks a blow for X": a judgment on the pair."""
    frame, nouns = scene.frame, scene.nouns
    if frame.is_noun and frame.anchor.rel not in (
        "obj",
        "obl",
        "root",
        "nmod",
        "xcomp",
        "conj",
        "appos",
        "nsubj",
    ):
        return
    if not frame.is_noun:
        objects = [*frame.objects, *frame.clauses]
        if not any(
            "judge" in {n for _, n in nouns.lexicon.nouns.get(nouns.lemma(i), ())} for i in objects
        ):
            return
    pair = _pair(scene)
    if pair and scene.others_named():
        yield from scene.draft(
            "judge", "judgment", "alliance", pair[0], pair[1], change="falls", time_frame="ongoing"
        )


def reshape(scene: Scene) -> Iterator[Draft]:
    """ "The break could redraw alliances": an outlook."""
    frame, tree = scene.frame, scene.nouns.sentence
    helpers = {t.text.lower() for t in tree.children(frame.anchor.index, "aux")}
    if not helpers & {"may", "might", "could", "would", "will"}:
        return
    pair = _pair(scene)
    if pair:
        yield from scene.draft(
            "reshape", "outlook", "alliance", pair[0], pair[1], time_frame="predicted"
        )


def balance(scene: Scene) -> Iterator[Draft]:
    """ "X balances between A and B": one judgment with the second patron in ``others``."""
    frame = scene.frame
    for agent in scene.owners(frame.subjects):
        patrons = list(scene.others_named(agent))
        if patrons:
            ordered = sorted(patrons, key=lambda p: p.start or 0)
            yield from scene.draft(
                "balance",
                "judgment",
                "diplomatic_relations",
                agent,
                ordered[0],
                others=tuple(ordered[1:2]),
                time_frame="ongoing",
            )


def _pair(scene: Scene) -> tuple[Party, Party] | None:
    named = sorted(scene.others_named(), key=lambda p: p.start or 0)
    pair = scene.nouns.context.pair
    both = [p for p in named if p.code in pair]
    if len(both) >= 2:
        return both[0], both[1]
    if both:
        other = scene.nouns.context.other_of_pair(both[0].code)
        return (both[0], Party(code=other)) if other else None
    return (Party(code=pair[0]), Party(code=pair[1])) if len(pair) == 2 else None
