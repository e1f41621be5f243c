import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.scenarios.explain import formula_text
from volteface.scenarios.language.formulas import (
    Call,
    FormulaError,
    Literal,
    Name,
    Noise,
    leaves,
    parse,
)


def test_numbers_carry_their_unit_in_brackets() -> None:
    assert parse("50[kb/d]") == Literal(50.0, "kb / d")
    assert parse("2") == Literal(2.0)


def test_names_may_have_dots() -> None:
    assert parse("stance.cut.chosen") == Name("stance.cut.chosen")


def test_earlier_months_are_names_with_months() -> None:
    assert parse("previous(x.level)") == Name("x.level", 1)
    assert parse("delay(x, 7)") == Name("x", 7)


def test_a_draw_is_named() -> None:
    assert parse("normal(weather)") == Noise("normal", "weather")


def test_a_choice_can_be_written_in_words() -> None:
    assert parse("1 if a else b") == parse("where(a, 1, b)")


def test_comparisons_bind_looser_than_sums() -> None:
    assert parse("a + 1 > b") == Call("gt", (parse("a + 1"), Name("b")))


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "open('/etc/passwd')",
        "(lambda: 0)()",
        "[x for x in y]",
        "x.__class__",
        "a.b()",
        "getattr(x, y)",
        "f'{x}'",
        "'text'",
        "b'text'",
        "True",
        "None",
        "1j",
        "x := 1",
        "x[0]",
        "x[y]",
        "{1: 2}",
        "{1, 2}",
        "(1, 2)",
        "*a",
        "a @ b",
        "a // b",
        "a % b",
        "a << b",
        "a & b",
        "~a",
        "a is b",
        "a in b",
        "1 < a < 2",
        "await a",
        "yield",
        "max(a, key=b)",
        "max(*a)",
        "max()",
        "clip(a)",
        "normal(1)",
        "delay(a, b)",
        "delay(a, 0)",
        "delay(a, 1e3)",
        "previous(a + b)",
        "a; b",
        "import os",
        "",
        "1e999",
        "9" * 400,
        "eval(a)",
        "a" * 5000,
        "(" * 300 + "a" + ")" * 300,
        "-" * 3000 + "a",
        "not " * 900 + "a",
        "a**" * 800 + "a",
        "a." * 900 + "a",
        " or ".join(["a"] * 900),
        "+".join(["a"] * 1500),
        "\x00",
    ],
)
def test_what_is_not_of_the_language_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        parse(text)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except FormulaError:
        return


PARTS = st.recursive(
    st.one_of(
        st.floats(0.001, 1e6).map(lambda x: Literal(float(f"{x:g}"))),
        st.sampled_from(["a", "b.c"]).map(Name),
        st.builds(Name, st.sampled_from(["a", "b.c"]), st.integers(1, 9)),
        st.builds(Noise, st.sampled_from(["normal", "uniform"]), st.just("n")),
    ),
    lambda inner: st.one_of(
        st.builds(
            lambda f, a, b: Call(f, (a, b)),
            st.sampled_from(["add", "sub", "mul", "div", "pow", "lt", "ge", "and", "or", "max"]),
            inner,
            inner,
        ),
        st.builds(lambda f, a: Call(f, (a,)), st.sampled_from(["neg", "not", "exp"]), inner),
        st.builds(lambda a, b, c: Call("where", (a, b, c)), inner, inner, inner),
    ),
    max_leaves=12,
)


@given(PARTS)
def test_a_formula_written_out_reads_back_as_the_same(formula: Call) -> None:
    assert parse(formula_text(formula)) == formula


def test_leaves_come_from_left_to_right() -> None:
    assert [str(getattr(one, "name", one)) for one in leaves(parse("a + max(b, c)"))] == list("abc")
