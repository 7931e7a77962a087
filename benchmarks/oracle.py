"""Our statistics beside those of another program, the Python package 'svy', on made samples.

    make oracle

svy needs half a gigabyte of libraries, so it has an environment of its own, in which none of ours is loaded: each
side writes its figures, and the third call lays them side by side and fails where they differ.

    .venv/bin/python benchmarks/oracle.py ours > ours.json
    build/oracle/bin/python benchmarks/oracle.py theirs > theirs.json
    .venv/bin/python benchmarks/oracle.py compare ours.json theirs.json
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

CASES = 3_000
SEEDS = range(4)
CLOSE = 1e-6
"""The largest relative difference that counts as equal; both programs stop raking at a tolerance."""

Sample = Mapping[str, Any]
Figures = dict[str, float]


def made(seed: int) -> Sample:
    """Makes a stratified cluster sample with unequal weights, two margins and an answer that depends on both."""
    chance = np.random.default_rng(seed)
    stratum = chance.integers(0, 4, CASES)
    sex = chance.integers(0, 2, CASES)
    age = chance.choice(5, CASES, p=[0.1, 0.15, 0.2, 0.25, 0.3])
    return {
        "stratum": stratum,
        "cluster": stratum * 100 + chance.integers(0, 12, CASES),
        "weight": chance.lognormal(0, 0.4, CASES),
        "sex": sex,
        "age": age,
        "answer": (chance.uniform(size=CASES) < 0.3 + 0.1 * sex + 0.05 * age).astype(float),
        "population": ([5_200.0, 4_800.0], [2_100.0, 2_000.0, 1_900.0, 2_300.0, 1_700.0]),
    }


def ours(sample: Sample) -> Figures:
    """Returns the figures of this project."""
    from survey.statistics.comparisons import rao_scott  # noqa: PLC0415  each side is loaded where it is
    from survey.statistics.design import Design, error_of_mean  # noqa: PLC0415
    from survey.statistics.raking import rake  # noqa: PLC0415

    weight, answer = sample["weight"], sample["answer"]
    _, cluster = np.unique(sample["cluster"], return_inverse=True)
    design = Design(strata=sample["stratum"], clusters=cluster)
    raked = rake(
        [sample["sex"], sample["age"]],
        [np.array(target) for target in sample["population"]],
        weight,
        total=10_000.0,
        tolerance=1e-12,
        most_rounds=1000,
    ).weights
    table, squares = np.zeros((2, 5)), np.zeros((2, 5))
    np.add.at(table, (answer.astype(int), sample["age"]), weight)
    np.add.at(squares, (answer.astype(int), sample["age"]), weight**2)
    test = rao_scott(table, squares, CASES)
    assert test is not None
    return {
        "share": float(np.average(answer, weights=weight)),
        "error of the share": error_of_mean(answer, weight, design),
        "share, raked": float(np.average(answer, weights=raked)),
        "first raked weight": float(raked[0]),
        "largest raked weight": float(raked.max()),
        "Rao-Scott F": test.statistic,
        "Rao-Scott df 1": test.freedom,
        "Rao-Scott df 2": float(test.freedom_below or 0),
    }


def theirs(sample: Sample) -> Figures:
    """Returns the figures of svy; runs in its own environment."""
    import polars as pl  # noqa: PLC0415
    import svy  # noqa: PLC0415

    names = ("stratum", "cluster", "weight", "sex", "age", "answer")
    frame = pl.DataFrame({name: sample[name] for name in names}).with_columns(
        pl.col("sex").cast(pl.String), pl.col("age").cast(pl.String)
    )
    drawn = svy.Sample(frame, svy.Design(wgt="weight", stratum="stratum", psu="cluster"))
    share = drawn.estimation.mean("answer").estimates[0]
    weighted = svy.Sample(frame, svy.Design(wgt="weight"))
    controls = {
        name: {str(code): total for code, total in enumerate(targets)}
        for name, targets in zip(("sex", "age"), sample["population"], strict=True)
    }
    raked = weighted.weighting.rake(controls=controls, wgt_name="raked", tol=1e-12, max_iter=1000)
    weights = raked.data["raked"].to_numpy()
    as_words = svy.Sample(frame.with_columns(pl.col("answer").cast(pl.String)), svy.Design(wgt="weight"))
    test = as_words.categorical.tabulate(rowvar="answer", colvar="age").stats.f
    return {
        "share": share.est,
        "error of the share": share.se,
        "share, raked": float(np.average(sample["answer"], weights=weights)),
        "first raked weight": float(weights[0]),
        "largest raked weight": float(weights.max()),
        "Rao-Scott F": test.value,
        "Rao-Scott df 1": test.df_num,
        "Rao-Scott df 2": test.df_den,
    }


def compare(one: Path, other: Path) -> int:
    """Prints both sides and the relative differences; returns how many figures differ by more than CLOSE."""
    found, held = json.loads(one.read_text()), json.loads(other.read_text())
    apart = 0
    print(f"{'sample':>6}  {'figure':<24}{'ours':>18}{'svy':>18}{'difference':>12}")
    for seed, figures in found.items():
        for name, value in figures.items():
            difference = abs(value - held[seed][name]) / abs(held[seed][name])
            apart += difference > CLOSE
            print(f"{seed:>6}  {name:<24}{value:>18.10f}{held[seed][name]:>18.10f}{difference:>12.1e}")
    print(json.dumps({"figures": sum(map(len, found.values())), "apart": apart}))
    return apart


if __name__ == "__main__":
    if sys.argv[1] == "compare":
        sys.exit(1 if compare(Path(sys.argv[2]), Path(sys.argv[3])) else 0)
    side = {"ours": ours, "theirs": theirs}[sys.argv[1]]
    print(json.dumps({str(seed): side(made(seed)) for seed in SEEDS}))
