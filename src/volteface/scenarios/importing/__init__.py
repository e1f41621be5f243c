"""Models of other system-dynamics programs (Vensim, XMILE): read, checked and run."""

from volteface.scenarios.importing.errors import (
    ImportedModelError,
    Place,
    UnsupportedFeatureError,
)
from volteface.scenarios.importing.model import ImportedModel, import_model, run
from volteface.scenarios.importing.simulate import Results

__all__ = [
    "ImportedModel",
    "ImportedModelError",
    "Place",
    "Results",
    "UnsupportedFeatureError",
    "import_model",
    "run",
]
