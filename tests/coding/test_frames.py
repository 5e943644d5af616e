"""Which clause a time belongs to, and what a clause without one inherits."""

import pytest

from reading import read_text

TIMED = (
    # where two clauses stand in one sentence
    ("Otto Braun said on Monday that Norway had attacked Sweden in April.", {"assault": "1998-04"}),
    ("Norway attacked Sweden in April, Otto Braun said on Monday.", {"assault": "1998-04"}),
    ("Norway will attack Sweden on Friday, Otto Braun warned yesterday.", {"threaten": "1998-05-15", "warn": "1998-05-13"}),
    ("Norway, which attacked Sweden in 1987, condemned Denmark on Wednesday.", {"assault": "1987", "accuse": "1998-05-13"}),
    ("On 2 May Norway attacked Sweden and condemned Denmark.", {"assault": "1998-05-02", "accuse": "1998-05-02"}),
    ("Norway attacked Sweden in 1990 and condemned Denmark in 1992.", {"assault": "1990", "accuse": "1992"}),
    ("When Norway attacked Sweden in 1990, Denmark condemned the attack.", {"assault": "1990", "accuse": "1990"}),
    ("Yesterday Norway condemned Sweden, killing hopes of peace.", {"accuse": "1998-05-13"}),
    ("Finland condemned Denmark on Tuesday after Norway had attacked Malmö.", {"accuse": "1998-05-12", "assault": "by 1998-05-12"}),
    ("A month after Norway had attacked Sweden, Denmark condemned Finland on 3 May 1990.", {"assault": "1990-04", "accuse": "1990-05-03"}),
    ("Sweden condemned the elections of 1994.", {"accuse": None}),
    ("Norway condemned the envoy for this year’s talks.", {"accuse": None}),
    # from sentence to sentence
    ("Norway attacked Sweden on 3 May 1941. Sweden condemned Oslo two days later.", {"assault": "1941-05-03", "accuse": "1941-05-05"}),
    ("In 1974 Norway attacked Sweden. In June, Denmark condemned the raid.", {"assault": "1974", "accuse": "1974-06"}),
    ("In 1974 Norway attacked Sweden. Sweden bombed Oslo.", {"assault": "1974 1974"}),
    ("In 1974 Norway attacked Sweden.\n\nSweden bombed Oslo.", {"assault": "1974 None"}),
    ("Norway attacked Sweden on 3 May 1941.\n\nSweden condemned Norway the next day.", {"assault": "1941-05-03", "accuse": "1941-05-04"}),
    ("Otto Braun said on Monday that he was ill. Norway attacked Sweden.", {"assault": None}),
    ("Norway, which left the League in 1987, is large. Norway attacked Sweden.", {"assault": None}),
    # headings and chronologies
    ("## 1931\n\nNorway attacked Sweden.\n\n## 1932\n\nSweden bombed Oslo.", {"assault": "1931 1932"}),
    ("## 1931\n\nNorway attacked Sweden.\n\n## The end\n\nSweden bombed Oslo.", {"assault": "1931 None"}),
    ("3 January 1990: Norway attacks Sweden.\n\n5 January 1990: Denmark invades Norway.", {"assault": "1990-01-03 1990-01-05"}),
    ("Oslo, 14 May 1998\n\nNorway attacked Sweden.", {"assault": None}),
    # by tense alone
    ("Norway supports Sweden.", {"supports": None}),
    ("Norway has supported Sweden since 1990.", {"supports": "1990/1998-05-14"}),
    ("Norway demands that Sweden release the envoy.", {"request": None}),
    ("Norway supported Sweden until 1974.", {"supports": "throughout ../1974"}),
    ("Sweden has not responded to the attack by Norway.", {"unanswered": "by 1998-05-14"}),
    ("Norway attacked Sweden.", {"assault": None}),
    ("Norway will attack Sweden.", {"threaten": None}),
    ("If Norway attacks Sweden, Denmark will condemn it.", {"assault": None}),
    ("“Norway supports Sweden,” said Otto Braun.", {"supports": None}),
    ("Otto Braun said on Monday that Norway supports Sweden.", {"supports": None}),
    # what somebody was when it happened
    ("The Harbour League, a union of dockers, met in March 1990.", {"role": "1990-03"}),
    ("The Harbour League, a union of dockers, meets every week.", {"role": None}),
)  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), TIMED)
def test_a_time_belongs_to_its_clause(text: str, wanted: dict[str, str | None]) -> None:
    read = read_text(text)
    for relation, when in wanted.items():
        claims = [one for one in read.grounded.claims if one.relation == relation]
        found = [one.when and f"{one.when.means} {one.when.edtf}".removeprefix("during ") for one in claims]
        assert found, [one.relation for one in read.grounded.claims]
        assert " ".join(map(str, found)) == str(when)


def test_without_a_date_a_document_has_only_the_times_that_it_names() -> None:
    read = read_text(
        "Norway supports Sweden. On Tuesday Norway attacked Denmark. In 1931 Denmark condemned it.", published=None
    )
    assert {one.relation: one.when and one.when.edtf for one in read.grounded.claims} == {
        "supports": None,
        "assault": None,
        "accuse": "1931",
    }


@pytest.mark.parametrize(
    ("text", "kind", "basis"),
    [
        ("In 1974 Norway condemned Sweden.", "event", "stated"),
        ("In 1974 the talks failed. Norway attacked Sweden.", "event", "frame"),
        ("Sweden has not responded to the attack by Norway.", "unanswered", "tense"),
    ],
)
def test_a_time_says_what_it_rests_on(text: str, kind: str, basis: str) -> None:
    when = read_text(text).of(kind)[0].when
    assert when
    assert when.basis == basis
