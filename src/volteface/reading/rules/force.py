"""Force and threats: arrest, attack, mobilise, threaten, protest."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from volteface.reading.drafts import Draft
from volteface.reading.rules.scene import Scene

_NOT_VICTIMS = frozenset(
    [
        "treaty",
        "alliance",
        "diplomatic_relations",
        "trade",
        "credit",
        "pressure",
        "sanctions",
        "payment",
    ]
)
_AIMS = ("on", "against", "at", "in")


def arrest(scene: Scene) -> Iterator[Draft]:
    """ "X arrests Y's people or seizes its goods": COERCE."""
    yield from _harm(
        scene, "arrest", "COERCE", "arrest" if scene.frame.lemma != "seize" else "seize"
    )


def attack(scene: Scene) -> Iterator[Draft]:
    """ "X attacks Y's people or places": ASSAULT."""
    frame = scene.frame
    if (
        frame.is_noun
        and frame.lemma in ("operation", "strike", "offensive")
        and not scene.owners(frame.subjects)
    ):
        return
    if scene.kind_among(
        frame.objects, ("treaty", "alliance", "diplomatic_relations", "trade", "sanctions")
    ):
        return
    yield from _harm(scene, "attack", "ASSAULT", None)


def _harm(scene: Scene, rule: str, type: str, mode: str | None) -> Iterator[Draft]:
    frame = scene.frame
    victims = frame.objects if not frame.is_noun else [*frame.objects, *frame.prep("on", "against")]
    if scene.kind_among(victims, _NOT_VICTIMS) and not scene.people(victims):
        return
    targets = scene.owners(victims)
    if not targets and frame.is_noun:
        targets = scene.places(frame.prep(*_AIMS))
    agents = [p for p in scene.owners(frame.subjects) if not any(p.code == t.code for t in targets)]
    if not agents and not targets:
        return
    if agents and not targets and frame.is_noun:
        partner = scene.partner(agents[0], *_AIMS)
        targets = [partner] if partner else []
    sides = product(agents or (None,), targets or (None,))  # a passive may keep its agent unknown
    for agent, target in sides:
        yield from scene.draft(rule, "event", type, agent, target, mode=mode)


def threaten(scene: Scene) -> Iterator[Draft]:
    """ "X threatens Y": THREATEN."""
    frame = scene.frame
    if (
        not frame.is_noun
        and frame.lemma == "warn"
        and not (scene.owners(frame.objects) or frame.prep("of", "against"))
    ):
        return
    for agent in scene.owners(frame.subjects):
        targets = scene.owners([*frame.objects, *frame.prep("against", "to", "with")])
        targets = [t for t in targets if t.code != agent.code]
        for target in targets or [p for p in [scene.partner(agent)] if p]:
            yield from scene.draft("threaten", "event", "THREATEN", agent, target)


def mobilize(scene: Scene) -> Iterator[Draft]:
    """ "X deploys its forces (to Y)": MOBILIZE, or a presence that begins where Y is a host."""
    frame = scene.frame
    people = scene.people(frame.objects or frame.prep("of")) or scene.people(
        [i for i in frame.objects if scene.nouns.kind(i) == "arms"]
    )
    for index, kind in people:
        for owner in scene.nouns.owners(index) or scene.owners(frame.subjects):
            place = scene.places(frame.prep("to", "in", "into", "on", "along", "near", "at"))
            target = next((p for p in place if p.code != owner.code), None)
            if target is not None:
                yield from scene.draft("deploy", "presence", kind, owner, target, change="begins")
            elif frame.lemma in (
                "mass",
                "amass",
                "mobilise",
                "mobilize",
                "position",
                "encircle",
                "surround",
            ):
                yield from scene.draft("mobilize", "event", "MOBILIZE", owner, scene.partner(owner))


def protest(scene: Scene) -> Iterator[Draft]:
    """ "Crowds in X march against Y": PROTEST by X's people."""
    frame = scene.frame
    targets = scene.owners([*frame.prep("against", "outside", "at", "over"), *frame.objects])
    for target in targets:
        agents = [
            p for p in scene.owners([*frame.subjects, *frame.prep("in")]) if p.code != target.code
        ]
        source = agents[0] if agents else scene.partner(target, "in")
        yield from scene.draft("protest", "event", "PROTEST", source, target)
