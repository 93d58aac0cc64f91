"""`make faults`: it finds the places, says what a fault is noticed by, and goes on where it stopped."""

import ast
import json

import pytest

import faults
from fault_map import Map
from fault_rules import python_faults
from fault_runs import Runner

MODULE = '''"""Ten lines: 1 + 1 in a docstring is no fault."""


def halved(number: float, least=0):
    """Half of a number."""
    if number < least:
        raise ValueError("1 + 1")
    while number > 100:
        number -= 1
    return number / 2
'''
TEST = """from small import halved


def test_half():
    assert halved(5) == 2.5


def test_large():
    assert halved(102) == 50
"""
PATH = "lib/small.py"


@pytest.fixture
def trial(tmp_path):
    """A project of one module and its tests, to put faults into."""
    folder = tmp_path / "copy"
    for name, text in ((PATH, MODULE), ("tests/test_small.py", TEST), ("tests/browser/empty", "")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n    browser\n    lab\n")
    lines = {PATH: {str(line): [0, 1] for line in range(4, 11)}}
    tests = {"tests/test_small.py::test_half": 0.1, "tests/test_small.py::test_large": 0.1}
    known = {"tests": tests, "test_lines": lines, "notebooks": {}, "notebook_lines": {}}
    return faults.Trial(Runner(folder), Map(known))


def found():
    return {f"{fault.rule}: {fault.before} → {fault.after}": fault for fault in python_faults(PATH, MODULE.encode())}


def test_all_places_are_found_and_none_in_text():
    assert set(found()) == {
        "condition negated: number < least → not number < least",
        "comparison exchanged: number < least → number <= least",
        "error not raised: raise ValueError('1 + 1') → pass",
        "condition negated: number > 100 → not number > 100",
        "comparison exchanged: number > 100 → number >= 100",
        "constant changed: 100 → 101",
        "constant changed: 0 → 1",
        "assignment removed: number -= 1 → pass",
        "operator exchanged: number -= 1 → number += 1",
        "constant changed: 1 → 2",
        "None returned: return number / 2 → return None",
        "operator exchanged: number / 2 → number * 2",
        "constant changed: 2 → 3",
    }
    for fault in found().values():
        changed = fault.apply(MODULE.encode()).decode()
        assert ast.unparse(ast.parse(changed)) != ast.unparse(ast.parse(MODULE))


def test_a_fault_is_caught_or_survives_and_the_file_is_mended(trial):
    caught = trial.of(found()["operator exchanged: number / 2 → number * 2"], "pytest")
    survives = trial.of(found()["comparison exchanged: number < least → number <= least"], "pytest")
    assert caught == "tests/test_small.py::test_half"
    assert survives is None
    assert (trial.folder / PATH).read_text() == MODULE


def test_an_endless_loop_is_caught(trial, monkeypatch):
    monkeypatch.setattr(faults, "LEAST_SECONDS", 4)
    assert trial.of(found()["assignment removed: number -= 1 → pass"], "pytest") == "time limit"


def test_a_run_is_taken_up_again(tmp_path, capsys):
    class Noting:
        def __init__(self):
            self.tried = []

        def applies(self, *_):
            return True

        def of(self, fault, check):
            self.tried.append(fault.key)

    chosen = faults.sample(list(found().values()), 5)
    results = faults.Results(tmp_path / "results.json")
    first, second = Noting(), Noting()
    assert faults.try_all("pytest", chosen[:3], results, first, stop_at=float("inf"))
    again = faults.Results(tmp_path / "results.json")
    assert faults.try_all("pytest", chosen, again, second, stop_at=float("inf"))
    assert [*first.tried, *second.tried] == [fault.key for fault in chosen]
    assert "5/5" in capsys.readouterr().out


def test_a_reason_is_kept_and_counted(tmp_path):
    chosen = faults.sample(list(found().values()), 2)
    results = faults.Results(tmp_path / "results.json")
    results.keep(chosen[0], {"pytest": None})
    results.keep(chosen[1], {"pytest": "test_half"})
    reason = "equivalent: the loop ends all the same"
    earlier = {"survivors": [{"fault": chosen[0].key, "reason": reason}]}
    said = faults.summary({"python": chosen}, {"python": 13}, results, earlier)
    assert said["kinds"]["python"]["caught"] == {"pytest": {"of": 2, "caught": 1, "accepted": 1}}
    assert [each["reason"] for each in said["survivors"]] == [reason]
    assert json.loads(json.dumps(said)) == said


def test_javascript_has_the_same_rules():
    pytest.importorskip("tree_sitter_javascript")
    from fault_rules_js import javascript_faults

    source = b"export function half(x) {\n  // 1 + 1\n  if (x < 0) throw Error(`1 + ${1}`);\n  return x / 2;\n}\n"
    assert {f"{fault.rule}: {fault.before} → {fault.after}" for fault in javascript_faults("half.js", source)} == {
        "condition negated: (x < 0) → (!((x < 0)))",
        "operator exchanged: x < 0 → (x <= 0)",
        "constant changed: 0 → 1",
        "error not raised: throw Error(`1 + ${1}`); → ;",
        "nothing returned: return x / 2; → return;",
        "operator exchanged: x / 2 → (x * 2)",
        "constant changed: 2 → 3",
    }
