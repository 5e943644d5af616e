"""What a person enters of sources and statements: grades, interests, priors, resolutions and dependences; and the voices there are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from delian.cli.printing import AsJson, By, StudyFile, print_json, say
from delian.cli.voices import name_of, render_voices
from delian.errors import DelianError
from delian.model.judgement import Judgement, JudgementKind

if TYPE_CHECKING:
    from delian.model.case import Case
    from delian.study import Study
    from delian.worlds.effect import Shift

_SHOWN = 5  # statements whose change is printed


Why = Annotated[str, typer.Option(help="Reason; for what became known, the source.", show_default=False)]
Topic = Annotated[str | None, typer.Option(help="Only on this topic.", show_default=False)]
VoiceName = Annotated[str, typer.Argument(metavar="VOICE", help="Name, descriptor or id.", show_default=False)]
ClaimName = Annotated[str, typer.Argument(metavar="CLAIM", help="Id of a claim, c-…", show_default=False)]


@dataclass(frozen=True, slots=True)
class Moved:
    """What speaks for one statement before and after an entry.

    Attributes:
        claim: Id of a claim that makes it.
        words: Its sentence.
        decibans: Weight of all that is said for and against what the sentence says, before and after.
        prior: Its probability before anybody is weighed, before and after.
    """

    claim: str
    words: str
    decibans: tuple[float, float]
    prior: tuple[float, float]

    def __str__(self) -> str:
        """Write it on one line."""
        (weight, now), (prior, later) = self.decibans, self.prior
        if weight != now:
            change = f"{weight:+.1f} → {now:+.1f} dB"
        else:
            change = f"prior {prior:.2f} → {later:.2f}" if prior != later else "counts as known"
        return f"{change}  “{self.words}”  {self.claim}"


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


def voices(study: StudyFile, as_json: AsJson = False) -> None:
    """List on whose word claims rest and through whom they pass, with grades, interests, and outlets that look alike.

    Those with most claims come first: that is a count, and says nothing of anybody's worth.

    Example: delian voices axis-2020.delian
    """
    from delian import pipeline  # noqa: PLC0415
    from delian.model.case import Scope  # noqa: PLC0415
    from delian.worlds.voices import grade_first  # noqa: PLC0415

    case = _open(study).case(Scope(unreviewed=True))
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
    opened = _open(study)
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
    opened = _open(study)
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
    _enter(_open(study), "prior", [claim], p, why, by, as_json=as_json)


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
    _enter(_open(study), "resolution", [claim], outcome, why, by, as_json=as_json)


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
    from delian.worlds.whatif import find_coalition  # noqa: PLC0415

    opened = _open(study)
    case = opened.case()
    both = [find_coalition(case, name) for name in (coalition, other)]
    _enter(opened, "weight", both, rho, why, by, as_json=as_json)


COMMANDS = (voices, grade, interest, prior, resolve, dependence)


def _open(path: Path) -> "Study":
    from delian.study import Study  # noqa: PLC0415

    opened = Study.open(path)
    for problem in opened.faults:
        say(str(problem))
    return opened


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

    if not why.strip():
        message = "an entry without a reason says nothing to whoever reads it"
        raise DelianError(message, "Give one: --why TEXT.")
    before = study.case()
    judgement = study.judge(kind, about, value, why=why, by=by, topic=topic, low=low, on=on)
    after = study.case()
    moved = pipeline.shifts(before, after)
    claims = {name for shift in moved for name in shift.column.claims}
    concerned = None
    if kind in {"grade", "interest"}:
        who = after.same(judgement.abouts[0])
        concerned = sum(one.origin + one.relay for one in pipeline.standings(after) if one.id == who)
    entered = Entered(judgement, concerned, len(claims), tuple(islice(_most_moved(after, moved), _SHOWN)))
    if as_json:
        print_json(entered)
    else:
        typer.echo("\n".join(_told(after, entered)))


def _most_moved(case: "Case", moved: "Sequence[Shift]") -> Iterator[Moved]:
    """Yield what moved in order, each sentence once; what several details of one event share is told once."""
    from delian.model.wording import sentence  # noqa: PLC0415

    told: set[str] = set()
    for shift in moved:
        claim = min((case.by_id[name] for name in shift.column.claims), key=lambda one: one.denies)
        words, both = sentence(claim), (shift.before, shift.after)
        if words not in told:
            told.add(words)
            weight, now = (-one.weight if claim.denies else one.weight for one in both)
            prior, later = (1 - one.prior if claim.denies else one.prior for one in both)
            yield Moved(claim.id, words, (weight, now), (prior, later))


def _told(case: "Case", entered: Entered) -> Iterator[str]:
    one = entered.judgement
    who, *matters = [name_of(case, about) for about in one.abouts]
    limits = (("on", one.topic and case.name(one.topic)), ("from", one.on), ("with b =", one.low))
    words = [f"{word} {value}" for word, value in limits if value is not None]
    yield f"{one.id}: {', '.join([who, *matters])}: {one.kind} {one.value}" + "".join(f", {word}" for word in words)
    if entered.concerned is not None:
        yield f"Accepted claims that rest on {who} or pass through it: {entered.concerned}."
    yield f"Accepted claims about what weighs otherwise now: {entered.moved}{', such as' if entered.shown else ''}"
    yield from (f"  {line}" for line in entered.shown)
