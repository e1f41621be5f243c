"""What a reader keeps in mind through a report: who was named, who has the guards, who spoke last."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from volteface.model.claim import Party, Speaker


@dataclass(slots=True)
class Context:
    """Memory of narrow coreference, filled sentence by sentence.

    ``pair`` is the two states that the report names most; ``home`` the state of its dateline or
    the first that it names.
    """

    pair: tuple[str, ...] = ()
    states: Counter[str] = field(default_factory=Counter)
    home: str | None = None
    recent: list[str] = field(default_factory=list)
    by_noun: dict[str, list[Party]] = field(default_factory=dict)
    people: dict[str, list[Party]] = field(default_factory=dict)
    last_people: tuple[str, list[Party]] | None = None
    last_retreat: tuple[Party | None, Party | None] | None = None
    last_subject: list[Party] = field(default_factory=list)
    last_person: Party | None = None
    persons: dict[str, Speaker] = field(default_factory=dict)
    last_speaker: Speaker | None = None
    open_quote: bool = False

    def saw(self, code: str | None) -> None:
        """Note that a state was named."""
        if code:
            if code in self.recent:
                self.recent.remove(code)
            self.recent.append(code)

    def other_of_pair(self, code: str | None) -> str | None:
        """Return the pair's other state, or None if ``code`` is not of the pair."""
        if code in self.pair and len(self.pair) == 2:
            return self.pair[1] if code == self.pair[0] else self.pair[0]
        return None

    def the_two(self) -> list[Party]:
        """Return the pair as parties ("both countries")."""
        return [Party(code=code) for code in self.pair]
