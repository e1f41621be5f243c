"""How a claim stands: who vouches for it, how surely, and whether it is done, denied or only wished."""

from __future__ import annotations

from dataclasses import dataclass, field

from volteface.model.claim import Certainty, Hedge, Polarity, Speaker, TimeFrame


def has_happened(polarity: Polarity, time_frame: TimeFrame) -> bool:
    """Return whether what stands so has happened (CLAIMS convention 4)."""
    return polarity == "affirmed" and time_frame in ("past", "ongoing")


@dataclass(slots=True)
class Stance:
    """Voice, polarity, certainty and time frame of one predicate."""

    speaker: Speaker = field(default_factory=Speaker)
    via: tuple[Speaker, ...] = ()
    cue: str | None = None
    polarity: Polarity = "affirmed"
    certainty: Certainty = "certain"
    time_frame: TimeFrame = "past"
    hedge: Hedge | None = None
    is_question: bool = False
    voices: list[Speaker] = field(default_factory=list)

    @property
    def has_happened(self) -> bool:
        """Whether it is told as something that happened."""
        return has_happened(self.polarity, self.time_frame)

    def negate(self) -> None:
        """Turn affirmed into denied, and back."""
        self.polarity = "affirmed" if self.polarity == "denied" else "denied"

    def hedge_by(self, certainty: Certainty, text: str, kind: str) -> None:
        """Make it less sure by a word of the text; the first such word is kept."""
        if self.certainty == "certain" or certainty == "possible":
            self.certainty = certainty
        self.hedge = self.hedge or Hedge(text=text, type=kind)

    def settle_voices(self) -> None:
        """Take the innermost voice as speaker and those around it as the way it came."""
        voices = list(dict.fromkeys(self.voices))
        if voices:
            self.speaker, self.via = voices[0], tuple(voices[1:])
