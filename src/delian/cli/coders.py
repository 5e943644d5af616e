"""Who codes: the proposers that the command line names, and leave to send a text to another machine."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from delian.errors import DelianError

if TYPE_CHECKING:
    from delian.coding.calibrate import Calibration
    from delian.coding.proposers.llm.proposer import LanguageModel
    from delian.coding.proposers.proposer import Proposer


@dataclass(frozen=True, slots=True)
class Sending:
    """What a language model would be sent.

    Attributes:
        model: Name of the model.
        host: Where it is.
        leaves: Whether that is another machine.
        windows: How many windows of the articles.
        tokens: About how many tokens, in all.
        where_to: Where the text goes, in words.
    """

    model: str
    host: str
    leaves: bool
    windows: int
    tokens: int
    where_to: str

    def __str__(self) -> str:
        """Write it on one line."""
        much = f"{self.windows} window{'s' * (self.windows != 1)}, about {self.tokens:,} tokens"
        return f"{self.model} is asked about {much}; {self.where_to}"


def choose(by: Sequence[str], sheet: Path | None, cache: Path | None) -> "list[Proposer]":
    """Return the coders in the order in which they are to read: a person's sheet first, the rules where nobody is named."""
    from delian.study import proposer_named, sheet_proposer  # noqa: PLC0415

    people: list[Proposer] = [sheet_proposer(sheet)] if sheet else []
    names = list(dict.fromkeys(by)) or ([] if sheet else ["rules"])
    return people + [proposer_named(name, cache) for name in sorted(names, key=lambda name: name != "rules")]


def model_among(coders: "Sequence[Proposer]") -> "LanguageModel | None":
    """Return the language model among the coders, if there is one."""
    from delian.coding.proposers.llm.proposer import LanguageModel  # noqa: PLC0415

    return next((one for one in coders if isinstance(one, LanguageModel)), None)


def sending(model: "LanguageModel", articles: Sequence[Path]) -> Sending:
    """Return what the model would be sent of the articles."""
    from delian import pipeline  # noqa: PLC0415

    windows, tokens = pipeline.outlook(pipeline.read(article)[0] for article in articles)
    settings = model.endpoint.settings
    return Sending(settings.model, settings.host, not settings.is_here, windows, tokens, settings.where_to)


def ask_leave(sending: Sending, send_to: str | None, tell: Callable[[str], None]) -> None:
    """Tell what will be sent, and go on only if it stays on this machine or the user names where it may go.

    Raises:
        DelianError: If the user has not named that host.
    """
    if sending.leaves and send_to != sending.host:
        named = f", not to {send_to}" if send_to else ""
        raise DelianError(
            f"{sending}{named}", f"If you wish that, add --send-to {sending.host}; --dry-run only counts."
        )
    tell(str(sending))


def describe_coders() -> list[tuple[str, str]]:
    """Return a row for each machine coder: its name, and what it is or what it lacks."""
    from delian.study import default_proposer, language_model  # noqa: PLC0415

    try:
        model = language_model()
        llm = f"{model.title}; {model.endpoint.settings.where_to}"
    except DelianError as fault:
        llm = str(fault)
    return [("rules", default_proposer().title), ("llm", llm)]


def render_calibration(found: "Calibration") -> Iterator[str]:
    """Yield the lines that say how far the scores can be trusted."""
    if found.missing:
        yield f"{found.reviews} machine readings are reviewed: scores are ranks, no probabilities; {found.missing} reviews are missing."
    else:
        yield f"{found.reviews} machine readings are reviewed: scores can be read as the probabilities below."
    if not found.reviews:
        return
    yield ""
    yield f"{'Coder':<28}{'reviewed':>9}{'accepted':>10}"
    for name, (n, right) in found.coders.items():
        yield f"{name[:27]:<28}{n:>9}{right / n:>10.0%}"
    yield ""
    yield f"{'Pattern':<28}{'reviewed':>9}{'accepted':>10}{'began at':>10}{'now':>6}"
    for one in found.families:
        yield f"{one.family[:27]:<28}{one.n:>9}{one.right / one.n:>10.0%}{one.start:>10.2f}{one.mean:>6.2f}"
    yield ""
    yield f"{'Score':<28}{'reviewed':>9}{'accepted':>10}{'mean':>10}{'Brier':>7}"
    for place in found.bins:
        yield f"{f'{place.low:.1f} to {place.high:.1f}':<28}{place.n:>9}{place.share:>10.0%}{place.score:>10.2f}{place.brier:>7.3f}"
    yield f"Brier score of all: {found.brier:.3f} (0 is perfect; always saying .5 gives .250)"
    if found.steps:
        yield ""
        steps = zip(found.steps.scores, found.steps.shares, strict=True)
        yield "Score → probability: " + ", ".join(f"from {score:.2f}: {share:.2f}" for score, share in steps)
