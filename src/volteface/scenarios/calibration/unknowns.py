"""The unknowns of a fit as one standard normal vector: parameters, monthly noise, source biases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from volteface.scenarios.program import Draw

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknowns:
    """The places of the unknowns in a vector: parameters, then noise by name and month, biases.

    ``noise`` names the monthly draws that are fitted, for the first ``months`` months each.

    >>> unknowns = Unknowns(parameters=("cap",), noise=("cargo",), months=2, biases=("x | Reuters",))
    >>> unknowns.size
    4
    """

    parameters: tuple[str, ...]
    noise: tuple[str, ...]
    months: int
    biases: tuple[str, ...]

    @property
    def size(self) -> int:
        """Number of unknowns."""
        return len(self.parameters) + len(self.noise) * self.months + len(self.biases)

    @property
    def noise_start(self) -> int:
        """Place of the first noise draw."""
        return len(self.parameters)

    @property
    def bias_start(self) -> int:
        """Place of the first bias."""
        return self.noise_start + len(self.noise) * self.months

    def parameter_part(self, z: Floats) -> dict[str, Floats]:
        """Return each parameter's standard normal figures, one a particle."""
        return {name: z[:, place] for place, name in enumerate(self.parameters)}

    def noise_part(self, z: Floats) -> dict[Draw, Floats]:
        """Return each fitted normal draw as an array (month, particle)."""
        held = z[:, self.noise_start : self.bias_start]
        shaped = held.reshape(len(z), len(self.noise), self.months)
        return {Draw("normal", name): shaped[:, place].T for place, name in enumerate(self.noise)}

    def bias_part(self, z: Floats) -> dict[str, Floats]:
        """Return each bias's standard normal figures, one a particle."""
        return {name: z[:, self.bias_start + place] for place, name in enumerate(self.biases)}
