"""A model file from disk: YAML or TOML, as a tree with places, and the hash of its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from volteface.errors import ModelFileError
from volteface.scenarios.modelfile.limits import BYTES
from volteface.scenarios.modelfile.toml_file import toml_tree
from volteface.scenarios.modelfile.tree import Item
from volteface.scenarios.modelfile.yaml_file import yaml_tree


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """The tree of a model file, its name and the SHA-256 of its bytes."""

    name: str
    tree: Item
    sha256: str


def load_model(path: Path) -> ModelFile:
    """Return the model file at ``path`` (``.yaml``, ``.yml`` or ``.toml``; a folder's ``model.yaml``).

    Raises ModelFileError where it cannot be read, is too large, or is not YAML or TOML.
    """
    if path.is_dir():
        path = path / "model.yaml"
    try:
        with path.open("rb") as stream:
            content = stream.read(BYTES + 1)
    except OSError as error:
        raise ModelFileError(
            f"{path}: cannot be read ({error.strerror}); check the path, or make a model with "
            "volteface model new"
        ) from error
    return model_of(content, str(path))


def model_of(content: bytes, name: str) -> ModelFile:
    """Return the model file with ``content``, called ``name`` in messages; see ``load_model``."""
    if len(content) > BYTES:
        raise ModelFileError(f"{name}: larger than {BYTES // 1000} kB; a model is a small file")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ModelFileError(f"{name}: not UTF-8 at byte {error.start}; save it so") from error
    tree = toml_tree(text, name) if name.endswith(".toml") else yaml_tree(text, name)
    return ModelFile(name=name, tree=tree, sha256=sha256(content).hexdigest())
