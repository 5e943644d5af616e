import time
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from delian.documents.metadata import find_metadata
from delian.documents.read import read_document
from delian.documents.reprints import mark_reprints
from delian.model.document import Document, Original, bare_document

CATALOG = Path(__file__).parents[2] / "examples" / "catalog" / "axis-2020"


def sentences(first: int, last: int) -> list[str]:
    return [
        f"On day {n} the council of town {n * 7} moved the toll of bridge {n * 3} to {n * 11} coins."
        for n in range(first, last)
    ]


def document(paragraphs: list[str], published: str | None = None, **fields: object) -> Document:
    bare = bare_document("\n\n".join(paragraphs), sha256="0" * 64, extractor="text 1")
    return replace(bare, published=published, **fields)  # type: ignore[arg-type]


FIRST = document(sentences(0, 30), "2011-03-03")
COPY = document([*sentences(0, 28), "The end."], "2011-03-05")
OTHER = document(
    [f"In year {n} the salt of village {n * 5} was taxed by {n * 13} men of the lake." for n in range(30)], "2011-03-04"
)


def test_a_later_copy_is_tied_to_the_first_whatever_the_order() -> None:
    for given_order in ([FIRST, COPY, OTHER], [OTHER, COPY, FIRST]):
        marked, problems = mark_reprints(given_order)
        assert [one.id for one in marked] == [one.id for one in given_order]
        found = {one.id: (one.reprint_of, one.reprint) for one in marked}
        assert found == {FIRST.id: (None, False), COPY.id: (FIRST.id, True), OTHER.id: (None, False)}
        assert not problems


def test_a_chain_of_reprints_leads_to_its_root() -> None:
    again = document([*sentences(2, 28), "The end.", "And more."], "2011-04-01")
    marked, _ = mark_reprints([again, COPY, FIRST])
    assert [one.reprint_of for one in marked] == [FIRST.id, FIRST.id, None]


def test_the_date_of_first_appearance_comes_before_the_date_of_printing() -> None:
    late = document([*sentences(0, 29)], "2011-06-01", original=Original("The Valley Post", "2011-03-01"))
    marked, problems = mark_reprints([FIRST, late])
    assert [one.reprint_of for one in marked] == [late.id, None]
    assert not problems


def test_a_reprint_that_names_the_day_of_the_original_is_the_later_one() -> None:
    again = document(
        [*sentences(0, 29)], "2011-03-09", original=Original("The Valley Post", "2011-03-03"), reprint=True
    )
    marked, problems = mark_reprints([again, FIRST])
    assert [one.reprint_of for one in marked] == [FIRST.id, None]
    assert not problems


def test_an_excerpt_that_quotes_one_paragraph_is_no_reprint() -> None:
    excerpt = document(sentences(3, 7), "2011-03-05")
    review = document([*sentences(0, 3), *sentences(40, 70)], "2011-03-06")
    marked, problems = mark_reprints([FIRST, excerpt, review])
    assert [one.reprint_of for one in marked] == [None, None, None]
    assert not problems


def test_an_abridged_copy_is_a_reprint() -> None:
    marked, _ = mark_reprints([FIRST, document(sentences(0, 12), "2011-03-05")])
    assert marked[1].reprint_of == FIRST.id


def test_a_copy_whose_dates_do_not_tell_is_a_problem_with_the_shared_text() -> None:
    undated = replace(COPY, published=None)
    for pair in (
        [replace(FIRST, published=None), undated],
        [FIRST, undated],
        [FIRST, replace(COPY, published="2011-03-03")],
    ):
        marked, problems = mark_reprints(pair)
        assert [one.reprint_of for one in marked] == [None, FIRST.id]
        (problem,) = problems
        assert problem.where == COPY.id
        assert FIRST.id in problem.says
        assert "%" in problem.says


def test_the_same_text_given_twice_is_not_its_own_reprint() -> None:
    marked, problems = mark_reprints([FIRST, FIRST])
    assert [one.reprint_of for one in marked] == [None, None]
    assert not problems


def test_what_is_already_tied_stays_tied() -> None:
    tied = replace(COPY, reprint_of="d-elsewhere", reprint=True)
    marked, _ = mark_reprints([FIRST, tied])
    assert marked[1].reprint_of == "d-elsewhere"


def test_empty_and_short_texts_are_never_reprints() -> None:
    marked, problems = mark_reprints([document([""]), document(["The end."]), document(["The end. "])])
    assert all(one.reprint_of is None for one in marked)
    assert not problems


@given(st.permutations([FIRST, COPY, OTHER, document(sentences(1, 29), "2011-03-07")]))
def test_the_order_given_does_not_matter_where_dates_tell(given_order: list[Document]) -> None:
    marked, _ = mark_reprints(given_order)
    assert [one.id for one in marked] == [one.id for one in given_order]
    assert {one.reprint_of for one in marked} == {None, FIRST.id}


def test_the_catalogs_reprint_is_found() -> None:
    names = ("fragmentation-reprint.md", "official-position.md", "fragmentation.md")
    reprint, official, first = (find_metadata(read_document(CATALOG / name)[0]) for name in names)
    marked, problems = mark_reprints([reprint, official, first])
    assert [one.reprint_of for one in marked] == [first.id, None, None]
    assert not problems


def test_many_documents_take_little_time() -> None:
    many = [document([*sentences(n, n + 20), f"Number {n}."], "2011-03-03") for n in range(100, 8100, 20)]
    copies = [document([*sentences(0, 30), f"Copy {n}."], "2011-04-03") for n in range(200)]
    began = time.perf_counter()
    marked, _ = mark_reprints([*many, FIRST, *copies])
    assert time.perf_counter() - began < 20
    assert sum(one.reprint_of == FIRST.id for one in marked) == len(copies)
