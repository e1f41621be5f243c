"""The JSON Schema of model files, made from the vocabulary, so that editors complete and check."""

from __future__ import annotations

from typing import Any

from volteface.scenarios.modelfile.vocabulary import FORMAT, HEAD, Field, Section, vocabulary

_NAME = "^[A-Za-z][A-Za-z0-9_]*$"
_MONTH = "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"
_LISTS = {"names", "strings", "list", "thresholds"}


def model_schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12); it knows shapes and names, not units or cycles.

    >>> model_schema()["required"]
    ['format', 'title', 'start', 'months']
    """
    sections = {n: one for n, one in vocabulary().items() if not one.is_inner}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Volteface scenario model",
        "type": "object",
        "required": ["format", "title", "start", "months"],
        "additionalProperties": False,
        "properties": {**_head(), **{name: _section(one) for name, one in sections.items()}},
        "$defs": {
            "amount": _amount(),
            **{name: _block(one) for name, one in vocabulary().items() if one.fields},
        },
    }


def _head() -> dict[str, Any]:
    kinds: dict[str, dict[str, Any]] = {
        "format": {"const": FORMAT},
        "start": {"type": "string", "pattern": _MONTH},
        "months": {"type": "integer", "minimum": 1},
        "runs": {"type": "integer", "minimum": 1},
        "units": {"type": "object", "additionalProperties": {"type": ["string", "number"]}},
    }
    return {
        name: {"description": meaning, **kinds.get(name, {"type": "string"})}
        for name, meaning in HEAD.items()
    }


def _section(section: Section) -> dict[str, Any]:
    own = {"$ref": f"#/$defs/{section.name}"}
    if section.is_single:
        return {"description": section.meaning, **own}
    below: dict[str, Any] = own if section.fields else {"$ref": "#/$defs/amount"}
    if section.is_amount and section.fields:
        below = {"anyOf": [own, {"$ref": "#/$defs/amount"}]}
    return {
        "description": section.meaning,
        "type": "object",
        "propertyNames": {"pattern": _NAME},
        "additionalProperties": below,
    }


def _block(section: Section) -> dict[str, Any]:
    plain = {"type": "string"}
    found: dict[str, Any] = {
        "description": section.meaning,
        "type": "object",
        "properties": {
            "title": plain,
            "source": plain,
            "note": plain,
            **{name: _field(one) for name, one in section.fields.items()},
        },
        "additionalProperties": False,
    }
    required = [one.name for one in section.fields.values() if one.is_required]
    return {**found, "required": required} if required else found


def _field(field: Field) -> dict[str, Any]:
    unit = f" (in {field.unit})" if field.unit else ""
    return {"description": field.meaning + unit, **_kind(field)}


def _kind(field: Field) -> dict[str, Any]:
    amount = {"$ref": "#/$defs/amount"}
    if field.kind in _LISTS:
        return {"type": "array", "items": {"type": ["string", "number"]}}
    if field.kind == "blocks":
        return {"type": "object", "additionalProperties": {"$ref": f"#/$defs/{field.of}"}}
    kinds: dict[str, dict[str, Any]] = {
        "amount": amount,
        "amounts": {"type": "object", "additionalProperties": amount},
        "edits": {"type": "object", "additionalProperties": amount},
        "formula": {"type": ["string", "number"]},
        "choice": {"enum": list(field.of or ())},
        "month": {"type": "string", "pattern": _MONTH},
        "months": {"type": "object", "propertyNames": {"pattern": _MONTH}},
        "whole": {"type": "integer"},
        "sections": {"type": "object"},
    }
    return kinds.get(field.kind, {"type": "string"})


def _amount() -> dict[str, Any]:
    number = {"type": ["string", "number"]}
    beside = {name: {"type": "string"} for name in ("unit", "source", "note", "title")}
    ends = {"min": number, "max": number}
    drawn = [
        {
            "type": "object",
            "required": [name],
            "additionalProperties": False,
            "properties": {
                name: {"type": "array", "items": number, "minItems": size, "maxItems": size},
                **beside,
                **ends,
            },
        }
        for name, size in (
            ("uniform", 2), ("triangular", 3), ("normal", 2), ("lognormal", 2), ("beta", 2),
        )
    ]  # fmt: skip
    valued = {
        "type": "object",
        "required": ["value"],
        "additionalProperties": False,
        "properties": {"value": number, **beside},
    }
    return {
        "description": "A number with its unit (20 kb/d), a distribution, or a formula",
        "anyOf": [number, valued, *drawn],
    }
