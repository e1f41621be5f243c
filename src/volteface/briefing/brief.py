"""The brief as a value, and the forms it is printed in."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from volteface.briefing.material import Refused
from volteface.briefing.sentence import Section
from volteface.model.assessment import Assessment
from volteface.model.case import Case
from volteface.model.claim import Claim
from volteface.model.ledger import Ledger
from volteface.model.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One case answered: what it was made of, and its sections of sourced sentences."""

    case: Case
    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    ledger: Ledger
    assessment: Assessment
    sections: tuple[Section, ...]
    refused: tuple[Refused, ...] = ()

    @property
    def title(self) -> str:
        """What the brief is called: the case's title, else its pair."""
        from volteface.briefing.names import opened, short_name

        files = {Path(one.path or one.id).name for one in self.reports} | {
            r.id for r in self.reports
        }
        if self.case.title and self.case.title not in files:
            return self.case.title
        pair = f"{short_name(self.case.focal)} and {short_name(self.case.partner)}"
        return opened(f"{pair}: a break, temporary or lasting")

    def section(self, key: str) -> Section:
        """Return a section by its key; raises KeyError naming the keys there are."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(f"{key!r}; sections are {', '.join(s.key for s in self.sections)}")

    def to_dict(self) -> dict[str, Any]:
        """Return the brief as plain dictionaries and lists."""
        from volteface.briefing.record import record_of

        return record_of(self)

    def to_json(self) -> str:
        """Return the JSON twin: case, assessment, ledger, claims, sections with their evidence."""
        from volteface.briefing.record import json_of

        return json_of(self)

    def to_markdown(self) -> str:
        """Return the brief as Markdown, with the quotes it rests on as notes."""
        from volteface.briefing.markdown import markdown_of

        return markdown_of(self)

    def to_html(self) -> str:
        """Return the brief as one self-contained page that asks nothing of any server."""
        from volteface.briefing.html import page_of

        return page_of(self)

    def to_bundle(self, path: str | Path) -> Path:
        """Write the evidence bundle (zip) to ``path`` and return it."""
        from volteface.briefing.bundle import write_bundle

        return write_bundle(self, Path(path))

    def _repr_html_(self) -> str:
        """Return the page in a frame, so that a notebook's own style is left alone."""
        style = "width:100%;height:42rem;border:1px solid #ccc"
        page = escape(self.to_html(), quote=True)
        return f'<iframe title="{escape(self.title)}" srcdoc="{page}" style="{style}"></iframe>'
