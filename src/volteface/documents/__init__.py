"""Files, folders, pages, feeds, mail → Report; furniture in their text; which are copies."""

from volteface.documents.duplicates import groups, independent_source
from volteface.documents.furniture import Span, furniture
from volteface.documents.load import load, load_all
from volteface.documents.options import Given, Options
from volteface.documents.refusal import Loaded, Refusal

__all__ = [
    "Given",
    "Loaded",
    "Options",
    "Refusal",
    "Span",
    "furniture",
    "groups",
    "independent_source",
    "load",
    "load_all",
]
