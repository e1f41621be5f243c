import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.errors import ModelFileError
from volteface.scenarios.load import load_model, model_of
from volteface.scenarios.modelfile.tree import plain


def content(text: str, name: str = "m.yaml") -> object:
    return plain(model_of(text.encode(), name).tree)


def test_norway_is_a_country_and_a_month_is_text() -> None:
    found = content("codes: [NO, SE]\nstart: 2026-01\nyes: on\n")
    assert found == {"codes": ["NO", "SE"], "start": "2026-01", "yes": "on"}


def test_quoted_numbers_stay_text() -> None:
    assert content("a: '12'\nb: 12\nc: 1.5e3\nd: true\ne: ~\n") == {
        "a": "12", "b": 12, "c": 1500.0, "d": True, "e": None,
    }  # fmt: skip


def test_items_know_their_lines() -> None:
    tree = model_of(b"a: 1\n\nb:\n  c: 2\n", "m.yaml").tree
    assert tree.mapping["b"].mapping["c"].place.line == 4
    assert tree.mapping["b"].mapping["c"].place.path == "b.c"


def test_toml_gives_the_same_tree_with_lines() -> None:
    tree = model_of(b'title = "x"\n[ties.oil]\nusual = "5 kb/d"\n', "m.toml").tree
    usual = tree.mapping["ties"].mapping["oil"].mapping["usual"]
    assert (usual.value, usual.place.line) == ("5 kb/d", 3)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\na: 2\n", 2, "given twice"),
        ("a: &x 1\nb: *x\n", 1, "anchors"),
        ("a: !!python/object/apply:os.system ['true']\n", 1, "tag"),
        ("a: !x 1\n", 1, "tag"),
        ("a: [1, 2\nb: 3\n", 2, "YAML"),
        ("a: 1\n---\nb: 2\n", 2, "one document"),
        ("a:\n" + "".join("  " * n + "b:\n" for n in range(1, 20)), 13, "nested deeper"),
        ("? [1, 2]\n: 3\n", 1, "a name must be text"),
        ("a: \x07\n", None, "YAML"),
    ],
)
def test_damaged_yaml_is_refused_with_its_line(text: str, line: int | None, words: str) -> None:
    with pytest.raises(ModelFileError, match=words) as caught:
        content(text)
    if line is not None:
        assert f"m.yaml, line {line}" in str(caught.value)


def test_a_ladder_of_aliases_is_never_expanded() -> None:
    text = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(30))
    with pytest.raises(ModelFileError, match="anchors"):
        content(text)


def test_deep_brackets_are_refused() -> None:
    with pytest.raises(ModelFileError):
        content("a: " + "[" * 5000)


def test_a_large_file_is_refused() -> None:
    with pytest.raises(ModelFileError, match="larger than"):
        model_of(b"a: 1\n" * 300_000, "m.yaml")


def test_a_file_that_is_not_text_is_refused() -> None:
    with pytest.raises(ModelFileError, match="UTF-8"):
        model_of(b"\xff\xfe\x00", "m.yaml")


def test_a_missing_file_says_how_to_make_one(tmp_path) -> None:
    with pytest.raises(ModelFileError, match="volteface model new"):
        load_model(tmp_path / "none.yaml")


@pytest.mark.parametrize("text", ["a = ", "[a\n", "a = 1\na = 2\n", "x = " + "[" * 3000])
def test_damaged_toml_is_refused(text: str) -> None:
    with pytest.raises(ModelFileError):
        content(text, "m.toml")


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        content(text)
    except ModelFileError:
        return
