"""Reads reports about breaks between states and says, with sources, how lasting they are.

The public names are imported when they are first used: ``import volteface`` itself does nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from volteface.api import ReadResult, brief, read
    from volteface.briefing.brief import Brief
    from volteface.documents.draft import Facts
    from volteface.documents.options import Options
    from volteface.documents.refusal import Refusal
    from volteface.errors import (
        CaseError,
        CodebookError,
        DocumentError,
        ReadingError,
        VoltefaceError,
    )
    from volteface.model.assessment import Assessment
    from volteface.model.case import Case
    from volteface.model.claim import Claim
    from volteface.model.dates import PartialDate
    from volteface.model.ledger import Ledger
    from volteface.model.report import Report

__version__ = "0.1.0"

__all__ = [
    "Assessment",
    "Brief",
    "Case",
    "CaseError",
    "Claim",
    "CodebookError",
    "DocumentError",
    "Facts",
    "Ledger",
    "Options",
    "PartialDate",
    "ReadResult",
    "ReadingError",
    "Refusal",
    "Report",
    "VoltefaceError",
    "__version__",
    "brief",
    "read",
]

_HOMES = {
    "Assessment": "model.assessment",
    "Brief": "briefing.brief",
    "Case": "model.case",
    "CaseError": "errors",
    "Claim": "model.claim",
    "CodebookError": "errors",
    "DocumentError": "errors",
    "Facts": "documents.draft",
    "Ledger": "model.ledger",
    "Options": "documents.options",
    "PartialDate": "model.dates",
    "ReadResult": "api",
    "ReadingError": "errors",
    "Refusal": "documents.refusal",
    "Report": "model.report",
    "VoltefaceError": "errors",
    "brief": "api",
    "read": "api",
}


def __getattr__(name: str) -> Any:
    """Return a public name from the module that holds it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'volteface' has no attribute {name!r}")
    value = getattr(import_module(f"volteface.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
