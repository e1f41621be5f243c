"""People sent abroad: leaving, being withdrawn, expelled, replaced, staying, arriving."""

from __future__ import annotations

from collections.abc import Iterator

from volteface.model.claim import Change, Party
from volteface.reading.drafts import Draft
from volteface.reading.nouns import PEOPLE_KINDS
from volteface.reading.rules.scene import PLACE_PREPOSITIONS, Scene

_ABROAD = ("from", "out of", "in", "inside", "at", "across")
_DIPLOMATIC = ("diplomatic_relations",)
_PRIVATE = ("migration", "media", "tourism")


def leave(scene: Scene) -> Iterator[Draft]:
    """ "X's people leave Y": RETREAT by X from Y. A bloc or treaty that is left is for ``join``."""
    frame = scene.frame
    leavers = frame.subjects or (frame.objects if frame.is_noun else [])
    if frame.is_noun and frame.subjects and frame.objects:
        leavers = frame.objects if scene.people(frame.objects) else frame.subjects
    people = scene.people(leavers)
    for index in leavers:
        kind = next((k for i, k in people if i == index), None)
        for owner in scene.nouns.owners(index):
            yield from _left(scene, owner, kind, index)


def _left(scene: Scene, owner: Party, kind: str | None, index: int) -> Iterator[Draft]:
    places = scene.places([i for i in scene.frame.objects if i != index]) + scene.places(
        scene.frame.prep(*_ABROAD)
    )
    place = next((p for p in places if p.code and p.code != owner.code), None)
    named_mission = scene.kind_among([index], _DIPLOMATIC)
    if kind is None and not named_mission and place is None:
        return
    if kind is None and _leaves_membership(scene):
        return
    place = place or _host(scene, owner)
    rule, type = ("leave", "RETREAT")
    if kind == "basing" or kind in PEOPLE_KINDS or named_mission or kind is None:
        yield from scene.draft(
            rule, "event", type, owner, place, mode="withdraw_support", change=_phase(scene)
        )


def _leaves_membership(scene: Scene) -> bool:
    things = [*scene.frame.objects, *scene.frame.prep("from", "out of")]
    return scene.kind_among(things, ("membership", "treaty", "alliance", "union")) is not None


def _host(scene: Scene, owner: Party) -> Party | None:
    return scene.partner(owner, *_ABROAD)


def _phase(scene: Scene) -> Change | None:
    """The change that a governing "began to" or "completed" tells of an event."""
    anchor, nouns = scene.frame.anchor, scene.nouns
    if anchor.head < 0:
        return None
    if anchor.rel.startswith(("xcomp", "obj", "nsubj")):
        lemma = nouns.lemma(anchor.head)
        if lemma in ("begin", "start", "commence", "initiate"):
            return "begins"
        if lemma in ("complete", "finish", "conclude", "end"):
            return "ends"
        if lemma in ("resume", "restart"):
            return "begins"
    return None


def withdraw(scene: Scene) -> Iterator[Draft]:
    """ "X withdraws its people (from Y)": RETREAT; recalled envoys are SANCTION."""
    frame = scene.frame
    agents = scene.owners(frame.subjects)
    people = scene.people(frame.objects)
    for index, kind in people:
        owners = scene.nouns.owners(index) or agents
        for owner in owners:
            if kind == "intelligence" and not agents and not frame.is_passive:
                continue
            yield from scene.draft(
                "withdraw",
                "event",
                "RETREAT",
                owner,
                scene.partner(owner, *_ABROAD),
                mode="withdraw_support",
                change=_phase(scene),
            )
    if not people and scene.kind_among(frame.objects, _DIPLOMATIC):
        yield from recall(scene)


def recall(scene: Scene) -> Iterator[Draft]:
    """ "X recalls its ambassador (from Y)": SANCTION by X against Y."""
    frame = scene.frame
    if scene.kind_among(frame.objects, (*_DIPLOMATIC, *PEOPLE_KINDS)) is None:
        return
    for agent in scene.owners(frame.subjects) or scene.owners(frame.objects):
        target = next((p for p in scene.owners(frame.objects) if p.code != agent.code), None)
        yield from scene.draft(
            "recall",
            "event",
            "SANCTION",
            agent,
            target or scene.partner(agent, "from", "in", "to"),
            mode="withdraw",
        )


def expel(scene: Scene) -> Iterator[Draft]:
    """ "X expels Y's people": SANCTION (expel) by X against Y."""
    frame = scene.frame
    expelled = frame.objects or frame.prep("of")
    has_people = bool(scene.people(expelled)) or scene.kind_among(
        expelled, (*_DIPLOMATIC, *_PRIVATE, "basing")
    )
    targets = scene.owners(expelled)
    if not has_people and not targets:
        return
    agents = scene.owners([i for i in frame.subjects if i not in expelled])
    if not agents and targets:
        agents = scene.places(frame.prep("from", "out of")) or [
            p for p in [scene.partner(targets[0])] if p
        ]
    for agent in agents:
        for target in targets or [p for p in [scene.partner(agent, "from", "of")] if p]:
            yield from scene.draft("expel", "event", "SANCTION", agent, target, mode="expel")


def deport(scene: Scene) -> Iterator[Draft]:
    """ "X deports Y's citizens": COERCE (deport)."""
    for agent in scene.owners(scene.frame.subjects):
        for target in scene.owners([*scene.frame.objects, *scene.frame.prep("of")]):
            yield from scene.draft("deport", "event", "COERCE", agent, target, mode="deport")


def replace(scene: Scene) -> Iterator[Draft]:
    """ "X's guards were replaced by Y's": RETREAT (replace) by X from Y; never the protected persons."""
    frame = scene.frame
    for index, _ in scene.people(frame.objects):
        for owner in scene.nouns.owners(index):
            replacing = [
                p
                for p in scene.owners([*frame.subjects, *frame.prep("with", "by")])
                if p.code != owner.code
            ]
            host = replacing[0] if replacing else scene.partner(owner, "in", "from")
            yield from scene.draft(
                "replace", "event", "RETREAT", owner, host, mode="replace", change="ends"
            )


def remain(scene: Scene) -> Iterator[Draft]:
    """ "Some of X's people remain in Y": presence that holds, or falls where fewer are told."""
    frame = scene.frame
    holders = frame.subjects or frame.objects
    if frame.is_noun:
        yield from _presence_noun(scene)
        return
    is_staying = any(
        w in frame.lemma
        for w in ("remain", "stay", "linger", "present", "leave", "persist", "embed")
    )
    for index in holders:
        kind = next(
            (k for k in scene.nouns.kinds(index) if k in PEOPLE_KINDS | {"basing", "influence"}),
            None,
        )
        if kind is None:
            continue
        for owner in scene.nouns.owners(index):
            place = scene.partner(owner, *PLACE_PREPOSITIONS)
            yield from scene.draft(
                "remain", "presence", kind, owner, place, change=_fewer(scene, is_staying)
            )


def _presence_noun(scene: Scene) -> Iterator[Draft]:
    frame, nouns = scene.frame, scene.nouns
    refined = nouns.kinds(frame.anchor.index)
    kind = refined[0] if refined else "influence"
    governor = frame.anchor.head
    is_subject_of_change = governor >= 0 and frame.anchor.rel in ("obj", "nsubj", "nsubj:pass")
    for owner in scene.owners(frame.subjects) or nouns.owners(frame.anchor.index):
        place = next(
            (
                p
                for p in scene.places(frame.prep("in", "at", "over", "on", "inside"))
                if p.code != owner.code
            ),
            None,
        )
        if place is None and not is_subject_of_change:
            continue
        place = place or scene.partner(owner)
        yield from scene.draft(
            "presence", "presence", kind, owner, place, change=_governed_change(scene)
        )


_UP = frozenset(
    [
        "increase",
        "expand",
        "strengthen",
        "deepen",
        "grow",
        "boost",
        "rise",
        "reinforce",
        "build",
        "extend",
    ]
)
_DOWN = frozenset(
    [
        "reduce",
        "cut",
        "shrink",
        "weaken",
        "end",
        "lose",
        "fall",
        "decline",
        "dwindle",
        "scale",
        "wind",
        "draw",
        "halve",
        "diminish",
        "fade",
        "curtail",
    ]
)
_KEEP = frozenset(["keep", "maintain", "remain", "retain", "preserve", "hold", "continue"])


def _governed_change(scene: Scene) -> Change | None:
    anchor = scene.frame.anchor
    if anchor.head < 0:
        return None
    lemma = scene.nouns.lemma(anchor.head)
    if lemma in _UP:
        return "rises"
    if lemma in _DOWN:
        return "falls"
    return "holds" if lemma in _KEEP else None


def _fewer(scene: Scene, is_staying: bool) -> Change | None:
    words = {t.text.lower() for t in scene.nouns.sentence.tokens}
    if words & {"fewer", "smaller", "reduced", "dwindled", "skeleton", "handful", "only"}:
        return "falls"
    return "holds" if is_staying else None


def arrive(scene: Scene) -> Iterator[Draft]:
    """ "X's people arrive in Y": presence that begins; envoys who return are an AGREE."""
    frame = scene.frame
    arrivals = frame.subjects or frame.objects
    for index in arrivals:
        kinds = scene.nouns.kinds(index)
        people = next((k for k in kinds if k in PEOPLE_KINDS), None)
        for owner in scene.nouns.owners(index):
            place = scene.partner(owner, "in", "at", "to", "into", "on")
            home = scene.places(frame.prep("to"))
            if people and home and home[0].code == owner.code:
                yield from scene.draft(
                    "go home",
                    "event",
                    "RETREAT",
                    owner,
                    _host(scene, owner),
                    mode="withdraw_support",
                )
            elif people:
                yield from scene.draft("arrive", "presence", people, owner, place, change="begins")
            elif "diplomatic_relations" in kinds:
                yield from scene.draft("envoy", "event", "AGREE", owner, place, change=None)
