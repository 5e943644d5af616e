from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delian.documents.dates import find_dates, read_date
from delian.documents.metadata import find_metadata
from delian.documents.read import read_document
from delian.model.document import Document, Original, bare_document

ARTICLES = Path(__file__).parents[3] / "shared" / "data" / "articles"
CATALOG = Path(__file__).parents[2] / "examples" / "catalog" / "axis-2020"

BODY = "The delegates met in the old harbour hall on 5 May 2009 and spoke until midnight. Nobody signed."


def read(text: str) -> Document:
    return find_metadata(bare_document(text, sha256="0" * 64, extractor="text 1"))


def summary(document: Document) -> dict[str, object]:
    """Return what was found, without what was not."""
    found = {
        "title": document.title,
        "outlet": document.outlet and document.outlet.name,
        "authors": [author.name for author in document.authors],
        "published": document.published,
        "original": document.original and (document.original.outlet, document.original.published),
        "contributors": list(document.contributors),
        "region": document.region,
        "theme": document.theme,
    }
    return {name: value for name, value in found.items() if value}


def printed(document: Document) -> dict[str, str]:
    assert document.text is not None
    return {name: document.text[extent.start : extent.end] for name, extent in document.fields.items()}


HEADS = {
    "byline, date, dateline": (
        f"Talks stall in the hills\n\nBy Jane Doe and John Roe\n\n3 March 2011\n\nNAIROBI, Kenya — Two ministers met.\n\n{BODY}\n",
        {"title": "Talks stall in the hills", "authors": ["Jane Doe", "John Roe"], "published": "2011-03-03"},
    ),
    "wire report with an agency and no year": (
        f"GENEVA, March 3 (Northwire) — The council of the lake cities met on Tuesday.\n\n{BODY}\n",
        {"outlet": "Northwire"},
    ),
    "wire report with a year": (
        f"GENEVA, March 3, 2011 (Northwire) — The council of the lake cities met on Tuesday.\n\n{BODY}\n",
        {"outlet": "Northwire", "published": "2011-03-03"},
    ),
    "wire report with a hyphen": (f"NAIROBI (Wire) - Two ministers met on Monday.\n\n{BODY}\n", {"outlet": "Wire"}),
    "bars": (
        f"Talks stall\nJane Doe | The Valley Post | 3 March 2011\n\n{BODY}\n",
        {"title": "Talks stall", "authors": ["Jane Doe"], "outlet": "The Valley Post", "published": "2011-03-03"},
    ),
    "labels": (
        f"Talks stall\nPublished: 2011-03-03\nSource: The Valley Post\nAuthor: Jane Doe\nRegion: Uplands\nTopic: Tolls\n\n{BODY}\n",
        {
            "title": "Talks stall",
            "authors": ["Jane Doe"],
            "outlet": "The Valley Post",
            "published": "2011-03-03",
            "region": "Uplands",
            "theme": "Tolls",
        },
    ),
    "labels only": (
        f"Title: Talks stall\nDate: Tue, 3 Mar 2011 10:00:00 +0300\n\n{BODY}\n",
        {"title": "Talks stall", "published": "2011-03-03"},
    ),
    "front matter": (
        f'---\ntitle: "Talks stall"\nauthor: [Jane Doe, John Roe]\ndate: 2011-03-03\nsource: The Valley Post\ntags:\n  - hills\n---\n\n# Talks stall\n\n{BODY}\n',
        {
            "title": "Talks stall",
            "authors": ["Jane Doe", "John Roe"],
            "outlet": "The Valley Post",
            "published": "2011-03-03",
        },
    ),
    "first published elsewhere, with a translator": (
        f"Talks stall\n\nFirst published in The Valley Post on 2 March 2011\n\nBy Jane Doe\n\n{BODY}\n\nTranslated by Maria Poe. Edited by Sam Foe.\n",
        {
            "title": "Talks stall",
            "authors": ["Jane Doe"],
            "original": ("The Valley Post", "2011-03-02"),
            "contributors": ["Maria Poe", "Sam Foe"],
        },
    ),
    "appeared elsewhere, said beneath": (
        f"Talks stall\n\nBy Jane Doe, The Valley Post, Jan. 3, 2020\n\n{BODY}\n\nThis article originally appeared in The Hill Tribune.\n",
        {
            "title": "Talks stall",
            "authors": ["Jane Doe"],
            "outlet": "The Valley Post",
            "published": "2020-01-03",
            "original": ("The Hill Tribune", None),
        },
    ),
    "reprinted from, with CRLF and a day that cannot be a month": (
        f"Talks stall\r\n\r\nThe Valley Post, 13/01/2020\r\n\r\n{BODY}\r\n\r\nReprinted from The Hill Tribune, 10 January 2020.\r\n",
        {
            "title": "Talks stall",
            "outlet": "The Valley Post",
            "published": "2020-01-13",
            "original": ("The Hill Tribune", "2020-01-10"),
        },
    ),
    "the author's own page is the original": (
        f"Talks stall\n\nBy [Jane Q. Doe](#)\n\nLakeside Review, March 07, 2011\n\n[Jane Q. Doe](#) 5 March 2011\n\nTheme: [Tolls](#)\n\n{BODY}\n\nProofread by: **A.B. and Maria Poe**\n",
        {
            "title": "Talks stall",
            "authors": ["Jane Q. Doe"],
            "outlet": "Lakeside Review",
            "published": "2011-03-07",
            "original": ("Jane Q. Doe", "2011-03-05"),
            "theme": "Tolls",
            "contributors": ["A.B.", "Maria Poe"],
        },
    ),
    "a deck, and names on lines of their own": (
        f"Talks stall\n\nThe road is closed, and both towns blame each other.\n\nJane Doe\nThe Valley Post\n3 March 2011\n\n{BODY}\n",
        {"title": "Talks stall", "authors": ["Jane Doe"], "outlet": "The Valley Post", "published": "2011-03-03"},
    ),
    "an archive's order": (
        f"The Valley Post\nMarch 3, 2011 Thursday\n\nTalks stall\n\nBYLINE: Jane Doe\n\n{BODY}\n",
        {"title": "Talks stall", "authors": ["Jane Doe"], "outlet": "The Valley Post", "published": "2011-03-03"},
    ),
    "capitals, clock and an update": (
        f"OPINION\n\nTalks stall: who lost the key?\n\nBY JANE DOE\nPUBLISHED MARCH 3, 2011 10:30 AM EST\nUPDATED MARCH 4, 2011\n\n{BODY}\n",
        {"title": "Talks stall: who lost the key?", "authors": ["JANE DOE"], "published": "2011-03-03"},
    ),
    "a second title, and a signature in one line with the date": (
        f"# Talks stall\n\n## Nobody signed\n\nJane Doe · 3 March 2011\n\n{BODY}\n",
        {"title": "Talks stall", "authors": ["Jane Doe"], "published": "2011-03-03"},
    ),
    "author and outlet on one line above the date": (
        f"Talks stall\n\nJane Doe, The Valley Post\n\nThu 3 Mar 2011 07.00 GMT\n\n{BODY}\n",
        {"title": "Talks stall", "authors": ["Jane Doe"], "outlet": "The Valley Post", "published": "2011-03-03"},
    ),
    "an outlet behind the author": (
        f"Talks stall\n\nBy Jane Doe for The Valley Post\nPublished 3:00 PM, March 3, 2011\n\n{BODY}\n\nOriginally published at example.org\n",
        {
            "title": "Talks stall",
            "authors": ["Jane Doe"],
            "outlet": "The Valley Post",
            "published": "2011-03-03",
            "original": ("example.org", None),
        },
    ),
    "an outlet in capitals behind the author": (
        f"Talks stall\n\nBy JANE DOE, Lakeside Wire | March 3, 2011\n\n{BODY}\n\n*Jane Doe teaches. This piece was first published by The Hill Tribune in 2010.*\n",
        {
            "title": "Talks stall",
            "authors": ["JANE DOE"],
            "outlet": "Lakeside Wire",
            "published": "2011-03-03",
            "original": ("The Hill Tribune", "2010"),
        },
    ),
    "posted by, in a section": (
        f"Talks stall\n\nPosted by Jane Doe in Hills on March 3, 2011\n\n{BODY}\n\n(Reporting by John Roe; Editing by Sam Foe)\n",
        {
            "title": "Talks stall",
            "authors": ["Jane Doe"],
            "published": "2011-03-03",
            "contributors": ["John Roe", "Sam Foe"],
        },
    ),
    "posted by the site's hand": (
        f"Talks stall\n\nby Jane Doe\nPosted on March 3, 2011 by admin\n\n{BODY}\n",
        {"title": "Talks stall", "authors": ["Jane Doe"], "published": "2011-03-03"},
    ),
    "a section, a translator and bars": (
        f"Talks stall\n\nPosted in Hills on 3 March 2011\n\nBy Jane Doe\n\nTranslated by: Maria Poe\n\n{BODY}\n",
        {
            "title": "Talks stall",
            "authors": ["Jane Doe"],
            "published": "2011-03-03",
            "theme": "Hills",
            "contributors": ["Maria Poe"],
        },
    ),
    "Russian, with the source beneath": (
        "Переговоры застопорились\n\nДелегаты встретились в старом зале, и никто не подписал.\n\nИсточник: Вестник долины\n",
        {"title": "Переговоры застопорились", "outlet": "Вестник долины"},
    ),
    "front matter with a list and an original": (
        "---\ntitle: Talks stall\nauthors:\n  - Jane Doe\n  - John Roe\noriginal_date: 3 March 2010\noriginal-source: The Hill Tribune\n---\nThe delegates met.\n",
        {"title": "Talks stall", "authors": ["Jane Doe", "John Roe"], "original": ("The Hill Tribune", "2010-03-03")},
    ),
    "a role and a reading time": (
        f"Talks stall\n\nBy Jane Doe, Senior Correspondent\n\nMonday, 3 March 2014 • 4 min read\n\n{BODY}\n",
        {"title": "Talks stall", "authors": ["Jane Doe"], "published": "2014-03-03"},
    ),
    "Arabic with a Levantine month": (
        "المحادثات تتعثر في الجبال\n\nبقلم: ليلى حداد\n\nصحيفة الوادي، ٣ آذار ٢٠١١\n\nاجتمع الوفدان في القاعة القديمة ولم يوقع أحد على الاتفاق بعد.\n",
        {
            "title": "المحادثات تتعثر في الجبال",
            "authors": ["ليلى حداد"],
            "outlet": "صحيفة الوادي",
            "published": "2011-03-03",
        },
    ),
    "menus of a page": (
        "The Fjord Monitor\nStart · Inland · Abroad · Letters\nSearch the archive\n\nHow the Ferry Was Lost\nBy Signe Dahl\nPosted on 4 June 2003 | 12 comments\n"
        "Share on Friendster | Email | Print | Save\n\nOriginally published in The Sound Courier on 1 June 2003.\n\n"
        + BODY,
        {
            "title": "How the Ferry Was Lost",
            "authors": ["Signe Dahl"],
            "outlet": "The Fjord Monitor",
            "published": "2003-06-04",
            "original": ("The Sound Courier", "2003-06-01"),
        },
    ),
    "a row of links beneath the title": (
        "The Ferry Compact\nShare | Tweet | Email | Print\nBy Signe Dahl\nThe Fjord Monitor, 4 June 2003\n\n" + BODY,
        {
            "title": "The Ferry Compact",
            "authors": ["Signe Dahl"],
            "outlet": "The Fjord Monitor",
            "published": "2003-06-04",
        },
    ),
    "Persian with the solar calendar": (
        "گفت‌وگوها در کوهستان متوقف شد\n\nنویسنده: لیلا رضایی\nتاریخ: ۱۳ دی ۱۳۹۸\n\nدو هیئت در تالار قدیمی دیدار کردند و هیچ کس امضا نکرد.\n",
        {"title": "گفت‌وگوها در کوهستان متوقف شد", "authors": ["لیلا رضایی"], "published": "2020-01-03"},
    ),
    "Russian": (
        "Переговоры застопорились\n\nАвтор: Анна Петрова\nДата: 5 января 2020 г.\n\nДелегаты встретились в старом зале, и никто не подписал.\n",
        {"title": "Переговоры застопорились", "authors": ["Анна Петрова"], "published": "2020-01-05"},
    ),
    "Hebrew": (
        "שיחות נתקעו בגבעות\n\nמאת: דנה לוי\n\nהצירים נפגשו באולם הישן ולא חתמו.\n",
        {"title": "שיחות נתקעו בגבעות", "authors": ["דנה לוי"]},
    ),
    "German": (
        "Der Streit um die Brücke\n\nVon Anna Schmidt\n\nTalblatt, 3. März 2011\n\nDie Räte trafen sich am Montag im alten Saal.\n",
        {
            "title": "Der Streit um die Brücke",
            "authors": ["Anna Schmidt"],
            "outlet": "Talblatt",
            "published": "2011-03-03",
        },
    ),
}


@pytest.mark.parametrize("name", HEADS)
def test_printed_metadata_is_found(name: str) -> None:
    text, expected = HEADS[name]
    assert summary(read(text)) == expected


@pytest.mark.parametrize("name", HEADS)
def test_fields_say_where_each_value_is_printed(name: str) -> None:
    document = read(HEADS[name][0])
    places = printed(document)
    for field in ("title", "region", "theme"):
        assert places.get(field) == getattr(document, field)
    assert places.get("outlet") == (document.outlet.name if document.outlet else None)
    authors = [places[key] for key in places if key.startswith("author")]
    assert authors == [author.name for author in document.authors]
    if document.published:
        assert read_date(places["published"]) == document.published
    if document.original and document.original.outlet:
        assert places["original_outlet"] == document.original.outlet
    for name_of_one in document.contributors:
        assert name_of_one in places["contributors"]


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY} {BODY}\n\n{BODY}\n",
        "In the spring of that year the two cities fell out over\nthe toll on the bridge. Nobody\nknew who had begun it, and on\n3 March 2011\nthe gates were shut.\n",
        "He came by land.\n\nOn 3 March 2011, the gates were shut.\n\nJane Doe wept.\n",
        "Москва — столица, и 5 января 2020 года в ней шёл снег.\n\nДелегаты молчали.\n",
        "word",
        "",
    ],
)
def test_prose_without_metadata_gives_none(text: str) -> None:
    document = read(text)
    assert summary(document) == {}
    assert not document.fields
    assert not document.reprint


@pytest.mark.parametrize(
    "body",
    [
        "It rained.\n\n3 March 2011\n\nWe waited for the boats.",
        "The pact was signed on 3 March 2011, and broken in April.",
        "On 3 March 2011 (a Thursday) the gates were shut.",
        "Published in 1951, the book was soon forgotten by the towns of the valley.",
    ],
)
def test_a_date_in_the_body_is_not_the_date_of_publication(body: str) -> None:
    assert read(f"Diary of the siege\n\n{body}\n\n{BODY}\n").published is None


def test_an_update_is_no_reprint() -> None:
    document = read(f"Talks stall\n\nThe Valley Post, 3 March 2011\n\nUpdated 4 March 2011\n\n{BODY}\n")
    assert (document.published, document.original, document.reprint) == ("2011-03-03", None, False)


def test_rights_are_kept_as_printed() -> None:
    document = read(f"Talks stall\n\n{BODY}\n\nCopyright © Jane Doe, The Valley Post, 2011\n")
    assert document.rights == printed(document)["rights"] == "Copyright © Jane Doe, The Valley Post, 2011"


def test_a_headline_that_begins_like_a_label_stays_a_headline() -> None:
    assert (
        read(f"Source: the mayor is said to be ready to talk\n\n{BODY}\n").title
        == "Source: the mayor is said to be ready to talk"
    )


@given(st.text(max_size=400))
def test_no_text_breaks_the_search_and_all_places_lie_in_it(text: str) -> None:
    document = read(text)
    assert all(0 <= extent.start < extent.end <= len(text) for extent in document.fields.values())


PARTS = (
    "By ",
    "Jane Doe",
    "3 March 2011",
    ", ",
    " | ",
    "\n",
    "\n\n",
    "Published: ",
    "Source: ",
    BODY,
    "# ",
    "**",
    "---\n",
    "title: ",
)
MORE_PARTS = ("First published in ", "NAIROBI (Wire) - ", "[", "](#)", "Copyright © ", "*", "> ", "\r\n", "date: ")


@given(st.lists(st.sampled_from(PARTS + MORE_PARTS), max_size=20))
def test_metadata_in_any_order_breaks_nothing(parts: list[str]) -> None:
    document = read("".join(parts))
    assert document.published in {None, "2011-03-03"}


@pytest.mark.parametrize(
    ("date", "edtf"),
    [
        ("3 January 2020", "2020-01-03"),
        ("Jan. 3, 2020", "2020-01-03"),
        ("January 07, 2020", "2020-01-07"),
        ("3rd of March 2011", "2011-03-03"),
        ("2020-01-03T10:00:00Z", "2020-01-03"),
        ("2020/1/3", "2020-01-03"),
        ("13/01/2020", "2020-01-13"),
        ("01/13/2020", "2020-01-13"),
        ("04/04/2020", "2020-04-04"),
        ("03/01/2020", None),
        ("03.01.2020", "2020-01-03"),
        ("31 February 2020", None),
        ("March 2011", "2011-03"),
        ("2011", "2011"),
        ("1er mars 2011", "2011-03-01"),
        ("3 de marzo de 2011", "2011-03-03"),
        ("5 января 2020 г.", "2020-01-05"),
        ("١٥ كانون الثاني ٢٠٢٠", "2020-01-15"),
        ("۱۳ دی ۱۳۹۸", "2020-01-03"),
        ("1 فروردین 1400", "2021-03-21"),
        ("yesterday", None),
        ("a long time ago, in 1951 or so, when the bridge was built of wood and stone", None),
    ],
)
def test_dates_are_read_as_exactly_as_they_are_printed(date: str, edtf: str | None) -> None:
    assert read_date(date) == edtf


def test_odd_dates_go_to_the_library_that_knows_them() -> None:
    assert read_date("2011 March 3") == "2011-03-03"
    assert not list(find_dates("2011 March 3"))


@pytest.mark.parametrize(
    ("name", "original", "published"),
    [
        ("fragmentation.md", None, "2020-01-06"),
        ("fragmentation-reprint.md", Original("The Harbour Ledger", "2020-01-06"), "2020-01-08"),
        ("official-position.md", None, "2020-01-10"),
    ],
)
def test_the_catalog_names_its_outlets_and_dates(name: str, original: Original | None, published: str) -> None:
    document = find_metadata(read_document(CATALOG / name)[0])
    assert (document.original, document.published) == (original, published)
    assert document.outlet is not None
    assert document.title
    assert document.region
    assert document.theme
    assert document.reprint is (original is not None)


@pytest.mark.skipif(not ARTICLES.is_dir(), reason=f"{ARTICLES} is not here")
def test_a_scraped_article_gives_all_its_fields() -> None:
    document = find_metadata(read_document(ARTICLES / "magnier-2020-01-05.txt")[0])
    assert set(document.fields) == {
        "title",
        "author",
        "outlet",
        "published",
        "original_outlet",
        "original_published",
        "region",
        "theme",
        "contributors",
        "rights",
    }
    assert (document.published, document.reprint, len(document.contributors)) == ("2020-01-07", True, 2)
    assert document.original is not None
    assert document.original.published == "2020-01-05"
    assert document.original.outlet == document.authors[0].name


@pytest.mark.parametrize("dateline", ["Orsa Bay, 3 May 1974", "ORSA, Friday 3 May 1974"])
@pytest.mark.parametrize("note", ["", "*Written for this test; not an outlet’s text.*\n"])
def test_a_head_without_blank_lines_is_read_also_beneath_a_note(note: str, dateline: str) -> None:
    head = f"League loses its harbour as Orsa calls back its pilots\n{note}By RUTH ANDERSEN\nThe Coastal Gazette\n{dateline}\n\n"
    document = read(f"{head}{BODY}")
    assert document.title == "League loses its harbour as Orsa calls back its pilots"
    assert (document.published, document.outlet and document.outlet.name) == ("1974-05-03", "The Coastal Gazette")
    assert [one.name for one in document.authors] == ["RUTH ANDERSEN"]
