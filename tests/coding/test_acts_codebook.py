"""The codebook's own sentences: every example is read as its type, and no near miss is."""

import pytest

from delian.model.claim import SHOWN_FROM
from delian.plugins import vocabulary
from reading import read_text

EVENTS = vocabulary().events
EXAMPLES = [(ident, sentence) for ident, one in EVENTS.items() for sentence in one.examples]
NEAR_MISSES = [(ident, sentence) for ident, one in EVENTS.items() for sentence in one.near_misses]


@pytest.mark.parametrize(("ident", "sentence"), EXAMPLES)
def test_an_example_of_the_codebook_is_read_as_its_type(ident: str, sentence: str) -> None:
    told = [one for one in read_text(sentence).of("event", ident) if one.polarity == "+" and one.modality == "asserted"]
    assert told, [one.relation for one in read_text(sentence).of("event")]


@pytest.mark.parametrize(("ident", "sentence"), NEAR_MISSES)
def test_a_near_miss_of_the_codebook_is_not_shown_as_that_type(ident: str, sentence: str) -> None:
    shown = [one for one in read_text(sentence).of("event", ident) if (one.score or 0) >= SHOWN_FROM]
    assert not [one for one in shown if one.polarity == "+" and one.modality == "asserted"]
