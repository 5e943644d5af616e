"""Laws that every reading of every text keeps, whatever stands in the text."""

import json
import os
import subprocess
import sys
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from delian import pipeline
from delian.coding.proposers.gate import Grounded, ground
from delian.coding.proposers.proposer import Context
from delian.coding.proposers.rules import PROPOSER
from delian.model.document import bare_document
from delian.model.record import to_line
from delian.plugins import vocabulary
from reading import Read, read_text

NAMES = ("Chad", "the Lagoon League", "Ines Okello", "Tomas Verhulst", "the deputies", "she", "they", "General Adeyo")
SENTENCES = (
    "{0} attacked {1} in March 1994.",
    "“We shall not leave,” said {0}, who leads {1}.",
    '"If {0} stays," {1} told reporters, "nobody will sign."',
    "{0} said that {1} had refused to answer the raid.",
    "Because {0} kept silent, {1} left the pact two days later.",
    "{0} did not react; {1}, according to {2}, only held a rally.",
    "Had {0} answered, {1} would have stayed, {2} believes.",
    "Why did {0} abandon {1}?",
    "The talks between {0} and {1} failed on 3 May 1994.",
    "{0}, {1} and {2} back Ines Okello as prime minister.",
)
ODD = (
    "“", '"', "’s", "‘ ‘ “", "😀", "\u200f", "\u202e", "قال رئيس الوزراء إن الحرب لن تعود.", "1994 12 3.5", "(", "- - -", "\t",
    "\ud800", "\x00", "e\u0301", "A" * 60, "…", "THE LAGOON LEAGUE", "# Heading", "U.S.",
)  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Draw sentences about a few names, with odd pieces between them."""
    parts = []
    for _ in range(draw(st.integers(1, 7))):
        names = [draw(st.sampled_from(NAMES)) for _ in range(3)]
        parts.append(draw(st.sampled_from(SENTENCES)).format(*names))
        parts.append(draw(st.sampled_from([*ODD, "", "", "", ""])))
        parts.append(draw(st.sampled_from([" ", " ", "\n", "\n\n", "\r\n\r\n", ""])))
    return "".join(parts)


def lines(read: Grounded) -> list[str]:
    nouns = (*read.actors, *read.events, *read.issues, *read.attributions, *read.claims)
    return [to_line(one) for one in (read.document, *nouns)]


def spans(read: Read) -> list[tuple[int, int]]:
    found = [(one.start, one.end) for one in read.grounded.claims]
    found += [(span.start, span.end) for one in read.grounded.claims for span in one.evidence]
    found += [(voice.cue.start, voice.cue.end) for one in read.grounded.claims for voice in one.voices if voice.cue]
    found += [(one.start, one.end) for actor in read.grounded.actors for one in actor.mentions]
    for heard in read.grounded.attributions:
        found += [(one.start, one.end) for one in (heard.source, heard.cue, heard.content) if one]
    return found


def check_places(read: Read) -> None:
    for claim in read.grounded.claims:
        assert read.text[claim.start : claim.end] == claim.quote
        assert all(read.text[one.start : one.end] == one.quote for one in claim.evidence)
    assert all(0 <= start < end <= len(read.text) for start, end in spans(read))


def check_ids(read: Read) -> None:
    found = read.grounded
    known = {one.id for one in (*found.actors, *found.events, *found.issues)}
    claims = {one.id for one in found.claims}
    assert len(claims) == len(found.claims)
    for claim in found.claims:
        named = {*claim.subject, *claim.object, *(voice.actor for voice in claim.voices), claim.event, claim.place}
        assert named - {None} <= known
        cause = claim.cause
        assert {*claim.about, *((*cause.causes, *cause.effects, *cause.contrast) if cause else ())} <= known | claims
    assert {one.speaker for one in found.attributions} - {None} <= known


@settings(max_examples=60)
@given(text=texts())
@example(text="“" * 300)
@example(text="“Chad left ‘" * 1200 + "we stay" + "’ ”" * 1200)
@example(text="Ines Okello said that " * 600 + "Chad left.")
@example(text=", ".join(["Tomas Verhulst"] * 2500) + " attacked Chad.")
@example(text="Chad left" + ", and the League that the general had praised attacked the port of Okello" * 300 + ".")
@example(text="Ines Okello’s " * 1500 + "aunt left Chad.")
def test_every_record_stands_where_it_says_and_names_what_there_is(text: str) -> None:
    read = read_text(text)
    check_places(read)
    check_ids(read)


@settings(max_examples=30)
@given(text=texts())
def test_a_text_coded_twice_gives_the_same_bytes(text: str) -> None:
    assert lines(read_text(text).grounded) == lines(read_text(text).grounded)


def read_cleaned(text: str) -> Read:
    document = replace(bare_document(text, sha256="0", extractor="test"), published="1998-05-14", language="en")
    context = Context(document, pipeline.view(document), vocabulary(), {})
    return Read(text, ground(PROPOSER.propose(context), context, PROPOSER.coder))


@settings(max_examples=30)
@given(text=texts(), before=st.sampled_from(["\n", "\n\n", "\ufeff", "\ufeff\r\n"]))
def test_what_stands_before_a_text_moves_its_readings_and_changes_none(text: str, before: str) -> None:
    text = f"Chad left. {text}"
    plain, moved = read_cleaned(text), read_cleaned(before + text)
    assert [
        (one.start + len(before), one.quote, one.kind, one.relation, one.subject) for one in plain.grounded.claims
    ] == [(one.start, one.quote, one.kind, one.relation, one.subject) for one in moved.grounded.claims]
    assert [(start + len(before), end + len(before)) for start, end in spans(plain)] == spans(moved)


CODE = """
import json, sys
from reading import read_text
from delian.model.record import to_line
found = read_text(sys.stdin.read()).grounded
print(json.dumps([to_line(one) for one in (*found.actors, *found.events, *found.claims, *found.attributions)]))
"""
# Names of which the tagger takes one word for a body or a people, and another for a place or a person.
TOLD = (
    "Lagoon Bank Chairman Tomas Verhulst resigned in May 1994. Lagoon Bank was fined by the Harbour Board in June. "
    "A Conservative Ohio deputy attacked Lagoon Bank. The Catholic Belgium fund backed Tomas Verhulst. "
    "Ines Okello and Chad told the Lagoon League that Tomas Verhulst and Lagoon Bank had left."
)


def test_another_run_of_python_reads_the_same() -> None:
    seen = set()
    for seed in ("1", "2", "3"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        run = subprocess.run(
            [sys.executable, "-c", CODE], input=TOLD, capture_output=True, text=True, check=True, env=environment
        )
        seen.add(run.stdout)
    assert len(seen) == 1
    assert json.loads(seen.pop())
