import pytest
from hypothesis import given
from hypothesis import strategies as st

from delian.model.text import Span, SpanMismatch, check_span, cut
from delian.model.view import assemble, whole


@given(st.text(min_size=1), st.data())
def test_a_span_cut_from_a_text_stands_where_it_says(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = cut(text, start, end)
    assert text[span.start : span.end] == span.quote
    check_span(text, span)


def test_a_span_with_other_words_is_refused() -> None:
    with pytest.raises(SpanMismatch):
        Span(0, 3, "four")
    with pytest.raises(SpanMismatch, match="not 'Melos'"):
        check_span("Naxos fell", Span(0, 5, "Melos"))


@given(st.lists(st.tuples(st.text(min_size=1, max_size=8), st.booleans()), max_size=12))
def test_every_kept_character_of_a_view_leads_back_to_the_text(pieces: list[tuple[str, bool]]) -> None:
    text = "".join(piece for piece, _ in pieces)
    places, parts = 0, []
    for piece, keep in pieces:
        parts.append((piece, places) if keep else (" ", None))
        places += len(piece)
    view = assemble(parts)
    for run in view.runs:
        assert view.text[run.start : run.start + run.length] == text[run.raw : run.raw + run.length]
        extent = view.raw(run.start, run.start + run.length)
        assert (extent.start, extent.end) == (run.raw, run.raw + run.length)


def test_a_stretch_of_glue_has_no_place() -> None:
    with pytest.raises(ValueError, match="no character"):
        assemble([("a", 0), ("  ", None), ("b", 1)]).raw(1, 3)
    assert whole("abc").raw(1, 2).start == 1
