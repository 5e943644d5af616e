"""Saved web pages; every page here was written for these tests."""

import hashlib
import json
import socket
import subprocess
import sys
import time
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delian.documents.clean import parse_view
from delian.documents.decode import decode_page
from delian.documents.metadata import find_metadata
from delian.documents.read import read_document
from delian.documents.reader import NotThisKind
from delian.documents.readers.html import READER
from delian.errors import UnreadableDocument
from delian.model.document import Document, Party
from delian.model.ids import text_digest
from delian.model.problem import Problem

ARABIC = "قال الوزير إن المفاوضات ستبدأ يوم الاثنين في المدينة القديمة، وإن الوفد لم يصل بعد إلى الفندق."
RUSSIAN = "Министр сказал, что переговоры начнутся в понедельник и что делегация ещё не прибыла в город."
HEAD = """<meta charset="utf-8"><title>The league comes apart | The Harbour Ledger</title>
<meta property="og:title" content="The league comes apart"><meta property="og:site_name" content="The Harbour Ledger">
<meta name="author" content="Jane Doe"><meta property="article:published_time" content="2011-03-03T08:00:00Z">
<meta property="article:modified_time" content="2012-01-05T08:00:00Z">
<link rel="canonical" href="https://ledger.example/league"><script>var page = "<p>A script says this.</p>";</script>"""
BODY = f"""<div id="cookie-consent" class="cookie-banner"><p>We use cookies to better your stay. Accept all of them?</p></div>
<header><nav><ul><li><a href="/">Front page</a></li><li><a href="/world">World news</a></li></ul></nav></header>
<main><article><h1>The league comes apart</h1>
<p>Norway attacked the <b>harbour of Malm&ouml;</b> on 12 February 2011, and Sweden did not answer.</p>
<p>An official of the league, who asked not to be named, said that Denmark had left the alliance &amp; that nobody had tried to hold it.</p>
<blockquote><p>&ldquo;We will not fight for a harbour that is not ours,&rdquo; the Danish minister Lars Holm said.</p></blockquote>
<h2>Nobody answered</h2>
<p dir="rtl" lang="ar">{ARABIC}</p>
<p>Finland warned Norway that a second attack would be met with force. The council met twice, and could not agree on who was to lead.</p>
<ul><li>Sweden refused to pay.</li><li>Finland paid half.</li></ul>
<aside class="related"><h3>Related stories</h3><ul><li><a href="/beaches">Ten beaches to see this summer</a></li></ul></aside>
<p>The chair of the council, Mari Lind, resigned on Monday. She wrote that the league had been undone by its own members.</p>
</article></main>
<div class="comments" id="comments"><h3>Comments</h3><p>Reader One: what a fine piece, thanks for sharing it.</p></div>
<footer><p>Copyright 2011 The Harbour Ledger.</p><a href="/privacy">Privacy policy</a></footer>"""


def page(head: str = HEAD, body: str = BODY, language: str = "en-GB") -> str:
    return f'<!DOCTYPE html>\n<html lang="{language}">\n<head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def article(paragraphs: int = 6) -> str:
    told = "the council of the league moved the toll of the bridge, and nobody in the towns answered its neighbours"
    return "<article>" + "".join(f"<p>On day {n} {told}.</p>\n" for n in range(paragraphs)) + "</article>"


def read(tmp_path: Path, raw: str | bytes, name: str = "page.html") -> tuple[Document, tuple[Problem, ...]]:
    path = tmp_path / name
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    document, problems = read_document(path)
    return find_metadata(document), problems


def refusal(tmp_path: Path, raw: str | bytes, name: str = "page.html") -> str:
    with pytest.raises(UnreadableDocument) as raised:
        read(tmp_path, raw, name)
    assert raised.value.fix
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_the_article_stays_and_the_page_around_it_goes(tmp_path: Path) -> None:
    document, problems = read(tmp_path, page())
    for kept in (
        "harbour of Malmö",
        "alliance & that nobody",
        "“We will not fight for a harbour that is not ours,” the Danish minister Lars Holm said.",
        "Nobody answered",
        ARABIC,
        "Sweden refused to pay.",
        "undone by its own members.",
    ):
        assert kept in document.body
    for gone in (
        "cookies",
        "World news",
        "beaches",
        "Reader One",
        "Copyright",
        "Privacy",
        "script says",
        "<p",
        "&amp;",
    ):
        assert gone not in document.body
    assert not problems


def test_the_frozen_text_is_the_extractors_and_the_hash_of_the_bytes_stays(tmp_path: Path) -> None:
    document, _ = read(tmp_path, page())
    (raw,) = [path.read_bytes() for path in tmp_path.iterdir()]
    assert document.sha256 == hashlib.sha256(raw).hexdigest()
    assert document.text_sha256 == text_digest(document.body)
    assert document.extractor == f"html {READER.version} (trafilatura {version('trafilatura')})"
    assert read(tmp_path, page())[0] == document


def test_the_view_for_parsing_has_no_markup_and_knows_its_places(tmp_path: Path) -> None:
    document, _ = read(tmp_path, page())
    view = parse_view(document)
    assert "harbour of Malmö on 12 February" in view.text
    assert "The league comes apart" not in view.text
    for words in (ARABIC, "Lars Holm", "Sweden refused to pay."):
        start = view.text.index(words)
        extent = view.raw(start, start + len(words))
        assert document.body[extent.start : extent.end] == words


@pytest.mark.parametrize("name", ["page.html", "page.HTM", "page.xhtml", "page.txt", "page.md", "page.log", "page"])
def test_a_page_is_told_by_its_name_or_its_content(tmp_path: Path, name: str) -> None:
    document, _ = read(tmp_path, page(), name)
    assert document.extractor.startswith("html ")
    assert "Norway attacked" in document.body


def test_the_records_of_a_page_stand_where_they_say(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page(), "utf-8")
    starter = "import sys; from delian.cli.main import main; sys.argv = ['delian', *sys.argv[1:]]; main()"
    words = [sys.executable, "-c", starter, "code", "page.html", "--jsonl"]
    printed = subprocess.run(words, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    records = [json.loads(line) for line in printed.splitlines()]
    text = next(record["text"] for record in records if record["record"] == "document")
    claims = [record for record in records if record["record"] == "claim"]
    assert claims
    for claim in claims:
        for span in (claim, *claim["evidence"]):
            assert text[span["start"] : span["end"]] == span["quote"]
    mentions = [mention for one in records if one["record"] == "actor" for mention in one["mentions"]]
    assert {"Norway", "Sweden"} <= {text[mention["start"] : mention["end"]] for mention in mentions}


# ---- metadata -------------------------------------------------------------------------------------------------------


def test_the_head_gives_title_author_site_date_address_and_language(tmp_path: Path) -> None:
    document, _ = read(tmp_path, page())
    assert document.title == "The league comes apart"
    assert document.outlet == Party("The Harbour Ledger")
    assert document.authors == (Party("Jane Doe"),)
    assert document.published == "2011-03-03"
    assert document.url == "https://ledger.example/league"
    assert document.language == "en"
    assert {field: document.body[place.start : place.end] for field, place in document.fields.items()} == {
        "title": "The league comes apart"
    }


def test_a_page_without_a_head_gets_only_what_its_text_prints(tmp_path: Path) -> None:
    body = f"<article><h1>Talks stall</h1><p>By Jane Doe</p><p>The Valley Post, 3 March 2011</p>{article()}</article>"
    document, _ = read(tmp_path, page(head="", body=body, language=""))
    assert (document.title, document.url) == ("Talks stall", None)
    bare, _ = read(tmp_path, page(head="", body=article()))
    assert (bare.title, bare.outlet, bare.authors, bare.published, bare.fields) == (None, None, (), None, {})


def test_what_the_text_prints_too_has_its_place(tmp_path: Path) -> None:
    lines = "<p>By Jane Doe</p><p>The Harbour Ledger, 3 March 2011</p>"
    document, _ = read(tmp_path, page(body=f"<main>{lines}{article()}</main>"))
    printed = {field: document.body[place.start : place.end] for field, place in document.fields.items()}
    assert printed.get("author", "Jane Doe") == "Jane Doe"
    assert printed.get("published", "3 March 2011") == "3 March 2011"
    assert "title" not in printed
    assert document.title == "The league comes apart"


LINKED = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Talks stall", "author": [{"@type": "Person", "name": "Jane Doe"}], "datePublished": "2011-03-03",
"dateModified": "2012-01-01", "publisher": {"@type": "Organization", "name": "The Valley Post"}}</script>"""


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (LINKED, {"title": "Talks stall", "outlet": Party("The Valley Post"), "published": "2011-03-03"}),
        ('<title>Talks stall | The Valley Post</title><meta property="og:site_name" content="The Valley Post">', {"title": "Talks stall"}),
        ("<title>Dr. Doe resigns - again</title>", {"title": "Dr. Doe resigns - again", "outlet": None}),
        # A picture in the head must not end it.
        ('<noscript><img src="x"></noscript><meta name="author" content="Jane Doe and John Roe">', {"authors": (Party("Jane Doe"), Party("John Roe"))}),
        ('<meta name="author" content="Лариса Петрова">', {"authors": (Party("Лариса Петрова"),)}),
        ('<meta property="article:author" content="https://social.example/jane">', {"authors": ()}),
        ('<meta name="date" content="2011-03">', {"published": "2011-03"}),
        ('<meta name="date" content="1 March 2011">', {"published": "2011-03-01"}),
        ('<meta name="date" content="05/03/2011">', {"published": None}),
        ('<meta property="article:modified_time" content="2012-01-05T08:00:00Z">', {"published": None}),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2012-01-05"}</script>', {"published": None}),
        ('<meta property="og:image" content="https://a.example/2009/05/03/x.jpg">', {"published": None}),
        ('<meta name="copyright" content="Copyright 2009 The Valley Post">', {"published": None, "outlet": None}),
        ('<base href="https://a.example/"><link rel="alternate" hreflang="x-default" href="https://b.example/c">', {"url": None}),
        ('<link rel="canonical" href="https://www.valley.example/talks">', {"url": "https://www.valley.example/talks", "outlet": None}),
    ],
)  # fmt: skip
def test_the_head_is_taken_at_its_word(tmp_path: Path, head: str, expected: dict[str, object]) -> None:
    document, _ = read(tmp_path, page(head=head, body=article()))
    assert {field: getattr(document, field) for field in expected} == expected


def test_a_date_in_the_body_is_not_the_date_of_publication(tmp_path: Path) -> None:
    told = '<time datetime="2009-05-03">3 May 2009</time>'
    assert read(tmp_path, page(head="", body=f"{told}{article()}{told}"))[0].published is None


def test_a_template_in_another_language_does_not_make_the_text_so(tmp_path: Path) -> None:
    document, problems = read(tmp_path, page(head="", body=f"<p>{RUSSIAN}</p>" * 3, language="en"))
    assert document.language == "ru"
    assert "says that its language is en" in problems[0].says
    document, problems = read(tmp_path, page(head="", body=f"<p>{RUSSIAN}</p>" * 3, language="mk"))
    assert (document.language, problems) == ("mk", ())


# ---- encodings ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8_r"),
        ("<meta charset=utf-8>", "utf-8"),
        ("", "utf-8"),
        ("<meta charset=iso-8859-5>", "utf-8-sig"),
        ("<meta charset=windows-1251>", "utf-16"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_its_mark_or_its_head_names(
    tmp_path: Path, declared: str, encoding: str
) -> None:
    raw = page(head=declared, body=f"<article>{f'<p>{RUSSIAN}</p>' * 4}</article>", language="ru").encode(encoding)
    document, problems = read(tmp_path, raw)
    assert RUSSIAN in document.body
    assert "\ufeff" not in document.body
    assert not problems


@pytest.mark.parametrize(
    ("declared", "encoding", "says"),
    [
        ("", "cp1251", "it was read as windows-1251"),
        ("<meta charset=utf-8>", "cp1251", "it was read as windows-1251"),
        ("<meta charset=windows-1252>", "utf-8", "the UTF-8 that it is"),
        ("<meta charset=elvish>", "utf-8", "not known: elvish"),
        ("<meta charset=hex>", "utf-8", "not known: hex"),
        ("<meta charset=shift_jis>", "cp1251", "but is not"),
    ],
)
def test_an_encoding_that_is_guessed_or_wrong_is_told(tmp_path: Path, declared: str, encoding: str, says: str) -> None:
    raw = page(head=declared, body=f"<article>{f'<p>{RUSSIAN}</p>' * 6}</article>", language="ru").encode(encoding)
    document, problems = read(tmp_path, raw)
    assert RUSSIAN in document.body
    assert any(says in problem.says for problem in problems)
    assert all(problem.where == "page.html" for problem in problems)


def test_one_spoilt_byte_does_not_spoil_the_page(tmp_path: Path) -> None:
    raw = page(head="<meta charset=windows-1251>", body=f"<p>{RUSSIAN}</p>" * 6, language="ru").encode("cp1251")
    document, problems = read(tmp_path, raw.replace("город".encode("cp1251"), b"\x98" + "город".encode("cp1251"), 1))
    assert RUSSIAN in document.body
    assert "1 spoilt character" in problems[0].says


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(raw: bytes) -> None:
    with suppress(NotThisKind):
        assert isinstance(decode_page(b"<meta charset=windows-1251>" + raw).text, str)


# ---- no article -----------------------------------------------------------------------------------------------------

NAVIGATION = "".join(f'<li><a href="/{n}">Section number {n} of the paper</a></li>' for n in range(30))


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("", "is empty"),
        (" \n\t", "nothing but blanks"),
        ("The gate was shut. 3 < 4.", "has no HTML in it"),
        ("https://ledger.example/league", "has no HTML in it"),
        ("%PDF-1.7 <html>", "a PDF file"),
        (page(body=""), "without the text of an article"),
        (page(head="", body='<img src="a.png"><hr>'), "without the text of an article"),
        (page(body=f"<nav><ul>{NAVIGATION}</ul></nav>"), "without the text of an article"),
        (page(body=f"<div><ul>{NAVIGATION}</ul></div>"), "a list of links"),
        (page(body='<div id="root"></div><script>show("The council met.")</script><noscript>Enable JavaScript.</noscript>'), "without the text"),
        (page(body="<div>Please enable JavaScript to read this page.</div>"), "a script would have fetched it"),
    ],
)  # fmt: skip
def test_a_page_without_an_article_is_refused_in_one_line(tmp_path: Path, raw: str, says: str) -> None:
    assert says in refusal(tmp_path, raw)


def test_a_table_by_name_stays_a_table(tmp_path: Path) -> None:
    assert "looks like a table" in refusal(tmp_path, page(), "page.xml")


# ---- hard pages -----------------------------------------------------------------------------------------------------


def test_unclosed_and_crossed_tags_and_entities_are_read(tmp_path: Path) -> None:
    body = (
        "<p>The <b>gate was <i>shut</b> at</i> dusk &mdash; &#8220;for ever&#8221;, said M&uuml;ller &amp; Sons"
        "<p>Nobody came <div><p>Finland warned Norway that 3 &lt; 4, &bogus; and &#x1F600;.</div></td></table>"
        "<p>The council met twice, and could not agree."
    )
    document, problems = read(tmp_path, f"<html><body>{body}")
    for words in ("dusk — “for ever”, said Müller & Sons", "3 \\< 4, &bogus; and \U0001f600.", "could not agree."):
        assert words in document.body
    assert not problems


def test_what_the_extractor_escapes_reads_as_it_was_in_the_view(tmp_path: Path) -> None:
    told = 'The toll was 3 * 4, if that &lt; 5, [sic] he said.[12] And the council<sup><a href="#n3">3</a></sup> of <em>both</em> towns met.'
    document, _ = read(tmp_path, page(body=article().replace("<article>", f"<article><p>{told}</p>")))
    assert "3 * 4, if that < 5, [sic] he said. And the council of both towns met." in parse_view(document).text


def test_a_fragment_is_a_page(tmp_path: Path) -> None:
    document, _ = read(tmp_path, "<p>The gate was shut at dusk by the guards.</p>")
    assert document.body == "The gate was shut at dusk by the guards."


def test_an_article_in_a_table_that_only_places_it_is_no_table(tmp_path: Path) -> None:
    data = "<table><tr><th>Member</th><th>Ships</th></tr><tr><td>Sweden</td><td>12</td></tr></table>"
    inner = article().replace("<article>", "").replace("</article>", "")
    body = f"<table><tr><td>Menu</td><td><h1>Talks stall</h1>{inner}{data}</td></tr></table>"
    document, _ = read(tmp_path, page(head="", body=body))
    lines = document.body.splitlines()
    assert sum(line.startswith("On day ") for line in lines) == 6
    assert "| Sweden | 12 |" in document.body
    assert "Sweden" not in parse_view(document).text


def test_what_lies_too_deep_is_told(tmp_path: Path) -> None:
    document, problems = read(tmp_path, "<html><body>" + "<div><p>The council met and did not agree at all" * 3000)
    assert document.body
    assert "levels deep" in problems[0].says


@pytest.mark.parametrize(
    "body",
    [
        article(28_000),
        "<p>" + "The council met, and did not agree. " * 90_000 + "</p>",
        "<div>" * 150 + article(28_000),
    ],
)
def test_three_megabytes_are_read_quickly(tmp_path: Path, body: str) -> None:
    raw = page(body=body)
    assert len(raw) > 3_000_000
    began = time.perf_counter()
    document, _ = read(tmp_path, raw)
    assert len(document.body) > 2_500_000
    assert time.perf_counter() - began < 20


PARTS = ("<p>", "</p>", "<div>", "</div>", "<table><tr><td>", "</td>", "<b>", "<!--", "-->", "<script>", "</head>", "<meta charset=x>", "The council met. ",
         "&nbsp;", "&#0;", "&#xD800;", "<", ">", "\x00", "\r\n", "<article>", "<![CDATA[", "<?xml ?>", "<a href=x>", '<meta name="date" content="', "2011-13-45", ARABIC)  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join) | st.text(max_size=200))
def test_any_markup_is_read_or_refused(markup: str) -> None:
    with suppress(NotThisKind):
        text = READER.of(f"<html>{markup}".encode("utf-8", "replace")).text
        assert text.encode("utf-8")


# ---- what it must not do --------------------------------------------------------------------------------------------


def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("the reader used the network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    frame = '<iframe src="https://ledger.example/frame"></iframe><img src="https://ledger.example/x.png">'
    style = (
        '<link rel="stylesheet" href="https://ledger.example/x.css"><script src="https://ledger.example/x.js"></script>'
    )
    entity = '<!DOCTYPE html SYSTEM "https://ledger.example/x.dtd" [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    document, _ = read(tmp_path, entity + page(head=HEAD + style, body=frame + BODY + "<p>&x;</p>"))
    assert "Norway attacked" in document.body
    assert Path("/etc/hostname").read_text("utf-8").strip() not in document.body
    assert "has no HTML" in refusal(tmp_path, "https://ledger.example/league")


@pytest.mark.parametrize(
    "words",
    [
        "sys.argv = ['delian', '--help']; main()",
        "read(Path('article.txt'))",
        "read(Path('article.md'))",
    ],
)
def test_nobody_waits_for_the_extractor_who_reads_no_page(tmp_path: Path, words: str) -> None:
    for name in ("article.txt", "article.md"):
        (tmp_path / name).write_text("Talks stall\n\nThe council met twice, and could not agree.\n", "utf-8")
    program = f"""
import sys
from pathlib import Path
from delian.cli.main import main
from delian.pipeline import read
try:
    {words}
except SystemExit:
    pass
heavy = {{"trafilatura", "lxml", "htmldate", "justext", "courlan"}} & set(sys.modules)
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True, capture_output=True, text=True)
