from hypothesis import given
from hypothesis import strategies as st

from delian.report.passages import Marked, paragraphs


def test_overlapping_and_nested_marks_become_stretches_that_do_not_overlap() -> None:
    text = "one two three four"
    (paragraph,) = paragraphs(text, [Marked(0, 7, "x"), Marked(4, 13, "y"), Marked(4, 7, "z")])
    assert [(one.text, set(one.claims)) for one in paragraph.segments] == [
        ("one ", {"x"}),
        ("two", {"x", "y", "z"}),
        (" three", {"y"}),
        (" four", set()),
    ]
    assert [set(one.opens) for one in paragraph.segments] == [{"x"}, {"y", "z"}, set(), set()]
    assert [set(one.closes) for one in paragraph.segments] == [set(), {"x", "z"}, {"y"}, set()]


def test_paragraphs_are_kept_and_a_mark_may_run_over_their_border() -> None:
    text = "First.\nSame paragraph.\r\n\r\n  Second.\n\n\nThird."
    found = paragraphs(text, [Marked(7, text.index("Third"), "x")])
    assert [one.text for one in found] == ["First.\nSame paragraph.", "Second.", "Third."]
    assert found[0].segments[-1].opens == ("x",)
    assert found[1].segments[0].closes == ("x",)
    assert not found[2].segments[0].claims


def test_a_text_without_any_word_has_no_paragraph() -> None:
    assert paragraphs(" \n\n ", [Marked(0, 2, "x")]) == ()


def test_arabic_is_cut_by_code_points() -> None:
    text = "قال المتحدث إن الحلف متحد."
    (paragraph,) = paragraphs(text, [Marked(12, 26, "x")])
    assert paragraph.text == text
    assert "".join(one.text for one in paragraph.segments if one.claims) == text[12:26]


marks = st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=8)


@given(st.text(alphabet="ab \n\ré", max_size=60), marks)
def test_every_mark_opens_and_closes_exactly_once_and_no_word_is_lost(text: str, drawn: list[tuple[int, int]]) -> None:
    marked = [Marked(min(pair), max(pair), f"c-{number}") for number, pair in enumerate(drawn)]
    found = paragraphs(text, marked)
    assert "".join("".join(one.text.split()) for one in found) == "".join(text.split())
    if found:
        opens = [claim for one in found for segment in one.segments for claim in segment.opens]
        closes = [claim for one in found for segment in one.segments for claim in segment.closes]
        assert sorted(opens) == sorted(closes) == sorted(mark.claim for mark in marked)
    for one in found:
        assert text[one.start :].startswith(one.text)
