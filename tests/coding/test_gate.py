"""The grounding gate: what the text does not bear out is turned away and counted, whoever proposes it."""

from dataclasses import dataclass, replace

import pytest

from delian.coding.proposers.gate import Grounded, ground, locate
from delian.coding.proposers.proof import Ungrounded
from delian.coding.proposers.proposer import CauseEnds, Context, Proposal, Proposed, Quoted, Speaker
from delian.model.actor import Actor
from delian.model.claim import Coder, CoderKind
from delian.model.document import Party, bare_document
from delian.model.event import Event
from delian.model.view import whole
from delian.plugins import vocabulary

TEXT = "Norway  attacked\n“Sweden” in May, said an envoy. Sweden did not react."
ACTORS = (Actor("norway", "Norway", "state"), Actor("sweden", "Sweden", "state"))
EVENTS = (Event("e-raid", "The raid"),)
RAID = Proposal(
    kind="event",
    relation="assault",
    quoted=(Quoted("Norway attacked"),),
    subject=("norway",),
    object=("sweden",),
    event="e-raid",
    label="raid",
)


@dataclass(frozen=True)
class Offers:
    """A proposer that offers what it is given."""

    proposals: tuple[Proposal, ...]
    kind: str = "model"
    title: str = "Offers"


def grounded(*proposals: Proposal, kind: CoderKind = "rules") -> Grounded:
    document = replace(
        bare_document(TEXT, sha256="0", extractor="test"),
        outlet=Party("The Herald"),
        authors=(Party("A. Writer"),),
        language="en",
    )
    context = Context(document, whole(TEXT), vocabulary(), {})
    coder = Coder("tester", "human") if kind == "human" else Coder("m", kind, "1")
    return ground(Proposed(proposals, ACTORS, EVENTS), context, coder)


def test_a_quote_is_found_with_other_blanks_and_quotation_marks() -> None:
    (claim,) = grounded(RAID).claims
    assert claim.quote == "Norway  attacked"
    assert locate(TEXT, Quoted('attacked "Sweden"')).quote == "attacked\n“Sweden”"
    assert locate(TEXT, Quoted("Sweden", nth=2)).start == TEXT.rindex("Sweden")


@pytest.mark.parametrize(
    "quoted",
    [Quoted("Denmark"), Quoted(""), Quoted("norway attacked"), Quoted("Norway", start=3), Quoted("Sweden", nth=9)],
)
def test_a_quote_that_does_not_stand_there_is_turned_away(quoted: Quoted) -> None:
    with pytest.raises(Ungrounded):
        locate(TEXT, quoted)
    result = grounded(replace(RAID, quoted=(quoted,)))
    assert not result.claims
    assert result.rejected == 1
    assert len(result.problems) == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"subject": ("denmark",)}, "nobody and nothing"),
        ({"relation": "abduction-by-aliens"}, "no such event in the codebook"),
        ({"hedge": "mumbled"}, "no such hedge in the codebook"),
        ({"absence": "reported"}, "goes with polarity -"),
        ({"event": None}, "names its event"),
        ({"severity": 9}, "severity"),
        ({"quoted": ()}, "quotes nothing"),
        ({"voices": (Speaker(),)}, "neither an actor nor described"),
        ({"voices": (Speaker("norway", role="mind", how="believes"), Speaker("sweden"))}, "mind may only come last"),
    ],
)
def test_what_the_codebook_or_the_document_does_not_have_is_turned_away_with_the_reason(
    change: dict[str, object], says: str
) -> None:
    result = grounded(replace(RAID, **change))  # type: ignore[arg-type]
    assert not result.claims
    assert says in result.problems[0].says


def test_a_cause_that_lost_an_end_goes_with_it() -> None:
    lost = replace(RAID, quoted=(Quoted("Denmark"),), label="lost")
    cause = Proposal(
        kind="cause", relation="causes", quoted=(Quoted("did not react"),), cause=CauseEnds(("lost",), ("e-raid",))
    )
    result = grounded(lost, cause)
    assert not result.claims
    assert result.rejected == 2
    assert any("an end of it" in problem.says for problem in result.problems)


def test_a_polarity_that_the_words_do_not_show_is_flagged_not_turned_away() -> None:
    (claim,) = grounded(replace(RAID, polarity="-")).claims
    assert claim.flags == ("polarity",)
    (shown,) = grounded(replace(RAID, polarity="-", quoted=(Quoted("Sweden did not react"),))).claims
    assert not shown.flags


def test_the_chain_begins_with_outlet_and_author_who_become_actors() -> None:
    result = grounded(
        replace(RAID, voices=(Speaker(descriptor="an envoy", kind="anonymous", cue=Quoted("said", role="cue")),))
    )
    (claim,) = result.claims
    assert [voice.role for voice in claim.voices] == ["outlet", "author", "source"]
    assert claim.voices[2].cue is not None
    assert {"the-herald", "a-writer"} <= {actor.id for actor in result.actors}


def test_a_persons_claim_starts_accepted_and_a_machines_proposed() -> None:
    assert grounded(RAID, kind="human").claims[0].status == "accepted"
    assert grounded(RAID).claims[0].status == "proposed"


def test_ids_do_not_depend_on_what_else_is_proposed() -> None:
    alone = grounded(RAID).claims[0].id
    silence = Proposal(
        kind="unanswered",
        relation="unanswered",
        quoted=(Quoted("Sweden did not react"),),
        subject=("sweden",),
        object=("e-raid",),
    )
    assert alone in {claim.id for claim in grounded(silence, RAID).claims}


def test_words_of_a_window_are_looked_for_in_the_window_only() -> None:
    start = TEXT.index("said")
    later = replace(RAID, quoted=(Quoted("Sweden", within=(start, len(TEXT))),))
    assert grounded(later).claims[0].start == TEXT.rindex("Sweden")
    result = grounded(replace(RAID, quoted=(Quoted("Norway attacked", within=(start, len(TEXT))),)))
    assert not result.claims


def test_reasons_are_counted_in_one_line_and_the_first_words_named() -> None:
    names = ("denmark", "finland", "iceland", "peru", "chile", "peru")
    bad = [replace(RAID, subject=(name,), label="") for name in names]
    (problem,) = grounded(*bad, replace(RAID, quoted=(Quoted("Denmark"),))).problems
    assert problem.says == (
        "7 proposals of m turned away: 6 × nobody and nothing that the document names "
        "('denmark', 'finland', 'iceland', 'peru', …), 1 × the quote does not stand in the text"
    )


def test_what_is_about_an_event_whose_claim_was_turned_away_goes_with_it() -> None:
    silence = Proposal(
        kind="unanswered",
        relation="unanswered",
        quoted=(Quoted("Sweden did not react"),),
        subject=("sweden",),
        object=("e-raid",),
    )
    result = grounded(replace(RAID, quoted=(Quoted("Norway bombed"),)), silence)
    assert (result.claims, result.rejected) == ((), 2)
    assert len(grounded(silence).claims) == 1  # nobody claimed that event, so nothing was turned away


def test_a_models_voice_needs_a_cue_and_a_persons_does_not() -> None:
    voiced = replace(RAID, voices=(Speaker("sweden"),))
    assert not grounded(voiced, kind="model").claims
    assert grounded(voiced, kind="human").claims
    cued = replace(RAID, voices=(Speaker("sweden", cue=Quoted("said", role="cue")),))
    assert grounded(cued, kind="model").claims


def test_actors_that_only_a_model_s_refused_claims_name_are_not_registered() -> None:
    result = grounded(replace(RAID, quoted=(Quoted("Norway bombed"),)), kind="model")
    assert {actor.id for actor in result.actors} == {"the-herald", "a-writer"}
