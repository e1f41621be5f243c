"""The vocabulary of model files as a part of the docs, so that both always say the same."""

from __future__ import annotations

from volteface.scenarios.modelfile.vocabulary import HEAD, Field, Section, vocabulary


def vocabulary_page() -> str:
    """Return the vocabulary in Markdown: what stands at the top, then a table for each section."""
    head = "; ".join(f"`{name}` ({meaning})" for name, meaning in HEAD.items())
    lines = [
        "## Vocabulary",
        "",
        f"At the top: {head}.",
        "",
        "Every block may also have `title`, `source` and `note`. Fields marked * must be there. "
        "Block names are unique in the whole file. *amount*: a number with its unit, a "
        "distribution, or a formula.",
        "",
    ]
    for section in vocabulary().values():
        lines += _section(section)
    return "\n".join(lines)


def _section(section: Section) -> list[str]:
    kind = "inner block" if section.is_inner else "one block" if section.is_single else "section"
    lines = [f"### `{section.name}` ({kind})", "", f"{section.meaning}.", ""]
    if section.fields:
        lines += ["| field | kind | meaning |", "|---|---|---|"]
        lines += [_row(field) for field in section.fields.values()] + [""]
    return lines


def _row(field: Field) -> str:
    kind = field.kind + (f" in {field.unit}" if field.unit else "") + _range(field)
    if isinstance(field.of, tuple):
        kind += f": {', '.join(field.of)}"
    elif field.of is not None:
        kind += f" of {field.of}"
    return f"| `{field.name}`{'*' if field.is_required else ''} | {kind} | {field.meaning} |"


def _range(field: Field) -> str:
    ends = []
    if field.above is not None:
        ends.append(f"above {field.above:g}")
    if field.low is not None:
        ends.append(f"from {field.low:g}")
    if field.high is not None:
        ends.append(f"to {field.high:g}")
    return f", {' '.join(ends)}" if ends else ""
