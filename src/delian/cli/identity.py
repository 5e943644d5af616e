"""Which events and actors are one: proposals, and the commands by which a person merges, parts, splits and undoes."""

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from delian.cli.moved import Effect, effect
from delian.cli.printing import WIDTH, AsJson, By, StudyFile, open_study, print_json
from delian.cli.voices import name_of
from delian.model.judgement import Decision, Judgement

if TYPE_CHECKING:
    from delian.model.case import Case
    from delian.model.claim import Claim
    from delian.study import Study
    from delian.worlds.same.linkage import Proposal

_SHOWN = 3  # sentences of an event


Why = Annotated[str, typer.Option(help="Reason.", show_default=False)]
Keep = Annotated[str, typer.Argument(help="Id of the one that survives.", show_default=False)]
Others = Annotated[list[str], typer.Argument(help="Ids of the others.", show_default=False)]


@dataclass(frozen=True, slots=True)
class Change:
    """What a decision changes.

    Attributes:
        decision: As it was entered.
        meet: How many fewer propositions the claims are about, since some now meet; negative where there are more.
        judgements: Judgements on what was one, to be bound again.
    """

    decision: Decision
    meet: int
    judgements: tuple[Judgement, ...] = ()

    def __str__(self) -> str:
        """Say it in a line or two."""
        count = abs(self.meet)
        moved = f"{count} proposition{'s' * (count != 1)}"
        word = f"{moved} now meet another" if self.meet > 0 else f"{moved} now stand alone"
        told = f"{self.decision.id}: {word if count else 'no proposition meets another or parts from it'}"
        if self.judgements:
            names = ", ".join(f"{one.id} ({one.kind} of {', '.join(one.abouts)})" for one in self.judgements)
            told += f"\nTo be bound again, each is read for the id that it names: {names}"
        return told


@dataclass(frozen=True, slots=True)
class Retaken:
    """A judgement taken back, or restored, with what that changes.

    Attributes:
        decision: As it was entered.
        judgement: What it is about.
        in_force: Whether the judgement is in force now.
        effect: What weighs otherwise now.
    """

    decision: Decision
    judgement: Judgement
    in_force: bool
    effect: Effect

    def told(self, case: "Case") -> Iterator[str]:
        """Yield the lines."""
        about = ", ".join(name_of(case, one) for one in self.judgement.abouts)
        now = "counts again" if self.in_force else "counts no more"
        yield f"{self.decision.id}: {self.judgement.id} ({self.judgement.kind} {self.judgement.value} of {about}) {now}"
        yield from self.effect.told()


def same(study: StudyFile, as_json: AsJson = False) -> None:
    """List events of different documents that may be one, with their sentences and the command that merges them.

    Nothing is merged before a person says so. The score is a rank, no probability.

    Example: delian same axis-2020.delian
    """
    from delian.worlds.same.linkage import proposals  # noqa: PLC0415

    case = open_study(study).case()
    found = proposals(case)
    if as_json:
        print_json([_as_record(case, one, study) for one in found])
    elif found:
        typer.echo("\n\n".join("\n".join(_told(case, one, study)) for one in found))
    else:
        typer.echo("No two events of different documents look like one.")


def merge(study: StudyFile, keep: Keep, drop: Others, why: Why, by: By, as_json: AsJson = False) -> None:
    """Enter that events, or actors, are one: KEEP survives, the other ids stay valid and mean it.

    Example: delian merge axis-2020.delian --why "One departure, asked for in two texts." e-foreign-departure e-american-departure
    """
    opened, before = _open(study)
    decision = opened.merge(keep, drop, why, by)
    _tell(Change(decision, before - _count(opened)), as_json=as_json)


def apart(study: StudyFile, one: Keep, others: Others, why: Why, by: By, as_json: AsJson = False) -> None:
    """Enter that the first is none of the others, so that they are neither proposed nor merged.

    Example: delian apart axis-2020.delian e-avivim-fire e-beirut-drones --why "Another day and place."
    """
    opened, before = _open(study)
    decision = opened.apart(one, others, why, by)
    _tell(Change(decision, before - _count(opened)), as_json=as_json)


def split(study: StudyFile, keep: Keep, drop: Others, why: Why, by: By, as_json: AsJson = False) -> None:
    """Take ids out of what they were merged into, and list the judgements that are to be bound again.

    Example: delian split axis-2020.delian e-k1-rockets e-k1-rockets-brief --why "The brief names only the day."
    """
    opened, before = _open(study)
    decision, judgements = opened.split(keep, drop, why, by)
    _tell(Change(decision, before - _count(opened), judgements), as_json=as_json)


def undo(
    study: StudyFile,
    decision: Annotated[str, typer.Argument(help="Id of a decision, x-…, or of a judgement, j-…", show_default=False)],
    why: Why,
    by: By,
    as_json: AsJson = False,
) -> None:
    """Take a decision or a judgement back; to undo an undo restores what it took back.

    Example: delian undo axis-2020.delian x-merge-10 --why "The office is not its head."
    """
    opened, before = _open(study)
    case = opened.case()
    made = opened.undo(decision, why, by)
    judgement = opened.judgement_of(made)
    if judgement is None:
        _tell(Change(made, before - _count(opened)), as_json=as_json)
        return
    after = opened.case()
    retaken = Retaken(made, judgement, judgement in after.judgements, effect(case, after))
    if as_json:
        print_json(retaken)
    else:
        typer.echo("\n".join(retaken.told(after)))


COMMANDS = (same, merge, apart, split, undo)


def _open(path: Path) -> "tuple[Study, int]":
    from delian.study import Study  # noqa: PLC0415

    opened = Study.open(path)
    return opened, _count(opened)


def _count(study: "Study") -> int:
    """Return how many different propositions the claims are about."""
    case = study.case()
    return len({proposition for claim in case.ordered for proposition in case.propositions(claim)})


def _tell(change: Change, *, as_json: bool) -> None:
    if as_json:
        print_json(change)
    else:
        typer.echo(str(change))


def _command(proposal: "Proposal", study: Path) -> str:
    return shlex.join(["delian", "merge", str(study), proposal.keep, *proposal.drop, "--why", proposal.why])


def _as_record(case: "Case", proposal: "Proposal", study: Path) -> dict[str, object]:
    claims = [case.by_id[name] for name in proposal.claims]
    return {
        **{slot: getattr(proposal, slot) for slot in ("keep", "drop", "score", "why", "claims", "unreviewed")},
        "sentences": [
            {
                "event": case.same(claim.event or ""),
                "document": claim.document,
                "claim": claim.id,
                "quote": claim.quote,
                "reviewed": claim.id in case.accepted_ids,
            }
            for claim in claims
        ],
        "command": _command(proposal, study),
    }


def _told(case: "Case", proposal: "Proposal", study: Path) -> Iterator[str]:
    from delian.report.days import in_words  # noqa: PLC0415

    open_ = f"; {proposal.unreviewed} of {len(proposal.claims)} claims unreviewed" if proposal.unreviewed else ""
    yield fill(f"{proposal.score:.2f}  {in_words(proposal.why)}{open_}", WIDTH, subsequent_indent="      ")
    for event in (proposal.keep, *proposal.drop):
        yield f"  {event}"
        yield from _sentences(case, [one for one in map(case.by_id.get, proposal.claims) if one], event)
    yield f"  to merge: {_command(proposal, study)}"


def _sentences(case: "Case", claims: "Sequence[Claim]", event: str) -> Iterator[str]:
    """Yield the sentences that tell of the event, each once."""
    from delian.model.wording import says_who, sentence  # noqa: PLC0415

    told = {sentence(one): one for one in reversed(claims) if one.event and case.same(one.event) == event}
    for words, claim in list(told.items())[: -_SHOWN - 1 : -1]:
        mark = "" if claim.id in case.accepted_ids else " (unreviewed)"
        line = f"“{words}” — {says_who(case, claim)}{mark}  {claim.id}"
        yield fill(line, WIDTH, initial_indent="    ", subsequent_indent="      ")
    if len(told) > _SHOWN:
        yield f"    and {len(told) - _SHOWN} more"
