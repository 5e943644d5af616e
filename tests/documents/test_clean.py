import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delian.documents.clean import body_extent, parse_view
from delian.documents.markup import find_markup
from delian.documents.read import read_document
from delian.model.document import Document, bare_document
from delian.model.view import View

ARTICLES = Path(__file__).parents[3] / "shared" / "data" / "articles"
HEAD = "Talks stall in the hills\n\nBy Jane Doe\n\nThe Valley Post, 3 March 2011\n\n"


def document(text: str) -> Document:
    return bare_document(text, sha256="0" * 64, extractor="text 1")


def paragraphs(text: str) -> list[str]:
    return parse_view(document(text)).text.split("\n\n")


def check(text: str, view: View) -> None:
    """Assert that the view tells the truth about where its characters come from."""
    covered = 0
    for run in view.runs:
        assert view.text[run.start : run.start + run.length] == text[run.raw : run.raw + run.length]
        covered += run.length
    glue = re.sub(r"\n\n| ", "", "".join(_glue(view)))
    assert not glue
    for word in re.finditer(r"\w+", view.text):
        extent = view.raw(*word.span())
        assert word.group() in text[extent.start : extent.end]


def _glue(view: View) -> list[str]:
    at, glue = 0, []
    for run in view.runs:
        glue.append(view.text[at : run.start])
        at = run.start + run.length
    return [*glue, view.text[at:]]


@given(st.text(max_size=500))
def test_any_text_has_a_view_that_maps_back(text: str) -> None:
    check(text, parse_view(document(text)))


PARTS = ("**", "*", "_", "`", "[", "](#)", "](", ")", "![", "# ", "> ", "- ", "\n", "\n\n", "\r\n", "\r", " ", "  ", "\\", "[1]", "[^1]: ", "a", "Bee", "bee", ".", "—", "|", "---", "===", "<b>", "</b>", "<!--", "-->", "\ufeff", "é", "سلام", "“", "”", "http://x.y/_z_", "Copyright ", "By ", "3 March 2011", "²", "\u2028", "-")  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=40))
def test_any_mixture_of_markup_has_a_view_that_maps_back(parts: list[str]) -> None:
    text = "".join(parts)
    view = parse_view(document(text))
    check(text, view)
    assert "\n\n\n" not in view.text
    assert not re.search(r"(?<!\n)\n(?!\n)", view.text)
    assert view.text == view.text.strip()


@given(st.lists(st.sampled_from(PARTS), max_size=40))
def test_stretches_of_markup_are_in_order_and_apart(parts: list[str]) -> None:
    text = "".join(parts)
    marks = find_markup(text)
    assert all(start < end <= len(text) for start, end in marks)
    assert all(one[1] < other[0] for one, other in pairwise(marks))


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("The **old** envoy and the *new* one met.", "The old envoy and the new one met."),
        ("The ***old*** _envoy_ met __nobody__.", "The old envoy met nobody."),
        ("The [envoy](http://example.org/a_b_(c)) met [**nobody**](#).", "The envoy met nobody."),
        ("![The hall](hall.png)The envoy met nobody.", "The envoy met nobody."),
        ("The envoy met nobody.[1] He left.[^note]", "The envoy met nobody. He left."),
        ("The envoy met nobody.¹ He left*.", "The envoy met nobody. He left*."),
        ("The envoy met nobody*", "The envoy met nobody"),
        ("The envoy <b>met</b> nobody.<br/>", "The envoy met nobody."),
        ("The envoy \\*met\\* nobody.", "The envoy *met* nobody."),
        ("Six is 2 * 3, and 2*3*1 too.", "Six is 2 * 3, and 2*3*1 too."),
        ("What a d**n mess, a s**t show.", "What a d**n mess, a s**t show."),
        ("The word snake_case_name stays.", "The word snake_case_name stays."),
        ("See https://example.org/_a_*b for more.", "See https://example.org/_a_*b for more."),
        ("The hall is 30 km² wide.", "The hall is 30 km² wide."),
        ('“He ‘never’ came,” she said; "never".', '“He ‘never’ came,” she said; "never".'),
    ],
)  # fmt: skip
def test_markup_comes_off_and_words_stay(marked: str, plain: str) -> None:
    assert paragraphs(f"{HEAD}The first paragraph stands here.\n\n{marked}\n\nThe last one.")[1] == plain


def test_blocks_lose_their_signs_and_keep_their_words() -> None:
    text = f"{HEAD}> The envoy met\n> nobody there.\n\n- one thing\n- another thing\n\n## What next ##\n\nOld times\n---------\n\nA word.\n\n***\n\n| a | b |\n|---|---|\n\n[x]: http://example.org\n\nThe end of it.\n"
    assert paragraphs(text) == [
        "The envoy met nobody there.",
        "one thing",
        "another thing",
        "What next",
        "Old times",
        "A word.",
        "The end of it.",
    ]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("They quarrelled in the\n\nold camp.", ["They quarrelled in the old camp."]),
        ("In the end they all went by ship to\n\nBremen.", ["In the end they all went by ship to Bremen."]),
        ("He came, despite all,\n\nLater.", ["He came, despite all, Later."]),
        ("He came.\n\nlater, she did.", ["He came.", "later, she did."]),
        ("He said:\n\n“Never.”", ["He said:", "“Never.”"]),
        ("He said “never”\n\nand left.", ["He said “never”", "and left."]),
        ("What they want\n\nThe mayor wants peace.", ["What they want", "The mayor wants peace."]),
        ("# What they want\n\nthe mayor wants peace.", ["What they want", "the mayor wants peace."]),
        ("The mayor said\nthat he would\r\nnot come.", ["The mayor said that he would not come."]),
        ("The co-\noperation ended.", ["The co-operation ended."]),
        ("They met in the\n\n![hall](x.png)\n\nold hall.", ["They met in the old hall."]),
        (
            f"{'The toll was high. ' * 10}\n{'The tax was low. ' * 10}",
            [("The toll was high. " * 10).strip(), ("The tax was low. " * 10).strip()],
        ),
        ("The mayor came.\n    The clerk came too.", ["The mayor came.", "The clerk came too."]),
        ("قال الوزير في اجتماع مع\n\nالوفد إنه راض.", ["قال الوزير في اجتماع مع", "الوفد إنه راض."]),
    ],
)
def test_paragraphs_cut_in_mid_sentence_are_joined_and_others_not(printed: str, expected: list[str]) -> None:
    assert paragraphs(f"{HEAD}The first paragraph stands here.\n\n{printed}")[1:] == expected


def test_head_and_tail_are_left_out_and_the_rest_is_kept() -> None:
    tail = (
        "Proofread by: **A. B.**\n\nThe original source of this article is [Jane Doe](#)\nCopyright © [Jane Doe](#), 2011\n\n"
        "[Comment on our page](#)\n\n[Become a Member](#)\n\nArticles by: **[Jane Doe](#)**\n\n"
        "Disclaimer: What is said here is said by its author.\nThe Post may be copied\nby anyone who asks.\n\nFor media inquiries: post@example.org\n"
    )
    text = f"{HEAD}Region: Hills\n\nThe mayor spoke first.\n\nThe clerk spoke last.\n\n{tail}"
    assert paragraphs(text) == ["The mayor spoke first.", "The clerk spoke last."]
    extent = body_extent(document(text))
    assert extent is not None
    assert text[extent.start : extent.end] == "The mayor spoke first.\n\nThe clerk spoke last."


def test_readers_comments_are_left_out_and_a_paragraph_about_comments_is_not() -> None:
    text = (
        f"{HEAD}Two comments were heard.\n\nThe clerk says:\n\nThe road is closed.\n\nTags: roads | hills\n\n"
        "3 comments\nmountain_goat says:\n5 March 2011 at 08:30\nThe clerk was bought.\nReply\nAnna W. says:\nShe was not.\nReply\n\nPrivacy policy\n"
    )
    assert paragraphs(text) == ["Two comments were heard.", "The clerk says:", "The road is closed."]


def test_a_deck_and_a_heading_are_kept_and_a_note_about_the_text_is_not() -> None:
    text = "# Talks stall\n\nThe road is closed.\n\n*This text was cut for length.*\n\nBy Jane Doe\n\nThe mayor spoke first.\n\n## Later\n\nThe clerk spoke last.\n"
    assert paragraphs(text) == ["The road is closed.", "The mayor spoke first.", "Later", "The clerk spoke last."]


def test_a_dateline_is_left_out() -> None:
    text = "NAIROBI, May 3 (Wire) — Two ministers met on Monday.\n\nThey talked."
    view = parse_view(document(text))
    assert view.text == "Two ministers met on Monday.\n\nThey talked."
    assert view.runs[0].raw == text.index("Two")


@pytest.mark.parametrize("text", ["", " \n\n ", "\ufeff", "***\n---\n", "# Only a title\n", "By Jane Doe\n"])
def test_a_text_without_a_body_has_an_empty_view(text: str) -> None:
    assert parse_view(document(text)).text == ""
    assert body_extent(document(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "The envoy of the island **left** the hall before noon. " * 90_000,
        ("The envoy of the island left the hall before noon. " * 5 + "\n\n") * 4_000,
        "the envoy of the island left and\n\n" * 30_000,
        "The envoy left the hall and\nnobody followed him\n" * 25_000,
        "[" * 500_000,
        " " * 3_000_000 + "x",
    ],
    ids=["one line", "paragraphs", "cuts", "wrapped", "brackets", "blanks"],
)
def test_long_texts_of_any_shape_are_cleaned_in_linear_time(text: str) -> None:
    began = time.perf_counter()
    view = parse_view(document(text))
    assert time.perf_counter() - began < 20  # one to two seconds on a desk machine
    assert len(view.text) <= len(text)


@pytest.mark.skipif(not ARTICLES.is_dir(), reason=f"{ARTICLES} is not here")
def test_articles_as_users_have_them_keep_their_body_and_lose_the_rest() -> None:
    for path in sorted(ARTICLES.iterdir()):
        read, _ = read_document(path)
        view = parse_view(read)
        check(read.body, view)
        assert not re.search(r"\*\*|\]\(|Copyright ©|Disclaimer:|Proofread by", view.text)
        assert len(view.text) > 0.3 * len(read.body)
