"""Effects inside one state: fuel, power, transport and what else the break sets off."""

from __future__ import annotations

from collections.abc import Iterator

from volteface.model.claim import Change, Party
from volteface.reading.drafts import Draft
from volteface.reading.rules.scene import Scene

_UP_IS_BAD = frozenset(
    [
        "price",
        "inflation",
        "unemployment",
        "shortage",
        "blackout",
        "outage",
        "queue",
        "rationing",
        "crisis",
        "deficit",
    ]
)
_WORSE = frozenset(
    [
        "worsen",
        "deepen",
        "aggravate",
        "exacerbate",
        "hit",
        "cripple",
        "paralyse",
        "paralyze",
        "hurt",
        "affect",
        "disrupt",
        "damage",
        "plunge",
        "strain",
        "batter",
        "starve",
        "darken",
        "squeeze",
        "idle",
        "suffer",
        "ration",
        "empty",
        "strand",
        "shut",
        "close",
        "halt",
        "reduce",
        "cut",
        "fall",
        "drop",
        "decline",
        "collapse",
        "slump",
        "shrink",
        "dwindle",
        "face",
        "lack",
        "struggle",
        "stop",
        "run",
        "lose",
        "rise",
        "jump",
        "soar",
        "climb",
        "double",
        "surge",
        "increase",
        "trigger",
        "cause",
        "spark",
    ]
)
_BETTER = frozenset(
    ["improve", "ease", "recover", "restore", "stabilise", "stabilize", "resume", "relieve"]
)


def domestic(scene: Scene) -> Iterator[Draft]:
    """ "The cut deepened fuel shortages, hitting transport": a falling level for each sector."""
    frame, nouns = scene.frame, scene.nouns
    if frame.is_noun:
        return
    things = list(frame.objects)
    if frame.lemma in _INTRANSITIVE or (not things and not frame.is_passive):
        things += [i for i in frame.subjects if nouns.sectors(i)]
    things += (
        frame.prep("with", "to", "from", "into", "on") if frame.lemma in _PREPOSITIONAL else []
    )
    place = _place(scene, things)
    if place is None:
        return
    change: Change = "rises" if frame.lemma in _BETTER else "falls"
    seen = set()
    for index in things:
        for sector in nouns.sectors(index)[:1]:
            if sector not in seen and sector != "politics":
                seen.add(sector)
                yield from scene.draft(
                    "domestic", "level", "domestic", None, place, change=change, sector=sector
                )


_INTRANSITIVE = frozenset(
    [
        "fall",
        "drop",
        "decline",
        "collapse",
        "slump",
        "shrink",
        "worsen",
        "deepen",
        "rise",
        "jump",
        "soar",
        "climb",
        "double",
        "surge",
        "close",
        "shut",
        "stop",
        "suffer",
        "increase",
        "improve",
        "recover",
        "dwindle",
        "halve",
        "go",
    ]
)
_PREPOSITIONAL = frozenset(
    ["lead", "result", "struggle", "contribute", "plunge", "weigh", "suffer", "force"]
)


def _hit_elsewhere(scene: Scene) -> Party | None:
    """The state whose fuel, power or bread another clause of the sentence names."""
    nouns = scene.nouns
    for token in nouns.sentence.tokens:
        if token.is_noun and nouns.sectors(token.index):
            owners = nouns.owners(token.index)
            if owners and not nouns.kinds(token.index):
                return Party(code=owners[0].code)
    return None


_WHERE = ("in", "across", "on", "throughout", "around", "for")


def _below(scene: Scene, things: list[int]) -> list[int]:
    """Places that hang on what is hit: "public services across the island"."""
    tree = scene.nouns.sentence
    below = {i for t in things for i in tree.subtree(t)}
    return [i for i in sorted(below) if tree.preposition(i) in _WHERE]


def rearrange(scene: Scene) -> Iterator[Draft]:
    """ "X's leadership adjusts its security structure": a domestic event without target."""
    frame = scene.frame
    for agent in scene.owners(frame.subjects):
        owners = scene.owners(frame.objects)
        if frame.objects and all(o.code == agent.code for o in owners):
            yield from scene.draft("rearrange", "event", "domestic", agent, None, sector="politics")


def _place(scene: Scene, things: list[int]) -> Party | None:
    """The state where it is felt: named with the thing, by "in" or "across", else the clause's, else the pair's."""
    owners = scene.owners(things)
    if owners:
        return Party(
            code=owners[0].code, text=owners[0].text, start=owners[0].start, end=owners[0].end
        )
    where = scene.places([*scene.frame.prep(*_WHERE), *_below(scene, things)])
    if where:
        return where[0]
    subjects = scene.owners(scene.frame.subjects)
    subject = subjects[0] if subjects else None
    named = scene.others_named()
    codes = [p.code for p in named]
    hit = _hit_elsewhere(scene)
    if hit is not None:
        return hit
    if subject is not None and not any(scene.nouns.kinds(i) for i in scene.frame.subjects):
        return subject
    if len(codes) == 1:
        return named[0]
    return None
