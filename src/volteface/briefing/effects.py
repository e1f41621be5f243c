"""What it sets off: the causal links that the reports tell, drawn as a chain, and effects at home."""

from __future__ import annotations

from volteface.briefing.clauses import told
from volteface.briefing.material import Material, absent
from volteface.briefing.names import listed, name, opened
from volteface.briefing.sentence import Picture, Section, Sentence
from volteface.briefing.tables import load_words
from volteface.briefing.tie_words import speakers
from volteface.briefing.weight import FIRM, rank, support
from volteface.charts.chain import Link, chain_chart
from volteface.model.claim import Claim
from volteface.model.ledger import CausalLink

_MOST = 12
_LABEL_WORDS = 16


def write(material: Material) -> Section:
    """Return the chain as a picture, and each of its links in words."""
    links = _links(material)
    items = [_sentence(material, link) for link in links]
    shown = {one for link in links for one in (*link.claims, link.effect)}
    items += _effects_at_home(material, shown)
    unique = list({one.text: one for one in items}.values())
    return Section(
        key="effects",
        title="What it sets off",
        lead=() if items else (absent("no cause and no effect is told of."),),
        pictures=_picture(material, links),
        items=tuple(unique[:_MOST]),
    )


def at_home(material: Material) -> Sentence | None:
    """Return what suffers inside which state, and what is named as the cause; None if untold."""
    claims = [one for one in _domestic(material) if one.change in ("falls", "ends") and one.sector]
    if not claims:
        return None
    parts = []
    for code in dict.fromkeys(_home(claim) for claim in claims):
        sectors = load_words().sectors
        hit = dict.fromkeys(c.sector or "" for c in claims if _home(c) == code)
        suffer = "suffer" if len(hit) > 1 else "suffers"
        parts.append(f"in {name(code)} {listed([sectors.get(s, s) for s in hit])} {suffer}")
    links = [link for link in _links(material) if {link.effect, *link.claims} & _ids(claims)]
    causes = _causes(material, links)
    because = f"; named as a cause: {listed(causes[:2])}" if causes else ""
    evidence = (*claims, *(c for link in links for c in material.known(link.claims)))
    unique = tuple(dict.fromkeys(evidence))
    text = f"{'; '.join(parts)}{because}{speakers(material, tuple(claims))}"
    return Sentence(
        text=opened(f"{text}{material.in_brackets(unique)}."),
        claims=tuple(claim.id for claim in unique),
        rules=("told",),
    )


def _ids(claims: list[Claim]) -> set[str]:
    return {claim.id for claim in claims}


def _causes(material: Material, links: list[CausalLink]) -> list[str]:
    causes = [material.claims_by_id.get(link.cause) for link in links]
    words = [told(claim) for claim in causes if claim is not None and claim.happened]
    return list(dict.fromkeys(one for one in words if one))


def _home(claim: Claim) -> str | None:
    party = claim.target or claim.source
    return party.code if party else None


def _links(material: Material) -> list[CausalLink]:
    """Return the links that claims tell firmly, the best supported first."""
    links = [link for link in material.ledger.causes if material.known(link.claims)]
    firm = [link for link in links if support(material.known(link.claims)) >= FIRM]
    return sorted(firm, key=lambda link: rank(material.known(link.claims)))


def _picture(material: Material, links: list[CausalLink]) -> tuple[Picture, ...]:
    drawn = tuple(
        dict.fromkeys(
            Link(
                cause=_label(material, link.cause),
                effect=_label(material, link.effect),
                cue=link.cue,
            )
            for link in links
        )
    )
    apart = tuple(link for link in drawn if link.cause != link.effect)
    if not apart:
        return ()
    caption = "Causes above, effects below them; the words in quotes are those that join them."
    return (Picture(svg=chain_chart(apart, "Chain of causes and effects"), caption=caption),)


def _label(material: Material, text: str) -> str:
    """Return a link's end for the picture: its words, shortened."""
    pieces = _words(material, text).split()
    return opened(" ".join(pieces[:_LABEL_WORDS]) + (" …" if len(pieces) > _LABEL_WORDS else ""))


def _words(material: Material, text: str) -> str:
    """Return a link's end in words: a claim's content where it is a claim's id, else the text."""
    claim = material.claims_by_id.get(text)
    if claim is None:
        return text
    return told(claim) or f"“{' '.join(claim.quote.split())}”"


def _sentence(material: Material, link: CausalLink) -> Sentence:
    known = material.known(link.claims)
    claim = material.best(link.claims) or known[0]
    cue = f" (“{link.cue}”)" if link.cue else ""
    cause, effect = (_words(material, end).rstrip(".") for end in (link.cause, link.effect))
    quote = " ".join(claim.quote.split())
    own = {" ".join(end.strip("“”").rstrip(".”").split()) for end in (cause, effect)}
    is_quoted = own == {quote.rstrip(".")}
    if is_quoted:
        text = f"a cause is told in the words “{quote}”{cue}"
    elif quote.rstrip(".") in cause:
        text = f"{effect}; the cause stands in the words quoted{cue}"
    else:
        text = f"{effect}; named as its cause{cue}: {cause}"
    text += speakers(material, (claim,)) + material.in_brackets(known)
    return Sentence(
        text=opened(f"{text}."),
        claims=tuple(one.id for one in known),
        rules=("told",),
        quotes=() if is_quoted else (claim.id,),
    )


def _domestic(material: Material) -> list[Claim]:
    return [
        claim
        for claim in material.claims
        if claim.type == "domestic" and claim.happened and claim.kind not in ("judgment", "cause")
    ]


def _effects_at_home(material: Material, shown: set[str]) -> list[Sentence]:
    claims = [one for one in _domestic(material) if one.source is None and one.id not in shown]
    sentences = [material.tell(claim) for claim in claims]
    return [one for one in sentences if one is not None]
