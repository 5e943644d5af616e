"""Why nothing was coded is always said, in one clear line."""

from dataclasses import replace

import pytest

from delian.coding.proposers.proposer import Context
from delian.coding.proposers.rules import PROPOSER
from delian.model.document import bare_document
from delian.model.view import View, assemble
from delian.plugins import vocabulary
from reading import read_text

LONG = "Norway attacked Sweden " + "and then the council of the city met again " * 20 + "."


@pytest.mark.parametrize(
    ("text", "language", "says"),
    [
        ("", "en", "no sentence was found"),
        ("Hello there.", "en", "only 2 words"),
        ("It rained again in the hills.", "en", "nobody is named"),
        ("Notes of the year in hand", "en", "no sentence was found"),
        (LONG, "en", "1 sentence of over 120 words"),
        ("Ministern sade att han inte vill komma till mötet.", "sv", "the text is in language “sv”"),
        ("Ministern sade att han inte vill komma till mötet.", "sv", "quotations are kept"),
        ("Der Minister sagte, dass er nicht kommen werde.", "de", "names, quotations and their speakers are kept"),
    ],
)
def test_a_text_says_why_nothing_was_coded(text: str, language: str, says: str) -> None:
    problems = [problem.says for problem in read_text(text, language=language).grounded.problems]
    assert [one for one in problems if says in one], problems


def coded(body: str, view: View, language: str | None) -> list[str]:
    document = replace(bare_document(body, sha256="0", extractor="test"), language=language)
    return [one.says for one in PROPOSER.propose(Context(document, view, vocabulary(), {})).problems]


def test_an_unknown_language_is_said() -> None:
    body = "Norway attacked Sweden in the north."
    assert any("language of the text is not known" in one for one in coded(body, assemble([(body, 0)]), None))


def test_a_text_that_is_mostly_left_out_says_so() -> None:
    words = "Norway attacked Sweden in the north."
    problems = coded(words + " ![x](y)" * 20, assemble([(words, 0)]), "en")
    assert any("% of the text is markup, metadata, tables or boilerplate" in one for one in problems)


def test_a_sound_text_has_no_problem() -> None:
    assert not read_text("Norway attacked Sweden in the north. Sweden did not react.").grounded.problems
