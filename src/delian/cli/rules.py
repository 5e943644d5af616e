"""The rules that a person enters over what claims say: how many of some things hold, what implies and what excludes what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from delian.cli.printing import AsJson, By, StudyFile, open_study, print_json, with_reason
from delian.errors import DelianError, UnknownName
from delian.model.entries import COUNTS, IMPLIES
from delian.model.judgement import Judgement

if TYPE_CHECKING:
    from delian.model.case import Case

_EXCLUDES = "excludes"  # kept as: at most 1 of two
_PAIR = 2
_FORMS = "Write at-most|at-least|exactly N CLAIM CLAIM …, or implies|excludes CLAIM CLAIM."


@dataclass(frozen=True, slots=True)
class Ruled:
    """A rule with what it ties.

    Attributes:
        judgement: As it was entered.
        ties: In words what each of its claims stands for.
        problems: What keeps it from being used yet.
    """

    judgement: Judgement
    ties: tuple[str, ...]
    problems: tuple[str, ...]

    def told(self) -> Iterator[str]:
        """Yield the lines."""
        one, number = self.judgement, self.judgement.low
        if one.value == IMPLIES:
            yield f"{one.id}: where the first holds, the second does"
        else:
            yield f"{one.id}: {str(one.value).replace('-', ' ')} {number} of these {'hold' if number != 1 else 'holds'}"
        yield from (f"  {words}  {claim}" for words, claim in zip(self.ties, one.abouts, strict=True))
        yield from self.problems


def rule(
    study: StudyFile,
    form: Annotated[
        str,
        typer.Argument(metavar="at-most|at-least|exactly|implies|excludes", help="What it says.", show_default=False),
    ],
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[N] CLAIM CLAIM…", help="How many hold, for the first three; then claims.", show_default=False
        ),
    ],
    why: Annotated[str, typer.Option(help="Reason.", show_default=False)],
    by: By,
    as_json: AsJson = False,
) -> None:
    """Enter how what claims say hangs together: it is kept in every world of the reading weighted-by-grades.

    A claim of an act stands for who did it. A rule that contradicts what is in force is refused; all rules are in force.

    Example: delian rule axis-2020.delian excludes c-b0323c93b5a9 c-04b9fcdaceea --why "He had one rank at a time."
    """
    opened = open_study(study)
    value, number, names = _read(form, words)
    judgement = opened.judge("rule", names, value, why=with_reason(why), by=by, low=number)
    ruled = _ruled(opened.case(), judgement)
    if as_json:
        print_json(ruled)
    else:
        typer.echo("\n".join(ruled.told()))


COMMANDS = (rule,)


def _read(form: str, words: Sequence[str]) -> tuple[str, int | None, Sequence[str]]:
    """Return value, number and claims of the rule as it is kept."""
    if form in COUNTS:
        try:
            return form, int(words[0]), words[1:]
        except ValueError as fault:
            message = f"{form} needs how many hold, got {words[0]!r}"
            raise DelianError(message, _FORMS) from fault
    if form not in {IMPLIES, _EXCLUDES}:
        raise UnknownName("rule", form, [*COUNTS, IMPLIES, _EXCLUDES])
    if len(words) != _PAIR:
        message = f"{form} is about two claims, got {len(words)}"
        raise DelianError(message, _FORMS)
    return (IMPLIES, None, words) if form == IMPLIES else (COUNTS[0], 1, words)


def _ruled(case: "Case", judgement: Judgement) -> Ruled:
    from delian import pipeline  # noqa: PLC0415

    problems = tuple(one.says for one in case.problems if one.where == judgement.id)
    return Ruled(judgement, pipeline.tied(case, judgement), problems)
