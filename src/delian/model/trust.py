"""Trust: what is taken for granted of sources until a person grades them; data that a study can change."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import nan
from typing import Literal

Letter = Literal["A", "B", "C", "D", "E", "F"]
_LEAST = 1e-9  # retention of an origin
_N = (0.01, 1e6)  # how sure a retention can be taken to be: beyond, no distribution can be drawn from
LETTERS: tuple[Letter, ...] = ("A", "B", "C", "D", "E", "F")


@dataclass(frozen=True, slots=True)
class Spread:
    """A retention that is itself not sure: a Beta distribution.

    Attributes:
        line: What it says of a source, in words.
        retention: Its mean, in (0, 1).
        n: How sure it is, as the weight of so many observations, in [0.01, 1e6].
    """

    line: str
    retention: float
    n: float

    @property
    def beta(self) -> tuple[float, float]:
        """Both parameters of the Beta distribution."""
        return self.retention * self.n, (1 - self.retention) * self.n


@dataclass(frozen=True, slots=True)
class Trust:
    """Conventions of the reading "weighted by grades"; see vocabulary/trust.toml for each number's meaning.

    Attributes:
        grades: Letter of the Admiralty scale → retention.
        origins: Kind of ungraded origin → retention.
        relays: Kind of ungraded relay → retention, in [0, 1].
        shared: What sources have in common → rho, in [0, 1].
        advocacy: Probability that an interested source says what serves it, in [0, 1].
        accused: Best grade of an accused party in its own cause.
        human: Probability that a person's reading is right, in [0, 1].
        machine: The same of a machine reading without a score, in [0, 1].
        prior: Probability of what is reported before any source is weighed, in [0, 1].
        base: Kind of claim → how often a thing of that kind is so, in [0, 1]; kinds that are not listed are unknown: 0.
        together: Share of worlds in which a statement stands or falls with its voice, in [0, 1].
        stay: Probability that an office has the same holder in the next period, in (0, 1).
    """

    grades: Mapping[Letter, Spread]
    origins: Mapping[str, Spread]
    relays: Mapping[str, float]
    shared: Mapping[str, float]
    advocacy: float
    accused: Letter
    human: float
    machine: float
    prior: float
    base: Mapping[str, float]
    together: float
    stay: float


def trust_from(content: Mapping[str, Mapping[str, object]]) -> Trust:
    """Return the conventions that a trust file writes.

    Raises:
        ValueError: If a number cannot be, naming it.
    """
    grades: dict[Letter, Spread] = {letter: _spread(content, "grades", letter) for letter in LETTERS}
    stay = _share(content, "worlds", "stay")
    if stay in {0, 1}:
        message = f"worlds.stay lies between 0 and 1, both left out, got {stay:g}"
        raise ValueError(message)
    accused = next((letter for letter in grades if letter == content["advocacy"].get("accused")), None)
    if accused is None:
        message = f"advocacy.accused is a letter from A to F, got {content['advocacy'].get('accused')!r}"
        raise ValueError(message)
    return Trust(
        grades=grades,
        origins={kind: _spread(content, "origins", kind) for kind in content["origins"]},
        relays=_shares(content, "relays"),
        shared=_shares(content, "shared"),
        advocacy=_share(content, "advocacy", "b"),
        accused=accused,
        human=_share(content, "reading", "human"),
        machine=_share(content, "reading", "machine"),
        prior=_share(content, "prior", "reported"),
        base=_shares(content, "base"),
        together=_share(content, "worlds", "together"),
        stay=stay,
    )


def _share(content: Mapping[str, Mapping[str, object]], table: str, key: str) -> float:
    given = content[table].get(key)
    value = _number(given)
    if not 0 <= value <= 1:
        message = f"{table}.{key} lies between 0 and 1, got {given!r}"
        raise ValueError(message)
    return value


def _shares(content: Mapping[str, Mapping[str, object]], table: str) -> dict[str, float]:
    return {key: _share(content, table, key) for key in content[table]}


def _spread(content: Mapping[str, Mapping[str, object]], table: str, key: str) -> Spread:
    entry = content[table][key]
    fields = entry if isinstance(entry, dict) else {}
    retention, n = _number(fields.get("retention")), _number(fields.get("n"))
    if not _LEAST <= retention < 1 or not _N[0] <= n <= _N[1]:
        message = (
            f"[{table}.{key}] needs a retention between 0 and 1, both left out, and an n from {_N[0]:g} to {_N[1]:g}"
        )
        raise ValueError(message)
    return Spread(str(fields.get("line", key)), retention, n)


def _number(value: object) -> float:
    """Return the number that a file gives; not a number for anything else, so that it lies in no range."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else nan
