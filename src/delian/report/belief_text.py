"""The ledger of a belief for the terminal: every line that makes up the sum, then what follows from it."""

from collections.abc import Collection, Iterator, Sequence

from delian.model.belief import Belief, Line
from delian.model.case import Case
from delian.model.claim import Claim
from delian.model.wording import sentence
from delian.report import weights
from delian.report.belief import Reckoning, no_ledger, reckonings
from delian.report.text import head, wrap

UNREVIEWED = "Nobody has accepted this machine reading: it stays out of worlds. Its ledger is worked out as if machine readings counted."


def render_ledger(case: Case, claim: Claim, beliefs: Sequence[Belief], *, asked: bool = False) -> str:
    """Return the ledgers of what a claim speaks of, or why it has none.

    Args:
        case: Material and entries.
        claim: Any claim of it.
        beliefs: Its ledgers, from `pipeline.ledger`.
        asked: Whether probabilities were asked for; else they are told only where two independent origins speak.
    """
    if not beliefs:
        return "\n".join(wrap(no_ledger(case, claim)))
    lines = wrap(UNREVIEWED) if case.is_machine(claim) else []
    lines += [*head("How likely, and why"), *wrap(weights.CONVENTIONS), *wrap(weights.CLOSED_FORM)]
    quoted: set[str] = set()
    for one in reckonings(case, beliefs):
        lines += ["", *_reckoning(case, claim, one, quoted, asked=asked)]
        quoted.update(heard.claim for line in one.belief.lines for heard in line.heard)
    return "\n".join(lines)


def _reckoning(
    case: Case, claim: Claim, reckoning: Reckoning, quoted: Collection[str], *, asked: bool
) -> Iterator[str]:
    belief = reckoning.belief
    told = weights.is_told(belief, asked=asked)
    yield from wrap(f"{'Denied here' if claim.denies else 'Reported'}: {reckoning.about}")
    yield from wrap(f"prior if reported: {weights.prior(belief)}", "  ")
    for line in belief.lines:
        yield from _line(case, line, quoted, told=told and len(belief.lines) > 1)
    for words in (
        f"sum of what is kept: {weights.decibans(belief.weight)} dB",
        weights.arithmetic(belief, told=told),
        weights.likelihood(belief) if told else f"{weights.HELD_BACK}; --probability prints them.",
        weights.confidence(belief),
        weights.flips(belief),
        weights.linchpin(belief),
        f"State: {weights.states(reckoning.states)}.",
        weights.number(belief, told=told),
        f"Excluded by what these report: {', '.join(reckoning.rivals)}" if reckoning.rivals else "",
    ):
        yield from wrap(words, "  ") if words else ()


def _line(case: Case, line: Line, quoted: Collection[str], *, told: bool) -> Iterator[str]:
    group = f" [{line.group}]" if line.group else ""
    without = f"; p {weights.change(line.without)} without it" if told else ""
    yield from wrap(f"{line.name}: {weights.kept(line)}{group}{without}", "  • ")
    if line.advocacy:
        yield from wrap(weights.interest(line.advocacy), "      ")
    for heard in line.heard:
        words = "as above" if heard.claim in quoted else _quoted(case.by_id[heard.claim])
        yield from wrap(f"{'against: ' if heard.denies else ''}{words}  {heard.claim}", "      ")
        yield from wrap(weights.chain(heard.chain), "        ")


def _quoted(claim: Claim) -> str:
    return f"“{sentence(claim)}”" if claim.quote else sentence(claim)
