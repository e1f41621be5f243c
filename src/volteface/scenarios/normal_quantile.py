"""The inverse of the standard normal distribution, as one rational approximation everywhere.

Algorithm AS 241, PPND16 (M. J. Wichura, "The percentage points of the normal distribution",
Applied Statistics 37, 1988, 477-484): relative error about 1e-16. Every engine evaluates these
same coefficients in this same order, so that equal uniforms give equal normals.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

# Where |u - 1/2| is at most CENTRE the first pair of polynomials holds; beyond it the variable is
# r = sqrt(-log(min(u, 1 - u))), with the second pair up to r = FAR_TAIL and the third after it.
CENTRE = 0.425
CENTRE_SQUARED = 0.180625
MIDDLE_SHIFT = 1.6
FAR_TAIL = 5.0

# Highest power first: (numerator, denominator).
CENTRE_POLYNOMIALS = (
    (
        2.5090809287301226727e3,
        3.3430575583588128105e4,
        6.7265770927008700853e4,
        4.5921953931549871457e4,
        1.3731693765509461125e4,
        1.9715909503065514427e3,
        1.3314166789178437745e2,
        3.3871328727963666080e0,
    ),
    (
        5.2264952788528545610e3,
        2.8729085735721942674e4,
        3.9307895800092710610e4,
        2.1213794301586595867e4,
        5.3941960214247511077e3,
        6.8718700749205790830e2,
        4.2313330701600911252e1,
        1.0,
    ),
)
MIDDLE_POLYNOMIALS = (
    (
        7.74545014278341407640e-4,
        2.27238449892691845833e-2,
        2.41780725177450611770e-1,
        1.27045825245236838258e0,
        3.64784832476320460504e0,
        5.76949722146069140550e0,
        4.63033784615654529590e0,
        1.42343711074968357734e0,
    ),
    (
        1.05075007164441684324e-9,
        5.47593808499534494600e-4,
        1.51986665636164571966e-2,
        1.48103976427480074590e-1,
        6.89767334985100004550e-1,
        1.67638483018380384940e0,
        2.05319162663775882187e0,
        1.0,
    ),
)
FAR_POLYNOMIALS = (
    (
        2.01033439929228813265e-7,
        2.71155556874348757815e-5,
        1.24266094738807843860e-3,
        2.65321895265761230930e-2,
        2.96560571828504891230e-1,
        1.78482653991729133580e0,
        5.46378491116411436990e0,
        6.65790464350110377720e0,
    ),
    (
        2.04426310338993978564e-15,
        1.42151175831644588870e-7,
        1.84631831751005468180e-5,
        7.86869131145613259100e-4,
        1.48753612908506148525e-2,
        1.36929880922735805310e-1,
        5.99832206555887937690e-1,
        1.0,
    ),
)


def normal_quantile(probability: Floats) -> Floats:
    """Return the standard normal value below which a share ``probability`` lies.

    ``probability`` is an array of any shape with figures strictly between 0 and 1; the answer has
    its shape. Figures outside give NaN or infinities, as the logarithm does.

    >>> normal_quantile(np.array([0.5, 0.975])).round(6).tolist()
    [0.0, 1.959964]
    """
    offset = probability - 0.5
    value: Floats = offset * _ratio(CENTRE_POLYNOMIALS, CENTRE_SQUARED - offset * offset)
    outer = np.flatnonzero(np.abs(offset) > CENTRE)
    if outer.size:
        value.flat[outer] = _tails(probability.ravel()[outer])
    return value


def _tails(probability: Floats) -> Floats:
    """Return the quantiles of figures farther than CENTRE from one half."""
    is_lower = probability < 0.5
    distance = np.sqrt(-np.log(np.where(is_lower, probability, 1.0 - probability)))
    size = _ratio(MIDDLE_POLYNOMIALS, distance - MIDDLE_SHIFT)
    far = distance > FAR_TAIL
    if far.any():
        size[far] = _ratio(FAR_POLYNOMIALS, distance[far] - FAR_TAIL)
    return np.where(is_lower, -size, size)


def _ratio(polynomials: tuple[tuple[float, ...], tuple[float, ...]], variable: Floats) -> Floats:
    """Return numerator over denominator at ``variable``, both by Horner's rule."""
    return _polynomial(polynomials[0], variable) / _polynomial(polynomials[1], variable)


def _polynomial(coefficients: tuple[float, ...], variable: Floats) -> Floats:
    """Return the polynomial at ``variable``; ``coefficients`` begin with the highest power."""
    value = coefficients[0] * variable
    for coefficient in coefficients[1:-1]:
        value += coefficient
        value *= variable
    value += coefficients[-1]
    return value
