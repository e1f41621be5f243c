"""Acts of diplomacy: agree, talk, support, ask, press, accuse, reject, sanction, concede, break."""

from __future__ import annotations

from collections.abc import Iterator

from volteface.model.claim import Change, Party
from volteface.reading.drafts import Draft
from volteface.reading.rules.scene import Scene

_ACCORDS = ("treaty", "alliance", "membership", "credit", "basing", "trade", "investment", "aid")
_BINDING = ("membership", "treaty", "alliance", "union")
_RELATIONS = ("diplomatic_relations", "alliance", "union", "trade", "treaty", "membership", "media")


def _pairs(
    scene: Scene, agents: list[Party], targets: list[Party], *preps: str
) -> Iterator[tuple[Party, Party | None]]:
    """Each agent with each target; an agent without target gets the likely other side."""
    if len(agents) >= 2 and not [t for t in targets if t.code not in {a.code for a in agents}]:
        yield agents[0], agents[1]
        return
    for agent in agents:
        rest = [t for t in targets if t.code != agent.code]
        if not rest:
            yield agent, scene.partner(agent, *preps)
        for target in rest:
            yield agent, target


def agree(scene: Scene) -> Iterator[Draft]:
    """ "X signs an accord with Y", "X agrees to …": AGREE."""
    frame = scene.frame
    has_accord = scene.kind_among(frame.objects, _ACCORDS) is not None
    is_promise = bool(frame.clauses) or bool(frame.prep("to", "on", "with"))
    if (
        frame.lemma
        in ("reach", "strike", "seal", "sign", "accept", "approve", "initial", "ink", "conclude")
        and not has_accord
    ):
        return
    if not has_accord and not is_promise:
        return
    agents = scene.owners(frame.subjects) or scene.owners(frame.objects)
    targets = scene.owners([*frame.prep("with", "between", "to"), *frame.objects])
    for source, target in _pairs(scene, agents, targets, "with"):
        yield from scene.draft("agree", "event", "AGREE", source, target)


def consult(scene: Scene) -> Iterator[Draft]:
    """ "X meets Y", "talks between X and Y", "X visits Y's capital": CONSULT."""
    frame = scene.frame
    if frame.lemma in _HOLDING and not _holds_talks(scene):
        return
    targets = scene.owners(
        [*frame.objects, *frame.prep("with", "between", "to", "in", "among", "and")]
    )
    agents = scene.owners(frame.subjects)
    if frame.is_noun and not agents:
        agents, targets = targets[:1], targets[1:]
    if (
        frame.lemma in ("discuss", "mediate", "broker")
        and len(agents) < 2
        and not frame.prep("with", "between")
    ):
        targets = scene.owners(frame.prep("with", "between"))
        if not targets:
            return
    if frame.is_noun and not targets and not frame.subjects:
        return
    for source, target in _pairs(scene, agents, targets, "with", "to"):
        yield from scene.draft("consult", "event", "CONSULT", source, target)


_HOLDING = ("hold", "host", "attend", "receive", "exchange", "communicate")


def _holds_talks(scene: Scene) -> bool:
    """Whether what is held or received is a meeting, or an envoy."""
    nouns, objects = scene.nouns, scene.frame.objects
    names = {n for i in objects for _, n in nouns.lexicon.nouns.get(nouns.lemma(i), ())}
    is_host = scene.frame.lemma in ("receive", "host")
    return "consult" in names or (
        is_host and scene.kind_among(objects, ("diplomatic_relations",)) is not None
    )


def support(scene: Scene) -> Iterator[Draft]:
    """ "X backs, praises, recognises Y": SUPPORT."""
    yield from _toward(scene, "support", "SUPPORT", ("for", "of", "with", "by"))


def cooperate(scene: Scene) -> Iterator[Draft]:
    """ "X works with Y", "cooperation between X and Y": COOPERATE."""
    frame = scene.frame
    agents = scene.owners(frame.subjects)
    targets = scene.owners(frame.prep("with", "between", "and", "to"))
    if not agents:
        agents, targets = targets[:1], targets[1:]
    if frame.is_noun and not agents and len(scene.others_named()) == 2:
        agents = scene.others_named()
    if (
        frame.is_noun
        and not targets
        and len(agents) < 2
        and frame.anchor.rel in ("compound", "nmod", "obl")
    ):
        return
    for source, target in _pairs(scene, agents, targets, "with"):
        if frame.lemma == "share" and scene.kind_among(frame.objects, ("intelligence",)) is None:
            continue
        yield from scene.draft("cooperate", "event", "COOPERATE", source, target)


def request(scene: Scene) -> Iterator[Draft]:
    """ "X asks Y to …": REQUEST; the content is a claim of its own."""
    frame = scene.frame
    if (
        frame.lemma in ("tell", "warn", "summon", "give", "order", "direct", "expect", "suggest")
        and not frame.clauses
    ):
        return
    if frame.lemma in ("give", "warn"):
        return
    aimed = [*frame.objects, *frame.prep("on", "upon", "to", "from", "of")]
    yield from _toward(scene, "request", "REQUEST", ("on", "to", "from", "of", "for"), aimed=aimed)


def press(scene: Scene) -> Iterator[Draft]:
    """ "X presses Y", "pressure from X": pressure, a level."""
    frame = scene.frame
    if frame.is_noun and (frame.lemma in ("campaign",) or frame.anchor.rel == "compound"):
        return
    agents = scene.owners([*frame.subjects, *(frame.prep("from", "by") if frame.is_noun else [])])
    targets = scene.owners([*frame.objects, *frame.prep("on", "against", "upon")])
    if frame.is_noun and not agents and not targets:
        return
    if not agents:
        partner = scene.partner(targets[0]) if targets and frame.is_noun else None
        agents = [partner] if partner else []
    for source, target in _pairs(scene, agents, targets, "on", "against"):
        if frame.is_noun:
            yield from scene.draft(
                "pressure", "level", "pressure", source, target, change=_pressure_change(scene)
            )
        elif frame.clauses or targets:
            yield from scene.draft("press", "event", "REQUEST", source, target)


def _pressure_change(scene: Scene) -> Change | None:
    anchor, lexicon = scene.frame.anchor, scene.nouns.lexicon
    if anchor.head >= 0:
        names = {n for _, n in lexicon.verbs.get(scene.nouns.lemma(anchor.head), ())}
        if names & {"rise", "increase"}:
            return "rises"
        if names & {"fall", "reduce", "concede"}:
            return "falls"
    return None


def accuse(scene: Scene) -> Iterator[Draft]:
    """ "X accuses, blames, condemns Y": ACCUSE."""
    frame = scene.frame
    if frame.lemma in (
        "describe",
        "call",
        "label",
        "brand",
        "charge",
        "investigate",
        "complain",
        "lament",
        "summon",
        "blame",
    ):
        if (
            frame.lemma == "summon"
            and scene.kind_among(frame.objects, ("diplomatic_relations",)) is None
        ):
            return
        if frame.lemma in ("describe", "call", "label", "brand", "charge"):
            return
    yield from _toward(scene, "accuse", "ACCUSE", ("of", "against", "on", "at", "about", "for"))


def reject(scene: Scene) -> Iterator[Draft]:
    """ "X rejects Y's demand", "X refuses to …": REJECT."""
    frame = scene.frame
    if frame.lemma in ("deny", "fail", "rule out", "rule", "ignore", "contest", "block"):
        return
    yield from _toward(scene, "reject", "REJECT", ("of", "to", "from", "by", "with"))


def _toward(
    scene: Scene, rule: str, type: str, preps: tuple[str, ...], aimed: list[int] | None = None
) -> Iterator[Draft]:
    frame = scene.frame
    agents = scene.owners(frame.subjects)
    places = aimed if aimed is not None else [*frame.objects, *frame.prep(*preps)]
    targets = scene.owners(places)
    if frame.is_noun and not (
        agents
        and (targets or frame.clauses or frame.anchor.rel in ("obj", "nsubj", "nsubj:pass", "root"))
    ):
        return
    if not agents and frame.is_passive and targets:
        return
    for source, target in _pairs(scene, agents, targets, *preps):
        yield from scene.draft(rule, "event", type, source, target)


def sanction(scene: Scene) -> Iterator[Draft]:
    """ "X imposes sanctions on Y", "X bans Y's goods": SANCTION."""
    frame = scene.frame
    if (
        frame.lemma in ("impose", "slap", "levy", "restrict")
        and scene.kind_among(frame.objects, ("sanctions", "embargo", "payment")) is None
    ):
        return
    if frame.is_noun:
        agents = scene.owners(frame.subjects)
        targets = scene.owners([*frame.prep("on", "against", "of", "for")])
        if not agents or _is_object_of_change(scene):
            return
    else:
        agents = scene.owners(frame.subjects)
        targets = scene.owners([*frame.prep("on", "against", "from", "upon"), *frame.objects])
        if not agents and frame.is_passive and targets:
            other = scene.partner(targets[0])
            agents = [other] if other else []
    for source, target in _pairs(scene, agents, targets, "on", "against"):
        yield from scene.draft("sanction", "event", "SANCTION", source, target, mode="embargo")


def _is_object_of_change(scene: Scene) -> bool:
    anchor = scene.frame.anchor
    return anchor.head >= 0 and anchor.rel in ("obj", "nsubj:pass", "compound")


def concede(scene: Scene) -> Iterator[Draft]:
    """ "X frees Y's prisoners, lifts its ban, apologises": CONCEDE."""
    frame = scene.frame
    kinds = scene.kind_among(
        frame.objects,
        (
            "sanctions",
            "embargo",
            "migration",
            "security_personnel",
            "military_personnel",
            "pressure",
            "intelligence",
        ),
    )
    is_plain = frame.lemma in (
        "apologise",
        "apologize",
        "yield",
        "relent",
        "back down",
        "give in",
        "concede",
        "surrender",
        "pardon",
        "release",
        "free",
        "apology",
        "release",
        "concession",
        "capitulate",
        "comply",
    )
    if not kinds and not is_plain:
        return
    agents = scene.owners(frame.subjects)
    targets = scene.owners([*frame.objects, *frame.prep("to", "on", "against", "for", "of")])
    for source, target in _pairs(scene, agents, targets, "to", "on"):
        yield from scene.draft("concede", "event", "CONCEDE", source, target)


def sever(scene: Scene) -> Iterator[Draft]:
    """ "X breaks relations with Y": SANCTION (discontinue)."""
    frame = scene.frame
    things = [*frame.objects, *frame.prep("in", "of", "with")]
    if scene.kind_among(things, _RELATIONS) is None and frame.lemma not in (
        "break with",
        "split from",
    ):
        return
    agents = scene.owners(frame.subjects)
    targets = scene.owners([*frame.prep("with", "from", "to", "between"), *frame.objects])
    if not agents and targets:
        agents, targets = targets[:1], targets[1:]
    for source, target in _pairs(scene, agents, targets, "with"):
        yield from scene.draft("sever", "event", "SANCTION", source, target, mode="discontinue")


def shun(scene: Scene) -> Iterator[Draft]:
    """ "X distances itself from Y": SANCTION by X against Y, relations reduced."""
    frame = scene.frame
    for agent in scene.owners(frame.subjects):
        targets = [
            t for t in scene.owners(frame.prep("from", "on", "with")) if t.code != agent.code
        ]
        for target in targets:
            yield from scene.draft("shun", "event", "SANCTION", agent, target, change="falls")


def join(scene: Scene) -> Iterator[Draft]:
    """ "X joins a bloc": AGREE with the bloc."""
    frame = scene.frame
    for agent in scene.owners(frame.subjects):
        for target in scene.owners([*frame.objects, *frame.prep("to", "into", "of")]):
            yield from scene.draft("join", "tie", "membership", agent, target, change="begins")


def quit_bloc(scene: Scene) -> Iterator[Draft]:
    """ "X withdraws from a treaty or bloc": SANCTION (discontinue)."""
    frame = scene.frame
    things = [*frame.objects, *frame.prep("from", "out of", "of")]
    is_bloc = any(
        m.entry.form == "organisation" for i in things if (m := scene.nouns.mention_at(i))
    )
    if not is_bloc and scene.kind_among(things, _BINDING) is None:
        return
    for agent in scene.owners(frame.subjects):
        targets = [t for t in scene.owners(things) if t.code != agent.code]
        yield from scene.draft(
            "quit",
            "event",
            "SANCTION",
            agent,
            targets[0] if targets else scene.partner(agent),
            mode="discontinue",
        )
