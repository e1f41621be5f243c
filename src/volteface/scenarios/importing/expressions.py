"""Tokens → expression tree, by precedence climbing.

From loose to tight: or, and, not, comparison, sum, product, sign, power. Power groups to the
right and binds tighter than a sign before it, so that ``-2^2`` is -4, as in Vensim and Stella.
"""

from __future__ import annotations

from volteface.scenarios.importing.abstract import (
    Call,
    Expression,
    Number,
    Operation,
    Reference,
    Subscript,
    Text,
)
from volteface.scenarios.importing.cursor import Cursor
from volteface.scenarios.importing.errors import ImportedModelError, Place
from volteface.scenarios.importing.literals import is_array, numbers, tabbed, table
from volteface.scenarios.importing.lookup import MISSING
from volteface.scenarios.importing.names import canonical
from volteface.scenarios.importing.tokens import Dialect

DEEPEST = 100
"""Nesting of brackets that is followed; far beyond any model, far below Python's own limit."""

_COMPARISONS = frozenset({"=", "<>", "<", ">", "<=", ">="})


class Parser(Cursor):
    """Reads the expressions of one equation."""

    def __init__(self, text: str, dialect: Dialect, place: Place) -> None:
        super().__init__(text, dialect, place)
        self._depth = 0

    def expression(self) -> Expression:
        """The expression that begins here."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise ImportedModelError(f"brackets nested deeper than {DEEPEST}", self.place)
        result = self._alternatives()
        self._depth -= 1
        return result

    def _alternatives(self) -> Expression:
        left = self._conjunction()
        while self.skips("or"):
            left = Operation(operator="or", operands=(left, self._conjunction()))
        return left

    def _conjunction(self) -> Expression:
        left = self._negation()
        while self.skips("and"):
            left = Operation(operator="and", operands=(left, self._negation()))
        return left

    def _negation(self) -> Expression:
        negated = False
        while self.skips("not"):
            negated = not negated
        operand = self._comparison()
        return Operation(operator="not", operands=(operand,)) if negated else operand

    def _comparison(self) -> Expression:
        left = self._sum()
        while self.token.kind == "operator" and self.token.text in _COMPARISONS:
            operator = self.take().text
            left = Operation(operator=operator, operands=(left, self._sum()))
        return left

    def _sum(self) -> Expression:
        left = self._product()
        while self.sees("+", "-"):
            operator = self.take().text
            left = Operation(operator=operator, operands=(left, self._product()))
        return left

    def _product(self) -> Expression:
        left = self._signed()
        while self.sees("*", "/", "//", "mod"):
            operator = self.take().text
            left = Operation(operator=operator, operands=(left, self._signed()))
        return left

    def _signed(self) -> Expression:
        is_negative = False
        while self.sees("+", "-"):
            is_negative ^= self.take().text == "-"
        operand = self._power()
        return Operation(operator="negative", operands=(operand,)) if is_negative else operand

    def _power(self) -> Expression:
        bases = [self._atom()]
        while self.skips("^"):
            if self.sees("+", "-"):
                bases.append(self._signed())
                break
            bases.append(self._atom())
        result = bases.pop()
        while bases:
            result = Operation(operator="^", operands=(bases.pop(), result))
        return result

    def _atom(self) -> Expression:
        if self.skips("("):
            inner = self.expression()
            self.expect(")")
            return inner
        if self.skips("na"):
            return Number(value=MISSING)
        if self.skips("if"):
            return self._conditional()
        if self.token.kind == "number":
            return Number(value=float(self.take().text))
        if self.token.kind == "text":
            return Text(value=self.take().text)
        if self.token.kind == "name":
            return self._named()
        raise self.wrong("expected a number, a name or a bracket")

    def _conditional(self) -> Expression:
        place = self.place
        test = self.expression()
        self.expect("then")
        yes = self.expression()
        self.expect("else")
        parts = (test, yes, self.expression())
        return Call(function="if then else", arguments=parts, place=place)

    def _named(self) -> Expression:
        place = self.place
        name = canonical(self.take().text)
        subscripts = self.subscripts()
        if not self.sees("("):
            return Reference(name=name, subscripts=subscripts, place=place)
        if name == "tabbed array":
            return tabbed(self)
        self.take()
        arguments = self._arguments(name)
        return Call(function=name, arguments=arguments, subscripts=subscripts, place=place)

    def _arguments(self, name: str) -> tuple[Expression, ...]:
        arguments: list[Expression] = []
        while not self.skips(")"):
            if arguments:
                self.expect(",")
            is_table = name == "with lookup" and len(arguments) == 1
            arguments.append(self._bracketed_table() if is_table else self.expression())
        return tuple(arguments)

    def subscripts(self) -> tuple[Subscript, ...]:
        """The subscripts in square brackets, or none where no bracket stands here."""
        if not self.skips("["):
            return ()
        found = [self._subscript()]
        while self.skips(","):
            found.append(self._subscript())
        self.expect("]")
        return tuple(found)

    def _subscript(self) -> Subscript:
        if self.skips("*"):
            return Subscript(name="*", is_free=True)
        if self.token.kind not in {"name", "number"}:
            raise self.wrong("expected a subscript")
        name = canonical(self.take().text)
        return Subscript(name=name, is_free=self.skips("!"))

    def _bracketed_table(self) -> Expression:
        self.expect("(")
        points = table(self)
        self.expect(")")
        return points


def parse(text: str, dialect: Dialect, place: Place) -> Expression:
    """The expression that `text` holds, and nothing after it.

    >>> from pathlib import Path
    >>> parse("2*x", "xmile", Place(path=Path("a.xmile"), line=1)).operator
    '*'
    """
    parser = Parser(text, dialect, place)
    result: Expression = numbers(parser) if is_array(parser) else parser.expression()
    if not parser.at_end():
        raise parser.wrong("expected the end of the equation")
    return result
