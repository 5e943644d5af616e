"""The benchmark of copying on a tiny set written for the tests, in the form of the set that it is for."""

import json
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "copying.py"


def script() -> Any:
    spec = spec_from_file_location("benchmark_copying", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("told", "full", "initials"),
    [
        ("Vale, Ada", "vale ada", "vale a"),
        ("Ada Vale", "vale ada", "vale a"),
        ("VALE, ADA B.", "vale ada b", "vale a"),
        ("Vale", "vale", "vale"),
        ("vale, ada ;  o'dell, bo ;  ", "odell bo;vale ada", "odell b;vale a"),
        ("Bo O'Dell and Ada Vale", "odell bo;vale ada", "odell b;vale a"),
        ("Ada Vale, Bo O'Dell", "odell bo;vale ada", "odell b;vale a"),
        ("Vale, Ada, O'Dell, Bo", "odell bo;vale ada", "odell b;vale a"),
        ("Vale, Ada/ O&#39;Dell, Bo (Editor)", "odell bo;vale ada", "odell b;vale a"),
        ("Not Available", "", ""),
        ("", "", ""),
    ],
)
def test_lists_of_authors_are_compared_by_name(told: str, full: str, initials: str) -> None:
    authors = script().authors
    assert (authors(told, initials=False), authors(told, initials=True)) == (full, initials)


def test_the_figures_are_of_the_books_with_a_known_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ['"ClaimID", "Remove", "ObjectID", PropertyID", "PropertyValue", "SourceID", "TimeStamp"']
    for book in range(30):
        for seller, wrong in (("Ann", 0), ("Bea", 1), ("Cid", 2), ("Lia", 99), ("Mim", 99), ("Mop", 99), ("Mut", 99)):
            lies = wrong == 99 and book % 3 == 0
            name = "Lie, Lu" if lies else f"Slip, {seller}" if book % 10 == wrong else "Vale, Ada"
            rows.append(f'"1","","{book}","AuthorsNamesList","{name}","{seller}","null"')
    (tmp_path / "claim1.txt").write_text("\n".join(rows), "utf-8")
    gold = [f'"{book}","AuthorsNamesList","vale, ada ;  "' for book in (0, 3, 4, 6)]
    (tmp_path / "book_golden.csv").write_text("\n".join(gold), "utf-8")
    script().main(["--data", str(tmp_path)])
    (line,) = capsys.readouterr().out.splitlines()
    figure = json.loads(line)
    assert figure["benchmark"] == "copying"
    full = figure["full"]
    assert (full["books"], full["sellers"], full["books with a known list"], full["attainable"]) == (30, 7, 4, 4)
    assert (full["vote"]["right"], full["AccuCopy"]["right"]) == (0.25, 1.0)
    assert full["suspects"]["AccuCopy"] == 6


def test_a_missing_set_is_one_line_and_code_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        script().main(["--data", str(tmp_path / "nowhere")])
    told = capsys.readouterr()
    assert (left.value.code, told.out, len(told.err.splitlines())) == (2, "", 1)


def test_on_the_shared_set_seeing_copies_beats_counting_votes() -> None:
    benchmark = script()
    if not benchmark.DATA.exists():
        pytest.skip(f"there is no {benchmark.DATA}")
    figure = benchmark.measure(*benchmark.read(benchmark.DATA, initials=False))
    assert figure["vote"]["right"] == pytest.approx(0.65, abs=0.02)
    assert figure["Accu"]["right"] == pytest.approx(0.67, abs=0.02)
    assert figure["AccuCopy"]["right"] == pytest.approx(0.77, abs=0.02)
