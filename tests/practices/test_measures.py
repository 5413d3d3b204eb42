"""The measures of `make bench` themselves: what is best is 1, and a known example has its known value."""

import importlib.util
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.practices.queries import shipped_records

FILE = Path(__file__).resolve().parents[2] / "tools" / "bench_search.py"


def _bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_search", FILE)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BENCH = _bench()
GRADES = st.dictionaries(st.sampled_from("abcdefghijklmnop"), st.integers(1, 3), min_size=1)


@given(GRADES)
def test_the_best_order_is_one_and_no_answer_is_nothing(relevant: dict[str, int]) -> None:
    best = sorted(relevant, key=lambda key: -relevant[key])

    assert BENCH.ndcg(best, relevant) == pytest.approx(1)
    assert BENCH.ndcg([], relevant) == 0
    assert BENCH.ndcg(["z", *best], relevant) < 1


def test_a_worked_example_has_its_value() -> None:
    # Gains 7, 3, 0, 1 at places 1 to 4: 7 + 3/1.585 + 1/2.3219 = 9.3235; the best order has 7 + 3/1.585 + 1/2 = 9.3928.
    assert BENCH.ndcg(["a", "b", "x", "c"], {"a": 3, "b": 2, "c": 1}) == pytest.approx(0.99262, abs=1e-4)
    assert BENCH.recall_at(["x", "b"], {"a": 3, "b": 2, "c": 1}) == 0.5
    assert BENCH.rank(["x", "c", "b"], {"a": 3, "b": 2, "c": 1}) == pytest.approx(1 / 3)


def test_the_judgements_speak_of_practices_that_are_there_in_ten_languages() -> None:
    known = {record.id for record in shipped_records()}
    judged = BENCH.judgements()

    assert {key for row in judged for key in row["relevant"]} <= known
    assert {row["lang"] for row in judged} == {"en", "lv", "lt", "et", "fi", "sv", "da", "pl", "de", "nb"}
    assert len(judged) >= 100
    halves = Counter(row["half"] for row in judged)
    assert abs(halves["tuning"] - halves["held-out"]) <= 2
    assert halves["fresh"] == len(judged) - halves["tuning"] - halves["held-out"] == 118
