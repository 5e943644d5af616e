"""Agreement of two coders: the coefficient, and what two people reach by the codebook."""

import pytest

from agreement import alpha, alphas, compare, doubly_coded
from scoring import figures


def test_alpha_of_the_published_example() -> None:
    first, second = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]  # Krippendorff 2011, part A
    assert alpha(zip(first, second, strict=True)) == pytest.approx(0.095, abs=0.001)


@pytest.mark.parametrize(("pairs", "expected"), [([("a", "a"), ("b", "b")], 1.0), ([("a", "a")], None), ([], None)])
def test_alpha_at_its_edges(pairs: list[tuple[str, str]], expected: float | None) -> None:
    assert alpha(pairs) == expected


@pytest.mark.parametrize("article", doubly_coded(), ids=lambda path: path.stem)
def test_two_people_who_use_the_codebook_agree(article: object) -> None:
    coded = compare(article)  # type: ignore[arg-type]
    assert (figures([coded])["span F1"] or 0) > 0.8
    assert min(value for value in alphas(coded).values() if value is not None) > 0.55
