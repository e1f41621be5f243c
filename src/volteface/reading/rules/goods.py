"""Goods, services and standing ties: who provides what to whom, and how that changes."""

from __future__ import annotations

from collections.abc import Iterator

from volteface.model.claim import Change, ClaimKind, Party
from volteface.reading.drafts import Draft
from volteface.reading.rules.scene import Scene
from volteface.reading.syntax import Token

_TO = ("to", "for", "into", "with", "in")
_MUTUAL = frozenset(
    [
        "diplomatic_relations",
        "alliance",
        "treaty",
        "flights",
        "border",
        "trade",
        "membership",
        "union",
        "transit",
    ]
)
_NOT_GOODS = frozenset(
    [
        "pressure",
        "sanctions",
        "embargo",
        "treaty",
        "diplomatic_relations",
        "membership",
        "influence",
        "recognition",
        "migration",
        "border",
    ]
)
_CHANGE: dict[str, Change] = {
    "end": "ends",
    "suspend": "falls",
    "reduce": "falls",
    "increase": "rises",
    "begin": "begins",
    "hold": "holds",
    "fall": "falls",
    "rise": "rises",
    "cease": "ends",
    "commence": "begins",
    "persist": "holds",
}
_LEVEL: frozenset[Change] = frozenset(("rises", "falls"))


def provide(scene: Scene) -> Iterator[Draft]:
    """ "X supplies Y with goods or people": a tie from X to Y for each kind."""
    frame = scene.frame
    if frame.is_noun:
        yield from _flow_noun(scene)
        return
    if any(t.text.lower() in ("back", "home") for t in _adverbs(scene)):
        return  # "sent the advisers back": they are not provided
    goods = [i for i in [*frame.objects, *frame.prep("with", "in")] if _goods_kind(scene, i)]
    implied = _IMPLIED.get(frame.lemma)
    for provider in scene.owners(frame.subjects):
        recipients = scene.owners(
            [
                i
                for i in frame.objects
                if not (i in goods and len(frame.objects) == 1 and not implied)
            ]
        )
        recipients = [r for r in recipients if r.code != provider.code]
        recipient = recipients[0] if recipients else scene.partner(provider, *_TO)
        kinds = [k for i in goods if (k := _goods_kind(scene, i))]
        if implied and (recipients or not kinds):
            kinds = [implied]
        for kind in dict.fromkeys(kinds):
            yield from scene.draft("provide", "tie", kind, provider, recipient, change=None)
    if not scene.owners(frame.subjects):
        yield from _provided(scene, goods)


def _adverbs(scene: Scene) -> list[Token]:
    tree = scene.nouns.sentence
    return tree.children(scene.frame.anchor.index, "advmod", "compound")


_IMPLIED = {
    "arm": "arms",
    "equip": "arms",
    "train": "training",
    "guard": "security_personnel",
    "protect": "security_personnel",
    "advise": "military_personnel",
    "subsidise": "aid",
    "subsidize": "aid",
    "fund": "aid",
    "finance": "credit",
    "bankroll": "aid",
    "underwrite": "aid",
    "heat": "gas_supply",
    "escort": "security_personnel",
    "mentor": "training",
}


def _provided(scene: Scene, goods: list[int]) -> Iterator[Draft]:
    """Passive without agent: the goods' owner provides."""
    for index in goods:
        kind = _goods_kind(scene, index)
        for owner in scene.nouns.owners(index):
            if kind:
                yield from scene.draft("provided", "tie", kind, owner, scene.partner(owner, *_TO))


def _goods_kind(scene: Scene, index: int) -> str | None:
    return next((k for k in scene.nouns.kinds(index) if k not in _NOT_GOODS), None)


def _flow_noun(scene: Scene) -> Iterator[Draft]:
    """ "Venezuelan oil shipments to Cuba": a tie, when both sides stand in the phrase."""
    frame = scene.frame
    kind = _goods_kind(scene, frame.anchor.index)
    owners = scene.owners([*frame.subjects, *frame.prep("from", "by")])
    targets = [
        p for p in scene.places(frame.prep("to", "into")) if not owners or p.code != owners[0].code
    ]
    if kind is None or not (owners and targets) or _is_changed(scene):
        return
    yield from scene.draft("flow", "tie", kind, owners[0], targets[0])


def _is_changed(scene: Scene) -> bool:
    """Whether a verb of change governs the noun, so that its own rule tells it."""
    anchor, lexicon = scene.frame.anchor, scene.nouns.lexicon
    if anchor.head < 0 or anchor.rel not in ("obj", "nsubj", "nsubj:pass", "conj"):
        return False
    names = {name for _, name in lexicon.verbs.get(scene.nouns.lemma(anchor.head), ())}
    return bool(names & set(_CHANGE))


def receive(scene: Scene) -> Iterator[Draft]:
    """ "Y imports goods from X", "Y relies on X for goods": a tie from X to Y."""
    frame = scene.frame
    things = [*frame.objects, *frame.prep("on", "for", "of", "from")]
    kinds = [k for i in things if (k := _goods_kind(scene, i))]
    if frame.lemma in ("host", "house", "welcome") and not scene.people(things):
        return
    for recipient in scene.owners(frame.subjects):
        sources = [
            p
            for p in scene.owners([*frame.prep("from", "on"), *frame.objects])
            if p.code != recipient.code
        ]
        source = sources[0] if sources else (scene.partner(recipient, "from") if kinds else None)
        if source is None:
            continue
        kind: ClaimKind = "tie" if frame.lemma not in ("host", "house") else "presence"
        for name in dict.fromkeys(
            kinds or (["trade"] if frame.lemma in ("import", "buy", "purchase") else [])
        ):
            yield from scene.draft("receive", kind, name, source, recipient)


def change_of_tie(scene: Scene) -> Iterator[Draft]:
    """ "X suspends, reduces, resumes, ends a tie or flow", and flows that fall or rise by themselves."""
    frame = scene.frame
    change = next((_CHANGE[c] for c in frame.classes if c in _CHANGE), None)
    intransitive = next(
        (c for c in frame.classes if c in ("fall", "rise", "cease", "commence", "persist")), None
    )
    things = [i for i in frame.objects if scene.nouns.kinds(i)]
    agents = scene.owners(frame.subjects)
    if not frame.objects and intransitive:
        change = _CHANGE[intransitive]
        things, agents = [i for i in frame.subjects if scene.nouns.kinds(i)], []
    if not things and frame.is_noun:
        things = [i for i in frame.prep("of", "in", "to", "on") if scene.nouns.kinds(i)]
        things = things or [i for i in frame.objects if scene.nouns.kinds(i)]
    if change is None:
        return
    for index in things:
        yield from _changed(scene, index, change, agents)


def _changed(scene: Scene, index: int, change: Change, agents: list[Party]) -> Iterator[Draft]:
    kind = scene.nouns.kind(index)
    if kind is None or kind == "domestic":
        return
    if kind == "pressure":
        yield from _pressure(scene, index, change, agents)
    elif kind in ("sanctions", "embargo"):
        yield from _restriction(scene, index, change, agents)
    elif kind in _MUTUAL or kind in ("recognition", "migration"):
        yield from _mutual(scene, index, kind, change, agents)
    else:
        yield from _flow(scene, index, kind, change, agents)


def _sides(scene: Scene, index: int) -> list[Party]:
    tree = scene.nouns.sentence
    below = [
        t.index
        for t in tree.children(index, "nmod")
        if tree.preposition(t.index)
        in ("with", "between", "to", "from", "of", "in", "and", "by", "for", "into")
    ]
    spread = [i for b in below for i in [b, *(t.index for t in tree.children(b, "conj"))]]
    return scene.owners(
        [
            index,
            *spread,
            *scene.frame.prep(
                "with", "to", "from", "between", "into", "for", "by", "in", "against"
            ),
        ]
    )


def _flow(
    scene: Scene, index: int, kind: str, change: Change, agents: list[Party]
) -> Iterator[Draft]:
    sides = _sides(scene, index)
    owner, recipient = _direction(scene, index, sides, agents)
    if owner is None:
        return
    name: ClaimKind = "level" if change in _LEVEL else "tie"
    if kind.endswith("_personnel") or kind in ("influence", "basing"):
        name = "presence"
    yield from scene.draft("flow changes", name, kind, owner, recipient, change=change)


def _direction(
    scene: Scene, index: int, sides: list[Party], agents: list[Party]
) -> tuple[Party | None, Party | None]:
    """Who provides and who receives a flow: named owner, "from", "to", the agent, the pair."""
    tree = scene.nouns.sentence
    below = {tree.preposition(t.index): t.index for t in tree.children(index, "nmod")}
    is_import = scene.nouns.lemma(index) in ("import", "purchase")
    to = scene.places(
        [below[p] for p in ("to", "into", "for") if p in below] + scene.frame.prep("to", "for")
    )
    origin = scene.places([below[p] for p in ("from",) if p in below] + scene.frame.prep("from"))
    own = [p for p in scene.nouns.owners(index) if not any(p.code == t.code for t in to)]
    if is_import:
        recipient = own[0] if own else (agents[0] if agents else None)
        source = origin[0] if origin else (scene.partner(recipient) if recipient else None)
        return source, recipient
    provider = origin[0] if origin else (own[0] if own else None)
    if provider is None and agents:
        provider = agents[0]
    recipient = next((t for t in to if provider is None or t.code != provider.code), None)
    if provider is None and recipient is not None:
        provider = scene.partner(recipient)
    if recipient is None and provider is not None:
        rest = [p for p in sides if p.code != provider.code]
        recipient = rest[0] if rest else scene.partner(provider)
    return provider, recipient


def _mutual(
    scene: Scene, index: int, kind: str, change: Change, agents: list[Party]
) -> Iterator[Draft]:
    sides = _sides(scene, index) or scene.others_named()
    first = agents[0] if agents else (sides[0] if sides else None)
    if first is None:
        return
    rest = [p for p in sides if p.code != first.code] or list(agents[1:])
    second = rest[0] if rest else scene.partner(first, "with", "to")
    is_cut = (
        change in ("ends", "falls")
        and agents
        and kind
        in (
            "diplomatic_relations",
            "treaty",
            "trade",
            "alliance",
            "recognition",
            "membership",
            "border",
            "flights",
            "transit",
        )
    )
    if is_cut and change == "ends":
        yield from scene.draft(
            "discontinue", "event", "SANCTION", first, second, mode="discontinue"
        )
    yield from scene.draft(
        "tie changes",
        "tie" if change not in _LEVEL else "level",
        kind,
        first,
        second,
        change=change,
    )


def _pressure(scene: Scene, index: int, change: Change, agents: list[Party]) -> Iterator[Draft]:
    tree = scene.nouns.sentence
    on = [
        t.index
        for t in tree.children(index, "nmod")
        if tree.preposition(t.index) in ("on", "against", "upon")
    ]
    sources = agents or scene.nouns.owners(index)
    targets = scene.owners([*on, *scene.frame.prep("on", "against", "upon")])
    for source in sources:
        rest = [t for t in targets if t.code != source.code]
        target = rest[0] if rest else scene.partner(source, "on")
        yield from scene.draft(
            "pressure changes", "level", "pressure", source, target, change=change
        )


def _restriction(scene: Scene, index: int, change: Change, agents: list[Party]) -> Iterator[Draft]:
    sides = _sides(scene, index)
    source = agents[0] if agents else (sides[0] if sides else None)
    if source is None:
        return
    rest = [p for p in sides if p.code != source.code]
    target = rest[0] if rest else scene.partner(source, "on", "against")
    if change in ("ends", "falls"):
        yield from scene.draft("lift", "event", "CONCEDE", source, target, mode=None)
    elif change != "holds":
        yield from scene.draft("impose", "event", "SANCTION", source, target, mode="embargo")
    else:
        yield from scene.draft("sanctions hold", "tie", "sanctions", source, target, change="holds")
