"""Lemma rules: how a word form becomes its lemma, as a label that a classifier can choose.

A rule is ``case|cut|add``: take the form as it stands (``k``), in lower case (``l``) or
capitalised (``c``), cut so many characters from its end and add the rest; ``W|lemma`` names the
lemma outright. The idea is that of edit-tree lemmatisation (Müller et al. 2015), reduced to suffixes.
"""

from __future__ import annotations

_LONGEST_CUT = 4


def lemma_rule(form: str, lemma: str) -> str:
    """Return the rule that turns ``form`` into ``lemma``.

    >>> lemma_rule("leaving", "leave")
    'k|3|e'
    """
    for case, base in _cases(form):
        common = _common_prefix(base, lemma)
        if common and common >= min(len(base), len(lemma)) - _LONGEST_CUT:
            return f"{case}|{len(base) - common}|{lemma[common:]}"
    return f"W|{lemma}"


def apply_rule(form: str, rule: str) -> str:
    """Return the lemma that ``rule`` makes of ``form``.

    >>> apply_rule("Leaving", "l|3|e")
    'leave'
    """
    case, _, rest = rule.partition("|")
    if case == "W":
        return rest
    cut, _, add = rest.partition("|")
    base = dict(_cases(form))[case]
    return base[: len(base) - int(cut)] + add


def _cases(form: str) -> tuple[tuple[str, str], ...]:
    return ("k", form), ("l", form.lower()), ("c", form[:1] + form[1:].lower())


def _common_prefix(left: str, right: str) -> int:
    length = 0
    while length < min(len(left), len(right)) and left[length] == right[length]:
        length += 1
    return length
