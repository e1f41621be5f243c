"""Who says what: the speaker of a claim as the subject of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from volteface.briefing.names import name, opened
from volteface.briefing.tables import load_words
from volteface.model.claim import Claim, Speaker
from volteface.model.report import Report

_OPENER = re.compile(r"^(?:according to|as per|per|for|in the view of)\s+", re.IGNORECASE)
_COMMON = ("analyst", "unnamed", "witness", "document")
_LONGEST = 8  # words of a speaker that are taken over as they stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who speaks, and the verb that fits."""

    who: str
    says: str
    said: str


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
    speaker, outlet = claim.speaker, outlet_of(report)
    if speaker.kind == "narrator":
        verb = "reports" if report.outlet else "says"
        return Voice(who=outlet, says=verb, said=verb)
    if speaker.kind == "media":
        return Voice(who=f"other media, as {outlet} notes,", says="report", said="report")
    who = _named(speaker)
    return Voice(who=who, says="says" if _is_one(who) else "say", said="said")


def attributed(claim: Claim, report: Report, clause: str) -> str:
    """Return the clause under its speaker, as a sentence.

    A report's own voice is named too: "The Wire reports that …".
    """
    voice = voice_of(claim, report)
    source = "" if claim.speaker.kind in ("narrator", "media") else _through(claim, report)
    return opened(f"{voice.who} {voice.said} that {clause}{source}.")


def _through(claim: Claim, report: Report) -> str:
    return f", according to {outlet_of(report)}" if report.outlet or report.title else ""


def _named(speaker: Speaker) -> str:
    text = " ".join((speaker.text or "").replace(" '", "'").replace(" ’", "’").split())
    text = _OPENER.sub("", text)
    kind = load_words().voices.get(speaker.kind, "a speaker")
    whose = f" of {name(speaker.code)}" if speaker.code else ""
    if not text or len(text.split()) > _LONGEST or text.lower() in ("he", "she", "they", "it"):
        return f"{kind}{whose}"
    return text.lower() if " " not in text and speaker.kind in _COMMON else text


def _is_one(who: str) -> bool:
    words = who.split(" of ", maxsplit=1)[0].split()
    return not words[-1].endswith("s") or words[-1].endswith("ss") or words[0] in ("the", "a", "an")
