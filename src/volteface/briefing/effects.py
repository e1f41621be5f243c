"""What it sets off: the causal links that the reports tell, drawn as a chain, and effects at home."""

from __future__ import annotations

from volteface.briefing.clauses import told
from volteface.briefing.material import Material, absent
from volteface.briefing.names import opened
from volteface.briefing.sentence import Picture, Section, Sentence
from volteface.briefing.voices import voice_of
from volteface.charts.chain import Link, chain_chart
from volteface.model.ledger import CausalLink

_MOST = 12
_LABEL_WORDS = 16


def write(material: Material) -> Section:
    """Return the chain as a picture, and each of its links in words."""
    links = [link for link in material.ledger.causes if material.known(link.claims)]
    items = [_sentence(material, link) for link in links]
    items += _effects_at_home(material, {one for link in links for one in link.claims})
    return Section(
        key="effects",
        title="What it sets off",
        lead=() if items else (absent("the reports name no cause and no effect."),),
        pictures=_picture(material, links),
        items=tuple(items[:_MOST]),
    )


def _picture(material: Material, links: list[CausalLink]) -> tuple[Picture, ...]:
    if not links:
        return ()
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
    caption = "Causes above, effects below them; the words in quotes are those that join them."
    return (Picture(svg=chain_chart(drawn, "Chain of causes and effects"), caption=caption),)


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
    claim = material.best(link.claims) or material.known(link.claims)[0]
    voice = voice_of(claim, material.reports_by_id[claim.report_id])
    cue = f" (“{link.cue}”)" if link.cue else ""
    cause, effect = (_words(material, end).rstrip(".") for end in (link.cause, link.effect))
    cause = cause.replace(".”", "”")
    if link.cause.strip("“”").strip() == claim.quote.strip():
        cause_told = f"and gives its cause in the words quoted here{cue}"
    else:
        cause_told = f"and names as its cause{cue}: {cause}"
    text = f"{voice.who} {voice.said} that {effect}, {cause_told}."
    known = tuple(one.id for one in material.known(link.claims))
    return Sentence(text=opened(text), claims=known, rules=("told",), quotes=(claim.id,))


def _effects_at_home(material: Material, shown: set[str]) -> list[Sentence]:
    claims = [
        claim
        for claim in material.claims
        if claim.type == "domestic"
        and claim.happened
        and claim.source is None
        and claim.id not in shown
    ]
    sentences = [material.tell(claim) for claim in claims]
    return list({one.text: one for one in sentences if one is not None}.values())
