"""One tie in a sentence: who provided what to whom, and what became of it, with who says so."""

from __future__ import annotations

from volteface.briefing.clauses import is_plural
from volteface.briefing.material import Material
from volteface.briefing.names import listed, name, opened, short_name
from volteface.briefing.sentence import Sentence
from volteface.briefing.tables import load_words, phrase
from volteface.briefing.voices import voice_of
from volteface.briefing.weight import drawn_ties, rank
from volteface.codebook.tie_kinds import load_tie_kinds
from volteface.model.claim import Claim
from volteface.model.ledger import Tie

_ORDER = {"ends": 0, "falls": 1, "begins": 2, "rises": 3, "holds": 4, None: 5}


def changed_first(material: Material) -> list[Tie]:
    """Return the drawn ties of the pair, those that ended or fell first, then the best attested."""
    pair = {code for code in material.pair if code}
    ties = [tie for tie in drawn_ties(material) if {tie.provider, tie.recipient} <= pair]
    return sorted(
        ties, key=lambda tie: (_ORDER.get(tie.change, 5), rank(tie_claims(material, tie)))
    )


def tie_claims(material: Material, tie: Tie) -> tuple[Claim, ...]:
    """Return the claims of a tie, each once, those of now first."""
    return material.known(dict.fromkeys((*tie.claims_now, *tie.claims_before)))


def short_tie(tie: Tie) -> str:
    """Return what flows over a tie in a word or two."""
    words = phrase(tie.kind)
    return words.short if words else tie.kind.replace("_", " ")


def tie_label(tie: Tie) -> str:
    """Return a tie with its direction, for tables; a mutual tie has none."""
    kind = load_tie_kinds().get(tie.kind)
    arrow = "→" if kind is None or kind.directed else "↔"
    return (
        f"{opened(short_tie(tie))}: {short_name(tie.provider)} {arrow} {short_name(tie.recipient)}"
    )


def tie_noun(tie: Tie) -> str:
    """Return a tie as a noun phrase: "oil deliveries from Venezuela to Cuba"."""
    words = phrase(tie.kind)
    if words is None:
        return f"the tie ({tie.kind})"
    return words.noun.format(s=name(tie.provider), t=name(tie.recipient), sector="a service")


def speakers(material: Material, claims: tuple[Claim, ...]) -> str:
    """Return ", according to officials" where no report says it in its own voice, else nothing."""
    if not claims or any(claim.speaker.kind in ("narrator", "media") for claim in claims):
        return ""
    homes = material.reports_by_id
    voices = dict.fromkeys(voice_of(claim, homes[claim.report_id]).inside for claim in claims)
    return f", according to {listed(list(voices)[:2])}"


def tie_sentence(material: Material, tie: Tie) -> Sentence | None:
    """Return what is told of a tie, before and now, each with who tells it; None if nothing is."""
    claims, words = tie_claims(material, tie), phrase(tie.kind)
    if not claims or words is None:
        return None
    now, before = material.known(tie.claims_now), material.known(tie.claims_before)
    present = f"{_now(tie, now)}{_left(tie, now)}{_who(material, now)}"
    if tie.before is None and tie.change is not None:
        text = f"{present}; the time before is not told"
    else:
        rest = words.rest.format(s=name(tie.provider), t=name(tie.recipient), sector="a service")
        text = f"{name(tie.provider)} {words.forms[1]} {rest}{_who(material, before)}; {present}"
    best = material.best(claim.id for claim in now or claims)
    return Sentence(
        text=opened(f"{text}."),
        claims=tuple(claim.id for claim in claims),
        rules=("ties",),
        quotes=(best.id,) if best else (),
    )


def _who(material: Material, claims: tuple[Claim, ...]) -> str:
    return f"{speakers(material, claims)}{material.in_brackets(claims)}"


def _now(tie: Tie, now: tuple[Claim, ...]) -> str:
    if tie.change is None:
        return "whether this still holds is not told"
    words = load_words()
    if tie.before is None:
        noun = tie_noun(tie)
        return f"{noun} {'have' if is_plural(noun) else 'has'} {words.changes[tie.change][2]}"
    said = words.now[words.manners.get(tie.kind, "bonds")][tie.change]
    is_hedged = bool(now) and all(one.certainty in ("probable", "possible") for one in now)
    return f"as it seems, {said}" if is_hedged else said


def _left(tie: Tie, now: tuple[Claim, ...]) -> str:
    """Say that something is left where one claim tells an end and another that it holds."""
    changes = {claim.change for claim in now}
    if tie.change == "falls" and changes & {"holds"}:
        return (
            ", but some are left"
            if load_words().manners.get(tie.kind) == "people"
            else (", but something of it is left")
        )
    return ""
