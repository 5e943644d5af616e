"""The record format loses nothing."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delian.errors import UnreadableStudy
from delian.model.actor import Actor, Mention
from delian.model.claim import Amount, AnswerForm, Attribution, CauseLink, Claim, Coder, Voice
from delian.model.document import Document, Original, Party
from delian.model.event import Coalition, Event, Issue, Option, Round, Topic
from delian.model.ids import Json
from delian.model.judgement import Decision, Judgement
from delian.model.problem import Problem
from delian.model.record import RecordFault, Unknown, from_record, header, read_lines, to_line, to_record
from delian.model.text import Extent, Span
from delian.model.when import When

words = st.text(max_size=12)
ids = st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True)
maybe = st.none() | words
extents = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda pair: Extent(min(pair), max(pair)))
extra = st.dictionaries(st.from_regex(r"zz_[a-z]{1,5}", fullmatch=True), st.none() | st.integers() | words, max_size=2)
whens = st.sampled_from(["1936-07-17", "1954/1962", "196X", "../1991"]).map(When.read)
quotes = words.flatmap(lambda quote: st.integers(0, 50).map(lambda start: Span(start, start + len(quote), quote)))
coders = st.builds(Coder, words, st.sampled_from(["human", "rules", "model"]), maybe, maybe, maybe, extra)
sources = st.builds(
    Voice,
    id=ids,
    role=st.sampled_from(["outlet", "author", "source"]),
    actor=st.none() | ids,
    kind=st.sampled_from(["named", "anonymous", "institution"]),
    descriptor=maybe,
    cue=st.none() | extents,
    extra=extra,
)
claims = quotes.flatmap(
    lambda span: st.builds(
        Claim,
        id=ids,
        document=ids,
        kind=st.sampled_from(["tie", "answer", "stance", "attribute", "question"]),
        start=st.just(span.start),
        end=st.just(span.end),
        quote=st.just(span.quote),
        evidence=st.tuples(st.just(span)),
        subject=st.lists(ids, max_size=2).map(tuple),
        relation=ids,
        amount=st.none() | st.builds(Amount, st.floats(allow_nan=False, allow_infinity=False), words),
        form=st.none() | st.builds(AnswerForm, st.sampled_from(["legal", "force"]), st.integers(0, 4)),
        cause=st.none() | st.builds(CauseLink, st.tuples(ids), st.tuples(ids), st.just(())),
        polarity=st.sampled_from(["+", "-"]),
        voices=st.lists(sources, max_size=3).map(tuple),
        when=st.none() | whens,
        coder=coders,
        score=st.none() | st.floats(0, 1),
        extra=extra,
    )
)
parties = st.builds(Party, words, st.none() | ids, extra)
documents = st.builds(
    Document,
    id=ids,
    title=maybe,
    outlet=st.none() | parties,
    authors=st.lists(parties, max_size=2).map(tuple),
    contributors=st.lists(words, max_size=2).map(tuple),
    published=st.none() | st.just("1999-12"),
    original=st.none() | st.builds(Original, maybe, st.none() | st.just("1999")),
    reprint_of=st.none() | ids,
    region=maybe,
    theme=maybe,
    reprint=st.booleans(),
    language=maybe,
    rights=maybe,
    sha256=ids,
    text_sha256=ids,
    extractor=words,
    text=maybe,
    fields=st.dictionaries(ids, extents, max_size=2),
    extra=extra,
)
plain = (
    st.builds(Event, ids, words, extra)
    | st.builds(Issue, ids, words, extra)
    | st.builds(Option, ids, words, ids, extra)
    | st.builds(Round, ids, words, ids, st.none() | ids, st.lists(words, max_size=2).map(tuple), st.none() | ids, extra)
    | st.builds(Topic, ids, words, extra)
    | st.builds(Coalition, ids, words, extra)
    | st.builds(
        Actor, ids, words, st.just("state"), st.lists(st.builds(Mention, ids, st.just(1), st.just(2))).map(tuple)
    )
    | st.builds(Attribution, ids, ids, st.none() | extents, st.none() | extents, extents)
    | st.builds(Decision, ids, ids, st.just("merge"), st.none() | ids, st.lists(ids, max_size=2).map(tuple))
    | st.builds(
        Judgement, ids, ids | st.lists(ids, min_size=1).map(tuple), st.just("grade"), value=words | st.floats(0, 1)
    )
    | st.builds(Problem, st.none() | ids, words, words, extra)
    | st.builds(
        Unknown, st.just("of-a-later-version"), st.dictionaries(st.from_regex(r"f[a-z]{1,5}", fullmatch=True), words)
    )
)


@given(claims | documents | plain)
def test_every_record_comes_back_as_it_was(noun: Any) -> None:
    line = to_line(noun)
    assert "\n" not in line
    assert from_record(json.loads(line)) == noun
    assert to_line(from_record(json.loads(line))) == line


@given(claims, extra)
def test_unknown_fields_survive(noun: Claim, more: dict[str, Any]) -> None:
    record = to_record(noun) | more
    assert to_record(from_record(record)) == record


def test_the_short_forms_of_outlet_and_authors_are_read() -> None:
    record: dict[str, Json] = {
        "record": "document",
        "id": "d-1",
        "outlet": "The Herald",
        "authors": ["A. Writer"],
        "reprint": False,
    }
    record |= {"sha256": "0", "text_sha256": "0", "extractor": "test"}
    document = from_record(record)
    assert isinstance(document, Document)
    assert document.outlet == Party("The Herald")
    assert document.authors == (Party("A. Writer"),)


def test_a_faulty_line_is_a_problem_with_its_place_and_the_rest_is_read() -> None:
    sound = to_line(Event("e-1", "First"))
    wrong = json.dumps({"record": "actor", "id": 5, "name": "X"})
    found = list(read_lines([header(), sound, wrong, "not json", sound], "study.delian"))
    assert [type(one).__name__ for one in found] == ["Event", "Problem", "Problem", "Event"]
    assert "study.delian:3" in str(found[1])
    assert "actor.id should be a text" in str(found[1])


def test_a_record_that_breaks_a_rule_of_its_kind_is_refused() -> None:
    record: dict[str, Json] = {
        "record": "claim",
        "id": "c-1",
        "document": "d-1",
        "kind": "event",
        "start": 0,
        "end": 1,
        "quote": "x",
    }
    record |= {"relation": "assault", "coder": {"name": "x", "kind": "human"}}
    with pytest.raises(RecordFault, match="names its event"):
        from_record(record)


def test_a_newer_version_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableStudy, match=r"version 99.*newer Delian"):
        list(read_lines(['{"record":"format","name":"delian","version":99}'], "new.delian"))


def test_a_file_that_is_no_study_is_refused() -> None:
    with pytest.raises(UnreadableStudy, match="not a Delian study"):
        list(read_lines(["a,b,c", "1,2,3"], "table.csv"))
