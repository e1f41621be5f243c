"""Standing ties in both directions: before the break, now, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from volteface.codebook.tie_kinds import TieKind, load_tie_kinds
from volteface.ledger.actors import direction
from volteface.ledger.dates import Published, date_of, is_before
from volteface.model.case import Case
from volteface.model.claim import Change, Claim
from volteface.model.ledger import Tie

Key = tuple[str, str, str]
_STANDING = ("tie", "level", "presence")
_NOW: dict[Change, str] = {
    "ends": "ended",
    "falls": "reduced",
    "holds": "continues",
    "rises": "grown",
    "begins": "begun",
}
_LEFT: dict[Change, str] = {"holds": "as before", "falls": "less than before"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What ties are built with: the case, publication dates, independent sources of reports."""

    case: Case
    published: Published
    sources: Mapping[str, str]


@dataclass(slots=True)
class _Claims:
    """Claims of one tie, apart by whether they tell of before the break or of now."""

    before: list[Claim] = field(default_factory=list)
    now: list[Claim] = field(default_factory=list)


def build_ties(claims: tuple[Claim, ...], context: Context) -> tuple[Tie, ...]:
    """Return the ties that the claims tell of, those of the pair first, partner to focal state.

    Denied, demanded, planned and conditional claims never change a level. What is dated before the
    break, and a standing tie told without change, is *before*; what changes, or holds, is *now*.
    """
    kinds = load_tie_kinds()
    found: dict[Key, _Claims] = {}
    for claim in claims:
        key = _key(claim, kinds, context.case)
        if key:
            _sort_in(found.setdefault(key, _Claims()), claim, context)
    for claim in claims:
        for key in _touched(claim, found, kinds):
            _sort_in(found[key], claim, context)
    ties = [_tie(key, own, context) for key, own in found.items()]
    return tuple(sorted(ties, key=lambda tie: _place(tie, context.case)))


def _key(claim: Claim, kinds: Mapping[str, TieKind], case: Case) -> Key | None:
    kind = kinds.get(claim.type)
    provider, recipient = direction(claim)
    if claim.kind not in _STANDING or not claim.happened or kind is None:
        return None
    if kind.kind == "domestic" or not provider or not recipient or provider == recipient:
        return None
    if not kind.directed and _rank(recipient, case) < _rank(provider, case):
        provider, recipient = recipient, provider
    return (kind.kind, provider, recipient)


def _touched(
    claim: Claim, found: Mapping[Key, _Claims], kinds: Mapping[str, TieKind]
) -> Iterable[Key]:
    """Yield the known ties that an event lowers, ends or raises: its words must name the kind."""
    if claim.kind != "event" or not claim.happened:
        return
    actors = set(direction(claim))
    quote = f" {claim.quote.casefold()} "
    for key in found:
        kind = kinds[key[0]]
        is_named = any(f" {word.casefold()}" in quote for word in kind.words)
        if is_named and {key[1], key[2]} == actors and effect_of(claim, kind):
            yield key


def effect_of(claim: Claim, kind: TieKind) -> Change | None:
    """Return what an event does to a tie of this kind by the codebook, None where nothing."""
    effects: tuple[tuple[Change, tuple[object, ...]], ...] = (
        ("ends", tuple(p for p in kind.ended_by if p.matches(claim.type, claim.mode))),
        ("falls", tuple(p for p in kind.lowered_by if p.matches(claim.type, claim.mode))),
        ("rises", tuple(p for p in kind.raised_by if p.matches(claim.type, claim.mode))),
    )
    return next((change for change, patterns in effects if patterns), None)


def _sort_in(own: _Claims, claim: Claim, context: Context) -> None:
    break_ = context.case.break_
    date = date_of(claim, context.published)
    is_old = is_before(date, break_.date if break_ else None)
    is_standing = claim.change is None and claim.kind in ("tie", "level", "presence")
    (own.before if is_old or is_standing else own.now).append(claim)


def _tie(key: Key, own: _Claims, context: Context) -> Tie:
    changes = [_change(claim, key[0]) for claim in own.now]
    change = _latest(own.now, changes, context)
    claims = [*own.before, *own.now]
    reports = {context.sources.get(claim.report_id, claim.report_id) for claim in claims}
    was_there = bool(own.before) or change in ("ends", "falls", "holds", "rises")
    return Tie(
        kind=key[0],
        provider=key[1],
        recipient=key[2],
        before="provided" if was_there else None,
        now=_NOW[change] if change else None,
        change=change,
        residual=_residual(change, changes),
        quantities=tuple(claim.quantity for claim in claims if claim.quantity),
        claims_before=tuple(claim.id for claim in own.before),
        claims_now=tuple(claim.id for claim in own.now),
        independent_sources=len(reports),
    )


def _change(claim: Claim, kind: str) -> Change | None:
    if claim.kind == "event":
        return effect_of(claim, load_tie_kinds()[kind])
    return claim.change


def _latest(claims: list[Claim], changes: list[Change | None], context: Context) -> Change | None:
    """Return the change that most independent sources tell; among equals the stronger loss.

    "Ends" beside "holds" or "falls" means that something is left: the tie falls.
    """
    told: dict[Change, set[str]] = {}
    for claim, change in zip(claims, changes, strict=True):
        if change:
            source = context.sources.get(claim.report_id, claim.report_id)
            told.setdefault(change, set()).add(source)
    if "ends" in told and ("holds" in told or "falls" in told):
        return "falls"
    if "falls" in told and "holds" in told:
        return "falls"
    order = list(_NOW)
    return min(told, key=lambda change: (-len(told[change]), order.index(change)), default=None)


def _residual(change: Change | None, changes: list[Change | None]) -> str | None:
    """Return what is left, from claims of what holds or falls; None where no report tells."""
    if change in ("holds", "falls"):
        return _LEFT["falls" if "falls" in changes or "ends" in changes else "holds"]
    return None


def _rank(actor: str, case: Case) -> int:
    order = (case.focal, case.partner, *case.outside, *case.others)
    return order.index(actor) if actor in order else len(order)


def _place(tie: Tie, case: Case) -> tuple[int, int, int]:
    """Return the key that puts the pair's ties first, then those with the outside power."""
    own = (case.focal, case.partner)
    members = sum(actor in own for actor in (tie.provider, tie.recipient))
    outside = int(not {tie.provider, tie.recipient} & set(case.outside))
    return (-members, outside, int(tie.provider == case.focal))
