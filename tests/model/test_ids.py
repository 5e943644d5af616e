import hashlib

from hypothesis import given
from hypothesis import strategies as st

from delian.model.ids import Json, canonical, claim_id, document_id, mint, normalised, proposition_id, slug, voice_id

LETTERS = set("abcdefghijklmnopqrstuvwxyz0123456789-")


@given(st.text())
def test_a_slug_is_never_empty_and_only_of_the_letters_that_ids_have(label: str) -> None:
    assert slug(label)
    assert set(slug(label)) <= LETTERS


@given(st.text(), st.integers(0, 5))
def test_minting_never_repeats_a_taken_id(label: str, count: int) -> None:
    taken: set[str] = set()
    for _ in range(count + 1):
        taken.add(mint(label, taken))
    assert len(taken) == count + 1


def test_an_arabic_name_gets_a_stable_id() -> None:
    assert slug("قاسم سليماني") == slug("قاسم سليماني")
    assert slug("قاسم سليماني") != slug("حسن نصر الله")


def test_ids_have_the_form_that_the_records_promise() -> None:
    sha = "0123456789abcdef" * 4
    assert document_id(sha) == "d-0123456789"
    assert claim_id(sha, 0, 5, "tie", "rules", 0).startswith("c-")
    assert len(claim_id(sha, 0, 5, "tie", "rules", 0)) == 14
    assert len(voice_id("d-0123456789", "pericles")) == 12
    assert len(proposition_id({"mind": None})) == 14


def test_the_claim_id_hashes_the_canonical_list_of_its_parts() -> None:
    parts: Json = ["ab" * 32, 3, 9, "tie", "rules", 0]
    expected = hashlib.sha256(canonical(parts).encode()).hexdigest()[:12]
    assert claim_id("ab" * 32, 3, 9, "tie", "rules", 0) == f"c-{expected}"


def test_descriptors_meet_whatever_article_stands_before_them() -> None:
    assert normalised("A  senior official") == normalised("the Senior official")
