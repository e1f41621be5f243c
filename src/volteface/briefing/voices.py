"""Who says what: the speaker of a claim as the subject of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from volteface.briefing.names import name, opened
from volteface.briefing.tables import load_words
from volteface.model.claim import Claim, Speaker
from volteface.model.report import Report

_OPENER = re.compile(r"^(?:according to|as per|per|for|in the view of)\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^)]*\)$")
_OFFICE = re.compile(r"(?:Ministry|Embassy|Department|Office|Government) of ")
_OPENERS = ("Officials", "Analysts", "Observers", "Sources", "The", "A", "An", "One", "Other")
_PRONOUNS = ("he", "she", "they", "it", "we", "i", "who")
_OWN = re.compile(r"(?:its|his|her|their|our|my)\s+(?:own\s+)?", re.IGNORECASE)
_COMMON = ("analyst", "unnamed", "witness", "document")
_LONGEST = 8  # words of a speaker that are taken over as they stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who speaks, and the verb that fits."""

    who: str
    says: str
    said: str

    @property
    def inside(self) -> str:
        """Who speaks, as it stands inside a sentence: common words without a capital."""
        is_common = self.who.split()[0] in _OPENERS
        return self.who[:1].lower() + self.who[1:] if is_common else self.who


def outlet_of(report: Report) -> str:
    """Return what a report is called in a sentence: its outlet, else its title, else the report.

    >>> outlet_of(Report(id="a", text="x"))
    'the report'
    """
    if report.outlet:
        return report.outlet
    return f"the report “{report.title}”" if report.title else "the report"


def voice_of(claim: Claim, report: Report) -> Voice:
    """Return who vouches for a claim; the report itself where it speaks in its own voice."""
    speaker, outlet = claim.speaker, short_outlet(report)
    if speaker.kind == "narrator":
        verb = "reports" if report.outlet else "says"
        who = f"the {outlet}" if _OFFICE.match(outlet) else outlet
        return Voice(who=who, says=verb, said=verb)
    if speaker.kind == "media":
        return Voice(who="other media", says="report", said="report")
    who = _named(speaker)
    return Voice(who=who, says="says" if _is_one(who) else "say", said="said")


def short_outlet(report: Report) -> str:
    """Return the outlet without what stands in brackets after it.

    >>> short_outlet(Report(id="a", text="x", outlet="The Gazette (evening edition)"))
    'The Gazette'
    """
    return _BRACKETS.sub("", outlet_of(report))


def attributed(claim: Claim, report: Report, clause: str, outlets: str) -> str:
    """Return the clause as a sentence with who vouches for it.

    A view always names its holder. A fact in a report's own voice is followed by ``outlets`` in
    brackets; they are empty where the brief has one report only, which is named once.
    """
    voice, is_view = voice_of(claim, report), claim.kind in ("judgment", "outlook")
    if is_view:
        text = f"{voice.who} {_view_verb(claim, voice)} that {clause}"
    elif claim.speaker.kind == "narrator":
        text = clause
    else:
        text = f"{voice.who} {voice.said} that {clause}"
    is_named = is_view and claim.speaker.kind == "narrator" and ";" not in outlets
    return opened(f"{text}." if is_named else f"{text}{outlets}.")


def _view_verb(claim: Claim, voice: Voice) -> str:
    verb = (
        "expect" if claim.time_frame == "predicted" and claim.certainty != "possible" else "judge"
    )
    return verb if voice.says in ("say", "report") else f"{verb}s"


def _named(speaker: Speaker) -> str:
    text = " ".join((speaker.text or "").replace(" '", "'").replace(" ’", "’").split())
    text = _OPENER.sub("", text)
    kind = load_words().voices.get(speaker.kind, "a speaker")
    whose = f" of {name(speaker.code)}" if speaker.code else ""
    is_bare = not text or len(text.split()) > _LONGEST or text.lower() in _PRONOUNS
    owned = _OWN.match(text)
    if is_bare or (owned and not whose):
        return f"{kind}{whose}"
    if owned:
        text = text[owned.end() :]
        return f"{text if _is_plural(text) else f'the {text}'}{whose}"
    return text.lower() if " " not in text and speaker.kind in _COMMON else text


def _is_one(who: str) -> bool:
    head = who.split(" of ", maxsplit=1)[0]
    return not _is_plural(head) or head.split()[0] in ("the", "a", "an")


def _is_plural(words: str) -> bool:
    last = words.rsplit(maxsplit=1)[-1]
    return last.endswith("s") and not last.endswith("ss")
