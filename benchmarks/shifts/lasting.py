"""Temporary or lasting: the reference class replayed, with rivals, with and without covariates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from shifts.place import MissingDataError, data, digest
from volteface.reference.breaks import load_breaks
from volteface.reference.cases_file import read_cases
from volteface.reference.covariates import load_covariates
from volteface.reference.hazard import LANDMARKS, ridge_logistic, vector_of
from volteface.reference.instances import Instance, features, instances
from volteface.reference.replay import Record, Replayed, record_of, replay
from volteface.reference.replay_score import horizon_score
from volteface.reference.score import auc, brier


def main() -> None:
    """Print scores on our own table and on the shared one."""
    table, covariates = load_breaks(), load_covariates()
    print(f"breaks.csv {table.sha256[:16]}, {len(covariates)} rows with covariates")
    own = instances(table, covariates)
    record = record_of(own)
    _print("our own table, with covariates", list(replay(own, record)))
    plain = instances(table)
    _print("our own table, kinds and states only", list(replay(plain, record)))
    _rivals(own)
    _over_time(own)
    try:
        path = data("breaks.csv")
    except MissingDataError as missing:
        print(f"skipped: {missing}")
        return
    read = read_cases(path)
    print(f"\nshared breaks.csv {digest([path])}, {sum(c.scored for c in read.cases)} scored rows")
    _print("as it stands: states, date and kind only", list(replay(read.cases, record)))
    coded = _with_ours(read.cases, own)
    known = sum(bool(one.covariates.cells) for one in coded if one.scored)
    _print(f"with our covariates ({known} rows have some)", list(replay(coded, record)))


def _print(name: str, rows: Sequence[Replayed]) -> None:
    print(f"\n{name}")
    for years in LANDMARKS:
        one = horizon_score([row for row in rows if row.horizon == years])
        slope = (
            f"{one.slope.value:.2f} [{one.slope.low:.2f}, {one.slope.high:.2f}]"
            if one.slope
            else "unknown"
        )
        print(f"  {years} years: n {one.n}, Brier {one.brier:.4f} (base {one.base_brier:.4f}, group "
              f"{one.group_brier:.4f}), gain over group {one.gain.value:+.4f} [{one.gain.low:+.4f}, "
              f"{one.gain.high:+.4f}], log {one.log_score:.3f}, AUC {one.auc:.2f}, slope {slope}")  # fmt: skip


def _with_ours(cases: Sequence[Instance], own: Sequence[Instance]) -> list[Instance]:
    ours = {one.id: one for one in own}
    found = []
    for one in cases:
        same = ours.get(one.id)
        is_same = same is not None and same.pair == one.pair and abs(same.month - one.month) < 13
        found.append(
            replace(one, covariates=same.covariates, breaker=same.breaker)
            if same is not None and is_same
            else one
        )
    return found


def _rivals(own: Sequence[Instance]) -> None:
    """Print a logistic regression at each landmark, and gradient boosting where it is installed."""
    print("\nrivals on our own table, same leaving out (Brier / AUC)")
    known = [one for one in own if one.scored]
    for years in LANDMARKS:
        rows = [one for one in known if one.is_broken_after(12 * years)]
        told = [features(one, 12 * years, own) for one in rows]
        names = sorted({name for one in told for name in one})
        x = np.array([[1.0, *vector_of(one, names)] for one in told])
        y = np.array([bool(one.is_lasting(120)) for one in rows])
        folds = [(one.cluster, one.pair) for one in rows]
        shown = [f"logistic {_out_of_fold(x, y, folds, _logistic)}"]
        try:
            from sklearn.ensemble import GradientBoostingClassifier
        except ImportError:
            shown.append("gradient boosting skipped: no scikit-learn")
        else:

            def boosted(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> np.ndarray:
                model = GradientBoostingClassifier(
                    n_estimators=60, max_depth=2, learning_rate=0.05, subsample=0.7, random_state=1
                )
                return model.fit(a, b).predict_proba(c)[:, 1]

            shown.append(
                f"gradient boosting {_in_folds(x, y, rows, boosted)} (20 folds of disputes)"
            )
        print(f"  {years} years: {', '.join(shown)}")


def _logistic(x: np.ndarray, y: np.ndarray, test: np.ndarray) -> np.ndarray:
    penalty = np.full(x.shape[1], 10.0)
    penalty[0] = 0.01
    weights, _ = ridge_logistic(x, y.astype(float), penalty)
    return 1 / (1 + np.exp(-test @ weights))


def _out_of_fold(x: np.ndarray, y: np.ndarray, folds: list, fit: object) -> str:
    chance = np.empty(len(y))
    for place, (cluster, pair) in enumerate(folds):
        kept = np.array([c != cluster and p != pair for c, p in folds])
        chance[place] = fit(x[kept], y[kept], x[place : place + 1])[0]
    return f"{brier(chance, y):.4f} / {auc(chance, y):.2f}"


def _in_folds(x: np.ndarray, y: np.ndarray, rows: Sequence[Instance], fit: object) -> str:
    names = sorted({one.cluster for one in rows})
    order = {
        name: place % 20 for place, name in enumerate(np.random.default_rng(1).permutation(names))
    }
    fold = np.array([order[one.cluster] for one in rows])
    chance = np.empty(len(y))
    for number in range(20):
        test = fold == number
        pairs = {one.pair for one, out in zip(rows, test, strict=True) if out}
        kept = ~test & np.array([one.pair not in pairs for one in rows])
        chance[test] = fit(x[kept], y[kept], x[test])
    return f"{brier(chance, y):.4f} / {auc(chance, y):.2f}"


def _over_time(own: Sequence[Instance]) -> None:
    """Print what a model fitted before a year, on breaks whose ten years were over, says after."""
    print("\nout of time: fitted on breaks ten years old by the year, asked of those since")
    record: Record = record_of(own)
    for year in (1980, 1990):
        month = 12 * year
        after = [one for one in own if one.scored and one.month >= month]
        for years in (1, 3):
            rows = [one for one in after if one.is_broken_after(12 * years)]
            chance = np.array([
                record.model_for(one, before=month).lasting(features(one, 12 * years, own, bool(one.covariates.cells)), 12 * years)
                for one in rows
            ])  # fmt: skip
            y = np.array([bool(one.is_lasting(120)) for one in rows])
            base = np.array(
                [
                    bool(one.is_lasting(120))
                    for one in own
                    if one.scored and one.month + 120 <= month and one.is_broken_after(12 * years)
                ]
            ).mean()
            print(
                f"  since {year}, after {years} years: n {len(rows)}, Brier {brier(chance, y):.4f}, base rate of before {np.mean((base - y) ** 2):.4f}, AUC {auc(chance, y):.2f}"
            )
