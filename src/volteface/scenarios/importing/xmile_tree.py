"""Reading an XML tree by the names of its elements, whatever their namespace."""

from __future__ import annotations

from lxml import etree

from volteface.scenarios.importing.errors import ImportedModelError, Place


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element | None, *names: str) -> list[etree._Element]:
    """The children of these names, in the order of the file; none where there is no element."""
    if element is None:
        return []
    return [part for part in element if local_name(part) in names]


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of this name, or None."""
    found = children(element, name)
    return found[0] if found else None


def text_in(element: etree._Element, name: str) -> str:
    """The text of the first child of this name, empty where there is none."""
    found = child(element, name)
    return "" if found is None else "".join(str(part) for part in found.itertext())


def number_in(
    element: etree._Element, name: str, place: Place, default: float | None = None
) -> float:
    """The number in the first child of this name, or the default.

    Raises `ImportedModelError` where there is neither.
    """
    text = text_in(element, name).strip()
    if not text and default is not None:
        return default
    try:
        return float(text)
    except ValueError as error:
        message = f"expected a number in <{name}>, found {text!r}"
        raise ImportedModelError(message, place) from error


def attribute_number(element: etree._Element, name: str, place: Place, default: float) -> float:
    """The number in an attribute, or the default where it is not set.

    Raises `ImportedModelError` where it is no number.
    """
    text = element.get(name)
    try:
        return default if text is None else float(text)
    except ValueError as error:
        message = f"expected a number in the attribute {name!r}, found {text!r}"
        raise ImportedModelError(message, place) from error


def is_set(element: etree._Element | None, flag: str) -> bool | None:
    """Whether an element has a flag such as ``<non_negative/>``; None where it is not named."""
    found = child(element, flag)
    if found is None:
        return None
    return (found.text or "").strip().lower() != "false"
