"""One tie in a sentence: who provided what to whom, and what became of it, with who says so."""

from __future__ import annotations

from volteface.briefing.answer import counted
from volteface.briefing.material import Material
from volteface.briefing.names import listed, name, opened, short_name
from volteface.briefing.sentence import Sentence
from volteface.briefing.tables import load_words, phrase
from volteface.model.claim import Claim
from volteface.model.ledger import Tie

_ORDER = {"ends": 0, "falls": 1, "begins": 2, "rises": 3, "holds": 4, None: 5}


def changed_first(material: Material) -> list[Tie]:
    """Return the ties of the pair, those that ended or fell first, then the best attested."""
    pair = {code for code in material.pair if code}
    ties = [tie for tie in material.ledger.ties if {tie.provider, tie.recipient} <= pair]
    return sorted(ties, key=lambda tie: (_ORDER.get(tie.change, 5), -tie.independent_sources))


def short_tie(tie: Tie) -> str:
    """Return what flows over a tie in a word or two."""
    words = phrase(tie.kind)
    return words.short if words else tie.kind.replace("_", " ")


def tie_label(tie: Tie) -> str:
    """Return a tie with its direction, for tables."""
    return f"{opened(short_tie(tie))}: {short_name(tie.provider)} → {short_name(tie.recipient)}"


def tie_in_words(tie: Tie) -> str:
    """Return a tie with its direction, for a sentence."""
    return f"{short_tie(tie)} from {name(tie.provider)} for {name(tie.recipient)}"


def said_by(material: Material, claims: tuple[str, ...]) -> str:
    """Return whose reports tell of these claims: "according to A, B and 2 others"."""
    outlets = list(dict.fromkeys(material.outlet(claim) for claim in material.known(claims)))
    shown = [*outlets[:2], counted(len(outlets) - 2, "other")] if len(outlets) > 3 else outlets
    return f"according to {listed(shown)}" if shown else "by no source that is named"


def tie_sentence(material: Material, tie: Tie) -> Sentence | None:
    """Return what is told of a tie, before and now, attributed; None where no claim stands behind it.

    A level that only a denial, a plan or a demand tells of is not told here.
    """
    claims = material.known((*tie.claims_before, *tie.claims_now))
    words = phrase(tie.kind)
    if not claims or words is None:
        return None
    provider, recipient = name(tie.provider), name(tie.recipient)
    rest = words.rest.format(s=provider, t=recipient, sector="a service")
    start = f"{provider} {words.forms[1]} {rest}"
    if tie.before is None:
        noun = words.noun.format(s=provider, t=recipient, sector="a service")
        start = f"of {noun}, the time before the break is not told"
    text = f"{start}; {_now(tie)}{_residual(tie)}, {_says(material, claims, tie)}."
    best = material.best(tie.claims_now or tie.claims_before)
    return Sentence(
        text=opened(text),
        claims=tuple(claim.id for claim in claims),
        rules=("ties",),
        quotes=(best.id,) if best else (),
    )


def _now(tie: Tie) -> str:
    if tie.change is not None:
        return f"this has {load_words().changes[tie.change][2]}"
    if tie.now is None:
        return "whether this still holds is not told"
    return {
        "provided": "this goes on",
        "reduced": "this has declined",
        "ended": "this has ended",
    }.get(tie.now, f"now it is {tie.now}")


def _residual(tie: Tie) -> str:
    if not tie.residual or tie.residual == tie.now:
        return ""
    if tie.residual.startswith("remains"):
        return ", and some of it is left" if tie.change in ("falls", "ends") else ""
    return f" (what is left: {tie.residual})"


def _says(material: Material, claims: tuple[Claim, ...], tie: Tie) -> str:
    says = said_by(material, tuple(claim.id for claim in claims))
    sources = tie.independent_sources
    weight = f" ({counted(sources, 'independent source')})" if sources else ""
    hedged = all(claim.certainty in ("probable", "possible") for claim in claims)
    return f"{'as it seems, ' if hedged else ''}{says}{weight}"
