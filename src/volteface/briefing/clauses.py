"""A claim's content as an English clause that keeps how it stands: fact, denial, demand, plan, hope."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from volteface.briefing.names import listed, party_name
from volteface.briefing.tables import Forms, Phrase, load_words, phrase
from volteface.codebook.tie_kinds import load_tie_kinds
from volteface.model.claim import Claim

_STANDING = ("tie", "level", "presence")
_PARTING = ("SANCTION", "REJECT", "COERCE", "ASSAULT", "RETREAT", "THREATEN")
_TRAINED = {"training": ("military_personnel", "security_personnel")}
# Acts on people, and the modes of those that can be on other things.
_OF_PEOPLE = {
    "RETREAT": (),
    "SANCTION": ("expel", "withdraw", "convict"),
    "COERCE": ("arrest", "deport"),
    "ASSAULT": (),
    "MOBILIZE": (),
}
_SUFFER: Forms = ("suffer", "suffered", "suffered", "suffering")
_PLURAL = frozenset(
    [
        "arms",
        "deliveries",
        "flights",
        "links",
        "relations",
        "payments",
        "visits",
        "remittances",
        "bases",
        "obligations",
        "services",
        "sanctions",
        "media",
        "goods",
        "ties",
        "visitors",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A subject, the forms of a verb, and what follows it.

    ``is_state`` tells a standing relation, which takes no progressive; ``acts`` whether the
    subject is somebody who can plan and be asked.
    """

    subject: str
    forms: Forms
    rest: str
    is_state: bool = False
    is_plural: bool = False
    acts: bool = True


def clause_of(claim: Claim) -> Clause | None:
    """Return the claim's content as a clause; None where no phrase of its type is known."""
    if (
        claim.kind == "judgment"
        and claim.others
        and claim.type in ("diplomatic_relations", "alliance")
    ):
        return _balance(claim)
    words = phrase(claim.type, claim.mode)
    if words is None or claim.kind == "cause":
        return None
    is_standing = claim.kind in _STANDING or claim.type == claim.type.lower()
    if is_standing and (claim.change or claim.type == "domestic") and not _is_own_act(claim):
        return _change(claim, words)
    plain = Clause(
        subject=party_name(claim.source),
        forms=words.forms,
        rest=f"{_filled(words.rest, claim)} {_bracketed(amount_of(claim))}",
        is_state=is_standing,
    )
    is_done = (claim.change == "ends" and claim.time_frame == "past") or _is_loss_itself(claim)
    return _staged(plain, claim.change) if claim.change and not is_done else plain


def told(claim: Claim, asker: str | None = None) -> str | None:
    """Return the clause as text with its polarity, time frame and certainty; None without phrase.

    A denied claim is told in the negative, a demand as a demand, a plan as a plan. ``asker`` is
    who makes the demand, where that is known.
    """
    clause = clause_of(claim)
    if clause is None:
        return None
    if is_bare_view(claim):
        return _open_question(claim)
    if asker and claim.time_frame == "demanded" and clause.acts:
        no = "not " if claim.polarity == "denied" else ""
        text = f"{asker} asks {clause.subject} {no}to {clause.forms[0]} {clause.rest}"
        return " ".join(text.split())
    tell = _denied if claim.polarity == "denied" else _affirmed
    text = " ".join(tell(clause, claim).split())
    if claim.time_frame == "conditional":
        text += ", on a condition that the report names"
    return text


def is_bare_view(claim: Claim) -> bool:
    """Whether a claim is a view of a standing tie without a change: only its words tell it."""
    clause = clause_of(claim) if claim.kind in ("outlook", "judgment") else None
    return clause is not None and clause.is_state


def subject_of(claim: Claim) -> str:
    """Return what a claim is about as a noun phrase: "the alliance between Niger and France"."""
    words = phrase(claim.type, claim.mode)
    return _filled(words.noun, claim) if words else claim.type.replace("_", " ")


def _open_question(claim: Claim) -> str:
    """Say no more than what a view without a change is about: its words tell the rest."""
    about = subject_of(claim)
    if claim.kind == "outlook":
        return f"it is open what becomes of {about}"
    return f"{about} is to be judged as in the words quoted"


def _is_loss_itself(claim: Claim) -> bool:
    """Whether what falls is the tie that a parting act cuts, and not the act: no stage of it."""
    return claim.change in ("falls", "ends") and claim.type in _PARTING


def _is_own_act(claim: Claim) -> bool:
    return claim.type == "domestic" and claim.kind == "event"


def _balance(claim: Claim) -> Clause:
    parties = [party_name(claim.target), *(party_name(one) for one in claim.others)]
    return Clause(
        subject=party_name(claim.source),
        forms=("balance", "balanced", "balanced", "balancing"),
        rest=f"between {listed(parties)}",
    )


def _change(claim: Claim, words: Phrase) -> Clause:
    subject = _filled(words.noun, claim)
    forms = load_words().changes[claim.change] if claim.change else _SUFFER
    return Clause(
        subject=subject,
        forms=forms,
        rest=_bracketed(amount_of(claim)),
        is_plural=is_plural(subject),
        acts=False,
    )


def is_plural(noun: str) -> bool:
    """Whether the head of a noun phrase, the last word before its first preposition, is plural."""
    head = re.split(r" (?:of|from|between|by|on|in|for|to) ", noun.removeprefix("the "))[0]
    return head.split()[-1] in _PLURAL


def amount_of(claim: Claim) -> str:
    """Return a quantity's words where it counts what the tie carries, or a share of it, or the people
    whom an act moves or harms; else "".
    """
    quantity, kind = claim.quantity, load_tie_kinds().get(claim.type)
    if quantity is None or not quantity.text:
        return ""
    if kind is None:
        modes = _OF_PEOPLE.get(claim.type, ())
        is_of_people = claim.type in _OF_PEOPLE and (not modes or claim.mode in modes)
        return quantity.text if is_of_people and quantity.unit == "person" else ""
    if not any(sign.isdigit() for sign in quantity.text) and quantity.value is None:
        return ""
    goods = [
        unit.split("/")[0].removeprefix("kilo") for unit in (quantity.unit, kind.usual_unit or "")
    ]
    is_share = quantity.unit in ("percent", "share")
    counts_it = goods[0] == goods[1] and not _counts_others(quantity.text, claim.type)
    return quantity.text if is_share or counts_it else ""


def _counts_others(text: str, kind: str) -> bool:
    """Whether a number of people counts those of another tie: migrants where forces are trained."""
    words = set(re.findall(r"[a-z]+", text.lower()))
    named = {
        one.kind
        for one in load_tie_kinds().values()
        if (one.usual_unit or "").startswith("person") and words & set(one.words)
    }
    return bool(named) and not named & {kind, *_TRAINED.get(kind, ())}


def _bracketed(words: str) -> str:
    return f"({words})" if words else ""


def _staged(clause: Clause, change: str) -> Clause:
    forms = load_words().stages[change]
    return replace(clause, forms=forms, rest=f"{clause.forms[3]} {clause.rest}", is_state=False)


def _filled(pattern: str, claim: Claim) -> str:
    sector = load_words().sectors.get(claim.sector or "", claim.sector or "a service")
    source, target = party_name(claim.source), party_name(claim.target)
    return pattern.format(s=source, t=target, sector=sector)


def _affirmed(clause: Clause, claim: Claim) -> str:
    frame, is_sure = claim.time_frame, claim.certainty in ("certain", "unstated")
    if claim.certainty == "possible" and frame in ("past", "ongoing", "predicted"):
        return _say(clause, "may have", 2) if frame == "past" else _say(clause, "may", 0)
    if frame == "past":
        return _past(clause, "" if is_sure else "apparently")
    if frame == "ongoing":
        return _present(clause, "" if is_sure else "apparently")
    return _say(clause, _leading(clause, frame), 0)


def _denied(clause: Clause, claim: Claim) -> str:
    frame = claim.time_frame
    if claim.certainty == "possible":
        return _say(clause, "may not have", 2) if frame == "past" else _say(clause, "may not", 0)
    if clause.forms[0] == "be" and frame in ("past", "ongoing"):
        verb = "was" if frame == "past" else "is"
        return f"{clause.subject} {verb} not {clause.rest}"
    if frame == "past":
        return _say(clause, "did not", 0)
    if frame == "ongoing":
        return _say(clause, f"{_does(clause)} not", 0)
    return _say(clause, _leading(clause, frame, "not "), 0)


def _leading(clause: Clause, frame: str, no: str = "") -> str:
    verb = _is(clause)
    if frame == "planned":
        if not clause.acts:
            return f"{verb} {no}due to"
        return "does not plan to" if no else "plans to"
    if frame == "demanded":
        return f"{verb} {no}called on to" if clause.acts else f"{verb} {no}demanded to"
    if frame == "predicted":
        return f"{verb} {no}expected to"
    return f"could {no}"


def _past(clause: Clause, adverb: str) -> str:
    return f"{clause.subject} {adverb} {clause.forms[1]} {clause.rest}"


def _present(clause: Clause, adverb: str) -> str:
    if not clause.is_state:
        return f"{clause.subject} {_is(clause)} {adverb} {clause.forms[3]} {clause.rest}"
    verb = clause.forms[0] if clause.is_plural else third_person(clause.forms[0])
    return f"{clause.subject} {adverb} {verb} {clause.rest}"


def _say(clause: Clause, lead: str, form: int) -> str:
    return f"{clause.subject} {lead} {clause.forms[form]} {clause.rest}"


def _is(clause: Clause) -> str:
    return "are" if clause.is_plural else "is"


def _does(clause: Clause) -> str:
    return "do" if clause.is_plural else "does"


def third_person(base: str) -> str:
    """Return the third person singular of a verb, whose first word is inflected.

    >>> third_person("have"), third_person("supply"), third_person("go on")
    ('has', 'supplies', 'goes on')
    """
    first, _, rest = base.partition(" ")
    irregular = {"be": "is", "have": "has", "do": "does", "go": "goes"}
    if first in irregular:
        word = irregular[first]
    elif first.endswith("y") and first[-2] not in "aeiou":
        word = first[:-1] + "ies"
    else:
        word = first + ("es" if first.endswith(("s", "sh", "ch", "x")) else "s")
    return f"{word} {rest}".strip()
