import pytest

from scenarios.models import model, program
from volteface.errors import ModelFileError, ScenarioError
from volteface.scenarios.compile import Choices, compile_model

ACTORS = "actors: {a: {}, b: {}}\n"
TIE = ACTORS + "ties:\n  oil:\n    provider: a\n    recipient: b\n    usual: 50 kb/d\n"
FUEL = """\
    inventories:
      fuel:
        good: oil
        start: 100 kb
        inflows: [10 kb/d]
    sectors:
      power:
        needs:
          fuel: {amount: 5 kb/d}
"""


def refused(body: str, **choices: object) -> str:
    with pytest.raises(ModelFileError) as caught:
        compile_model(model(body), Choices(**choices))  # type: ignore[arg-type]  # keywords of several types
    return str(caught.value)


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("variables:\n  x: 1[kb] + 1[MW]\n", 6, "+: expected kb, got MW"),
        ("variables:\n  x: {value: '1[kb]', unit: MW}\n", 6, "expected MW, got kb"),
        ("variables:\n  x: exp(1[kb])\n", 6, "expected pure number, got kb"),
        ("variables:\n  x: 2[kb] > 3\n", 6, ">: expected kb, got pure number"),
        ("variables:\n  x: 2[kb] ** month\n", 6, "written number"),
        ("variables:\n  x: floor(2[kb])\n", 6, "floor: expected pure number"),
        ("variables:\n  x: y + 1\n", 6, "'y' is not defined"),
        ("parameters:\n  price: 3\nvariables:\n  x: prise + 1\n", 8, "did you mean price?"),
        ("variables:\n  x: y\n  y: z\n  z: x + 1\n", 6, "instantaneous cycle: x → y → z → x"),
        ("variables:\n  x: 1 / 0\n", 6, "division by zero"),
        ("variables:\n  x: previous(y)\n  y: month\n", 6, "give it a start"),
        ("variables:\n  x: max(1\n", 6, "cannot be read"),
        ("variables:\n  x: open('f')\n", 6, "function 'open' is not known"),
        ("variables:\n  x: (1).real\n", 6, "not part of the language"),
        ("variables:\n  lambda: 1\n", 6, "cannot be a name"),
        ("variables:\n  step: 1\n", 6, "word of the language"),
        ("variables:\n  a.b: 1\n", 6, "cannot be a name"),
        ("variables:\n  x__y: 1\n", 6, "cannot be a name"),
        ("parameters:\n  x: 3 furlong\n", 6, "unit 'furlong' is not known"),
        ("parameters:\n  x: {uniform: [3, 1]}\n", 6, "low below high"),
        ("parameters:\n  x: {uniform: [1 kb, 2 MW]}\n", 6, "expected a unit that fits kb"),
        ("parameters:\n  x: {normal: [1, 0]}\n", 6, "deviation above 0"),
        ("parameters:\n  x: {normal: [1, 1], min: 100}\n", 6, "leave nothing"),
        ("parameters:\n  x: {normal: [1, 1], min: 2, max: 1}\n", 6, "min must be below max"),
        ("parameters:\n  x: {gauss: [1, 1]}\n", 6, "expected one of value, uniform"),
        ("parameters:\n  x: {uniform: [1]}\n", 6, "takes 2 numbers"),
        ("parameters:\n  x: {value: 1, sauce: y}\n", 6, "'sauce' is not known here"),
        ("parameters:\n  x: [1, 2]\n", 6, "expected a number"),
        ("parameters:\n  x: true\n", 6, "expected a number"),
        ("parameters:\n  x: .inf\n", 6, "cannot be read"),
        ("parameters:\n  x: .nan\n", 6, "cannot be read"),
        ("parameters:\n  x: 1e999\n", 6, "finite"),
        ("parameters:\n  x: 1\nvariables:\n  x: 2\n", 8, "'x' is taken"),
        ("partys:\n  x: 1\n", 5, "'partys' is not a section"),
        ("ties: 3\n", 5, "expected names"),
        (TIE + "    provder: a\n", 11, "did you mean provider?"),
        (ACTORS + "ties:\n  oil: {provider: a, recipient: b}\n", 7, "'usual' is missing"),
        (TIE.replace("recipient: b", "recipient: c"), 9, "'c' is not one of actors"),
        (TIE + "    adjustment: 3\n", 11, "expected a unit that fits month, got pure number"),
        (TIE + "    adjustment: 0 months\n", 11, "expected above 0"),
        (TIE + "    spread: -10 percent\n", 11, "expected at least 0"),
        (TIE + "    cap: 3 MW\n", 11, "expected kb/d, as usual is, got MW"),
        (TIE + "    cap: -3 kb/d\n", 11, "expected at least 0, got -3 kb/d"),
        ("levels:\n  x: {start: 1}\n", 6, "expected one of change: (a rate) and becomes:"),
        ("levels:\n  x: {start: 1 kb, change: 1 kb}\n", 6, "expected kb"),
        ("series:\n  x: {unit: kb, at: {January: 3}}\n", 6, "expected a month such as 2026-01"),
        (
            "shocks:\n  x: {target: nothing, set: 1}\nscenarios:\n  base: {shocks: [x]}\n",
            6,
            "'nothing'",
        ),
        ("scenarios:\n  base: {shocks: [x]}\n", 6, "'x' is not one of shocks"),
        ("scenarios:\n  base: {remove: [x]}\n", 6, "'x' is not a block"),
        ("scenarios:\n  base: {set: {x: 1}}\n", 6, "'x' is not a block"),
        ("question: {tie: month}\n", 5, "'before' is missing"),
        ("outcomes:\n  x: {title: y}\n", 6, "expected one of value:"),
        ("observations:\n  x: {series: y}\n", 6, "'output' is missing"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(body: str, line: int, words: str) -> None:
    told = refused(body)
    assert words in told
    assert told.startswith(f"model.yaml, line {line}: ")


def test_a_good_that_does_not_fit_the_stock_is_refused() -> None:
    body = TIE + "    good: gas\n" + FUEL.replace("10 kb/d", "oil").replace("\n    ", "\n")[4:]
    assert "carries gas, but fuel holds oil" in refused(body)


def test_a_tie_cannot_flow_into_two_stocks() -> None:
    body = (
        TIE + "    good: oil\n"
        "inventories:\n"
        "  one: {good: oil, start: 1 kb, inflows: [oil]}\n"
        "  two: {good: oil, start: 1 kb, inflows: [oil]}\n"
        "sectors:\n  power:\n    needs: {one: {amount: 1 kb/d}, two: {amount: 1 kb/d}}\n"
    )
    assert "oil flows into one already" in refused(body)


def test_a_ring_of_sectors_needs_a_lag() -> None:
    body = """\
    sectors:
      power: {needs: {water: {}}}
      water: {needs: {power: {LAG}}}
    """
    assert "instantaneous cycle" in refused(body.replace("{LAG}", "{}"))
    compile_model(model(body.replace("{LAG}", "{lag: 1 month}")))


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("format: other\ntitle: x\nstart: 2026-01\nmonths: 3\n", "expected volteface-scenario-1"),
        ("format: volteface-scenario-1\ntitle: x\nmonths: 3\n", "'start' is missing"),
        ("format: volteface-scenario-1\ntitle: x\nstart: 2026-13\nmonths: 3\n", "expected a month"),
        ("format: volteface-scenario-1\ntitle: x\nstart: 2026-01\nmonths: 0\n", "1 to 1200"),
        ("format: volteface-scenario-1\ntitle: x\nstart: 2026-01\nmonths: 1e9\n", "whole number"),
        ("[1, 2]\n", "expected names"),
        ("", "expected names"),
        ("text\n", "expected names"),
    ],
)
def test_a_damaged_head_is_refused(head: str, words: str) -> None:
    from volteface.scenarios.load import model_of

    with pytest.raises(ModelFileError, match=words):
        compile_model(model_of(head.encode(), "model.yaml"))


def test_an_unknown_scenario_names_those_that_there_are() -> None:
    with pytest.raises(ScenarioError, match="known: base, cut"):
        program("scenarios:\n  cut: {title: x}\n", scenario="gut_it")


def test_a_value_set_by_hand_is_checked_like_the_files() -> None:
    assert "--set: oil.cap" in refused(TIE, sets={"oil.cap": "3 furlong"})
    assert "did you mean oil?" in refused(TIE, sets={"oyl.cap": "3 kb/d"})
    assert "'capp' is not known here" in refused(TIE, sets={"oil.capp": "3 kb/d"})
    program(TIE, sets={"oil.cap": "20kb/d"})


def test_given_months_are_for_names_that_are_computed() -> None:
    with pytest.raises(ScenarioError, match=r"did you mean oil\.level"):
        program(TIE, given={"oil.levle": (1.0,)})
