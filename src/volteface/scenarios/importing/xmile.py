"""An XMILE file (.xmile, .stmx) → the abstract model.

The language is that of the OASIS standard "XML Interchange Language for System Dynamics
(XMILE) 1.0" (2015), chapters 2–4. Views, units and documentation are read past.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from volteface.scenarios.importing.abstract import (
    AbstractModel,
    Definition,
    Macro,
    Number,
    Range,
    Reference,
)
from volteface.scenarios.importing.errors import ImportedModelError, Place, UnsupportedFeatureError
from volteface.scenarios.importing.expressions import parse
from volteface.scenarios.importing.names import canonical, shown
from volteface.scenarios.importing.ranges import MOST_CELLS
from volteface.scenarios.importing.vensim_text import LARGEST_FILE
from volteface.scenarios.importing.xmile_tree import (
    attribute_number,
    child,
    children,
    number_in,
    text_in,
)
from volteface.scenarios.importing.xmile_variables import VariableReader

_METHODS = {"euler": "euler", "rk4": "rk4"}


@dataclass(slots=True)
class _Reading:
    path: Path
    labels: dict[str, str] = field(default_factory=dict)

    def label(self, text: str) -> str:
        name = canonical(text)
        self.labels.setdefault(name, shown(text.replace("\\n", " ").replace("_", " ")))
        return name

    def place(self, element: etree._Element) -> Place:
        return Place(path=self.path, line=element.sourceline or 1)


def read_xmile(path: Path) -> AbstractModel:
    """The model in an XMILE file.

    Raises `ImportedModelError` naming the line that cannot be read, and
    `UnsupportedFeatureError` naming the feature that is not supported.
    """
    root = _root(path)
    reading = _Reading(path=path)
    specs = child(root, "sim_specs")
    if specs is None:
        raise ImportedModelError("no <sim_specs>: the times of the run", reading.place(root))
    method = (specs.get("method") or "euler").lower()
    if method not in _METHODS:
        raise UnsupportedFeatureError(f"integration method {method!r}", reading.place(specs))
    ranges = tuple(_ranges(root, reading))
    definitions = _models(root, reading, {item.name: item.members for item in ranges})
    given = {definition.name for definition in definitions}
    times = [item for item in _times(specs, reading) if item.name not in given]
    return AbstractModel(
        path=path,
        ranges=ranges,
        definitions=(*times, *definitions),
        macros=tuple(_macros(root, reading)),
        labels=reading.labels,
        method=_METHODS[method],
    )


def _root(path: Path) -> etree._Element:
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST_FILE else b""
    except OSError as error:
        raise ImportedModelError(f"{path} cannot be read: {error.strerror}") from error
    if size > LARGEST_FILE:
        raise ImportedModelError(f"{path} is larger than {LARGEST_FILE} bytes")
    # Exporters forget to declare namespaces and to close tags: recover reads on, and what is
    # missing then is found when the equations are put together. Entities stay closed.
    settings = {"resolve_entities": False, "no_network": True, "recover": True}
    try:
        root = etree.fromstring(data, etree.XMLParser(**settings))
    except etree.XMLSyntaxError as error:
        raise ImportedModelError(f"{path.name} is not XML: {error}") from error
    if root is None:
        raise ImportedModelError(f"{path.name} is not XML")
    return root


def _ranges(root: etree._Element, reading: _Reading) -> list[Range]:
    holder = child(root, "dimensions")
    found = []
    for dimension in children(holder, "dim"):
        names = [element.get("name", "") for element in children(dimension, "elem")]
        if not names:
            size = attribute_number(dimension, "size", reading.place(dimension), 0.0)
            if not 0 <= size <= MOST_CELLS:
                message = f"a dimension of {size:g} elements; at most {MOST_CELLS} are set up"
                raise ImportedModelError(message, reading.place(dimension))
            names = [str(number) for number in range(1, int(size) + 1)]
        members = tuple(reading.label(name) for name in names)
        name = reading.label(dimension.get("name", ""))
        found.append(Range(name=name, members=members, place=reading.place(dimension)))
    return found


def _times(specs: etree._Element, reading: _Reading) -> list[Definition]:
    place = reading.place(specs)
    start, stop = number_in(specs, "start", place), number_in(specs, "stop", place)
    step = number_in(specs, "dt", place, default=1.0)
    element = child(specs, "dt")
    if element is not None and element.get("reciprocal") == "true" and step != 0:
        step = 1.0 / step
    values = {"INITIAL TIME": start, "FINAL TIME": stop, "TIME STEP": step}
    found = [
        Definition(
            name=reading.label(label), label=label, expression=Number(value=value), place=place
        )
        for label, value in values.items()
    ]
    saved = Reference(name="time step", place=place)
    name = reading.label("SAVEPER")
    return [*found, Definition(name=name, label="SAVEPER", expression=saved, place=place)]


def _models(
    root: etree._Element, reading: _Reading, ranges: dict[str, tuple[str, ...]]
) -> tuple[Definition, ...]:
    models = children(root, "model")
    if not models:
        raise ImportedModelError("no <model> in the file", reading.place(root))
    reader = VariableReader(
        path=reading.path, label=reading.label, ranges=ranges, behavior=child(root, "behavior")
    )
    named = {canonical(model.get("name", "")): model for model in models}
    return tuple(reader.definitions(models[0], named))


def _macros(root: etree._Element, reading: _Reading) -> list[Macro]:
    found = []
    for element in children(root, "macro"):
        place = reading.place(element)
        if child(element, "variables") is not None:
            raise UnsupportedFeatureError("a macro with variables of its own", place)
        name = reading.label(element.get("name", ""))
        body = parse(text_in(element, "eqn"), "xmile", place)
        inputs = tuple(canonical(part.text or "") for part in children(element, "parm"))
        definition = Definition(name=name, label=name, expression=body, place=place)
        found.append(Macro(name=name, inputs=inputs, definitions=(definition,), place=place))
    return found
