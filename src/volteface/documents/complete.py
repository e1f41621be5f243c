"""Draft → Report: facts put together by rank, text checked for content and language."""

from __future__ import annotations

from datetime import datetime

from volteface.documents.draft import Draft
from volteface.documents.facts import find_facts
from volteface.documents.language import require_english
from volteface.documents.options import Options
from volteface.errors import EmptyDocumentError
from volteface.model.report import Report


def complete(
    draft: Draft,
    *,
    identity: str,
    options: Options,
    path: str | None = None,
    retrieved: datetime | None = None,
) -> Report:
    """Return the report of ``draft``: what was handed in ranks before the form's, and that before
    what the text's first lines tell. Raises EmptyDocumentError and LanguageError.
    """
    if not draft.text.strip(" \t\r\n\x0b\x0c\xa0\u200b\ufeff"):
        raise EmptyDocumentError(f"{identity}: there is no text in it; hand in a report with text")
    if options.is_language_checked:
        require_english(draft.text, where=identity)
    facts = options.given.or_else(draft.facts).or_else(find_facts(draft.text))
    return Report(
        id=identity,
        text=draft.text,
        form=draft.form,
        outlet=facts.outlet,
        published=facts.published,
        dateline=facts.dateline,
        language="en",
        title=facts.title,
        url=facts.url,
        path=path,
        origin=facts.origin,
        retrieved=retrieved,
    )
