"""What a person enters of sources and statements: grades, interests, priors, resolutions and dependences; and the voices there are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from delian.cli.moved import Effect, Moved, effect
from delian.cli.printing import AsJson, By, StudyFile, one_of, open_study, print_json, with_reason
from delian.cli.voices import name_of, render_lessons, render_voices
from delian.model.judgement import Judgement, JudgementKind

if TYPE_CHECKING:
    from delian.model.case import Case
    from delian.study import Study

Why = Annotated[str, typer.Option(help="Reason; for what became known, the source.", show_default=False)]
Topic = Annotated[str | None, typer.Option(help="Only on this topic.", show_default=False)]
VoiceName = Annotated[str, typer.Argument(metavar="VOICE", help="Name, descriptor or id.", show_default=False)]
ClaimName = Annotated[str, typer.Argument(metavar="CLAIM", help="Id of a claim, c-…", show_default=False)]


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry with what it changes.

    Attributes:
        judgement: As it was entered.
        concerned: Number of accepted claims that rest on the voice or pass through it; None for what is about no voice.
        moved: Number of accepted claims about what weighs otherwise now, or counts as known.
        shown: What moved most.
    """

    judgement: Judgement
    concerned: int | None
    moved: int
    shown: tuple[Moved, ...]


def voices(
    study: StudyFile,
    trust: Annotated[
        str,
        typer.Option(
            help="graded; or anchored: how far each can be trusted as learnt from what people entered as known."
        ),
    ] = "graded",
    as_json: AsJson = False,
) -> None:
    """List on whose word claims rest and through whom they pass, with grades, interests, and outlets that look alike.

    Those with most claims come first: that is a count, and says nothing of anybody's worth.

    Example: delian voices axis-2020.delian
    """
    from delian import pipeline  # noqa: PLC0415
    from delian.model.case import MODES, Scope  # noqa: PLC0415
    from delian.worlds.trust.voices import grade_first  # noqa: PLC0415

    opened = open_study(study)
    if one_of("mode of trust", trust, MODES) == "anchored":
        learnt = pipeline.lessons(opened.case())
        if as_json:
            print_json({"origins": learnt.origins, "why": learnt.why, "warnings": learnt.warnings})
        else:
            typer.echo("\n".join(render_lessons(learnt)))
        return
    case = opened.case(Scope(unreviewed=True))
    found, alike = pipeline.standings(case), pipeline.alike(case)
    first = grade_first(found)
    if as_json:
        print_json({"voices": found, "grade_first": [one.id for one in first], "alike": alike})
    else:
        typer.echo("\n".join(render_voices(case, found, first, alike, study)))


def grade(
    study: StudyFile,
    voice: VoiceName,
    letter: Annotated[str, typer.Argument(help="A to F of the Admiralty scale.", show_default=False)],
    why: Why,
    by: By,
    topic: Topic = None,
    on: Annotated[str | None, typer.Option(help="Day from which it holds.", show_default=False)] = None,
    as_json: AsJson = False,
) -> None:
    """Grade a voice: how far it passes on what it knows, A completely to E not at all, F cannot be judged.

    Example: delian grade axis-2020.delian "Norhaven Documentation Service" B --why "Prints documents in full, with dates."
    """
    opened = open_study(study)
    _enter(opened, "grade", [voice], letter.upper(), why, by, topic=topic, on=on, as_json=as_json)


def interest(
    study: StudyFile,
    voice: VoiceName,
    way: Annotated[str, typer.Argument(metavar="serves|harms", help="Which way.", show_default=False)],
    why: Why,
    by: By,
    matters: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CLAIM|EVENT]...", help="What serves or harms it; all it says if none is named."),
    ] = None,
    topic: Topic = None,
    b: Annotated[
        float | None,
        typer.Option("--b", help="How surely it says what serves it, 0 to 1; 0.8 unless your lists say otherwise."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Enter that it serves, or harms, a voice that something is so: then its word for that weighs less.

    Example: delian interest axis-2020.delian "Meridian Wire" serves c-7e8ad9d20aa5 --why "Had announced it." --b 0.5
    """
    opened = open_study(study)
    _enter(opened, "interest", [voice, *(matters or [])], way, why, by, topic=topic, low=b, as_json=as_json)


def prior(
    study: StudyFile,
    claim: ClaimName,
    p: Annotated[float, typer.Argument(help="Probability, 0 to 1.", show_default=False)],
    why: Why,
    by: By,
    as_json: AsJson = False,
) -> None:
    """Enter how likely what a claim says was before anybody spoke of it.

    Example: delian prior axis-2020.delian c-7e8ad9d20aa5 0.3 --why "Three of ten such groups were so directed."
    """
    _enter(open_study(study), "prior", [claim], p, why, by, as_json=as_json)


def resolve(
    study: StudyFile,
    claim: ClaimName,
    outcome: Annotated[str, typer.Argument(metavar="holds|fails", help="What is known.", show_default=False)],
    why: Why,
    by: By,
    as_json: AsJson = False,
) -> None:
    """Enter that what a claim says is known to be so, or not: all that is said of the same is settled with it.

    Example: delian resolve axis-2020.delian c-7e8ad9d20aa5 holds --why "Report of the inquiry, page 12."
    """
    _enter(open_study(study), "resolution", [claim], outcome, why, by, as_json=as_json)


def dependence(
    study: StudyFile,
    coalition: Annotated[str, typer.Argument(help="Label or id.", show_default=False)],
    other: Annotated[str, typer.Argument(help="Another.", show_default=False)],
    rho: Annotated[float, typer.Argument(help="0: nothing in common; 1: one word counts.", show_default=False)],
    why: Why,
    by: By,
    as_json: AsJson = False,
) -> None:
    """Enter how much the voices of two coalitions have in common: the second of two equal ones keeps 1 - RHO.

    Example: delian dependence leagues.delian k-delian k-peloponnesian 0.1 --why "Each kept its own heralds."
    """
    from delian.worlds.names import find_coalition  # noqa: PLC0415

    opened = open_study(study)
    case = opened.case()
    both = [find_coalition(case, name) for name in (coalition, other)]
    _enter(opened, "weight", both, rho, why, by, as_json=as_json)


COMMANDS = (voices, grade, interest, prior, resolve, dependence)


def _enter(
    study: "Study",
    kind: JudgementKind,
    about: Sequence[str],
    value: str | float,
    why: str,
    by: str,
    *,
    topic: str | None = None,
    low: float | None = None,
    on: str | None = None,
    as_json: bool,
) -> None:
    """Enter the judgement and print what it changes."""
    from delian import pipeline  # noqa: PLC0415

    before = study.case()
    judgement = study.judge(kind, about, value, why=with_reason(why), by=by, topic=topic, low=low, on=on)
    after = study.case()
    moves = effect(before, after)
    concerned = None
    if kind in {"grade", "interest"}:
        who = after.same(judgement.abouts[0])
        concerned = sum(one.origin + one.relay for one in pipeline.standings(after) if one.id == who)
    entered = Entered(judgement, concerned, moves.moved, moves.shown)
    if as_json:
        print_json(entered)
    else:
        typer.echo("\n".join(_told(after, entered)))


def _told(case: "Case", entered: Entered) -> Iterator[str]:
    one = entered.judgement
    who, *matters = [name_of(case, about) for about in one.abouts]
    limits = (("on", one.topic and case.name(one.topic)), ("from", one.on), ("with b =", one.low))
    words = [f"{word} {value}" for word, value in limits if value is not None]
    yield f"{one.id}: {', '.join([who, *matters])}: {one.kind} {one.value}" + "".join(f", {word}" for word in words)
    if entered.concerned is not None:
        yield f"Accepted claims that rest on {who} or pass through it: {entered.concerned}."
    yield from Effect(entered.moved, entered.shown).told()
