"""Trust: what is taken for granted of sources until a person grades them; data that a study can change."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

Letter = Literal["A", "B", "C", "D", "E", "F"]
LETTERS: tuple[Letter, ...] = ("A", "B", "C", "D", "E", "F")


@dataclass(frozen=True, slots=True)
class Spread:
    """A retention that is itself not sure: a Beta distribution.

    Attributes:
        line: What it says of a source, in words.
        retention: Its mean, in (0, 1).
        n: How sure it is, as the weight of so many observations. 0 < n.
    """

    line: str
    retention: float
    n: float

    @property
    def beta(self) -> tuple[float, float]:
        """Both parameters of the Beta distribution."""
        return self.retention * self.n, (1 - self.retention) * self.n


@lru_cache(maxsize=256)
def quantile(spread: Spread, share: float) -> float:
    """Return the retention below which that share of the spread lies, from draws that are the same every time."""
    return float(np.quantile(np.random.default_rng(1).beta(*spread.beta, size=4001), share))


@dataclass(frozen=True, slots=True)
class Trust:
    """Conventions of the reading "weighted by grades"; see vocabulary/trust.toml for each number's meaning.

    Attributes:
        grades: Letter of the Admiralty scale → retention.
        origins: Kind of ungraded origin → retention.
        relays: Kind of ungraded relay → retention.
        shared: What sources have in common → rho, in [0, 1].
        advocacy: Probability that an interested source says what serves it.
        accused: Best grade of an accused party in its own cause.
        human: Probability that a person's reading is right.
        machine: The same of a machine reading without a score.
        prior: Probability of what is reported before any source is weighed.
        base: Kind of claim → how often a thing of that kind is so; kinds that are not listed are unknown.
        together: Share of worlds in which a statement stands or falls with its voice.
        stay: Probability that an office has the same holder in the next period.
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

    def number(table: str, key: str) -> float:
        value = content[table].get(key)
        if not isinstance(value, int | float) or not 0 <= value <= 1:
            message = f"{table}.{key} lies between 0 and 1, got {value!r}"
            raise ValueError(message)
        return float(value)

    def spread(table: str, key: str) -> Spread:
        entry = content[table][key]
        fields = entry if isinstance(entry, dict) else {}
        retention, n = fields.get("retention"), fields.get("n")
        if not isinstance(retention, int | float) or not isinstance(n, int | float) or not 0 < retention < 1 or n <= 0:
            message = f"[{table}.{key}] needs a retention between 0 and 1 and an n above 0"
            raise ValueError(message)
        return Spread(str(fields.get("line", key)), float(retention), float(n))

    def numbers(table: str) -> dict[str, float]:
        return {key: number(table, key) for key in content[table]}

    grades: dict[Letter, Spread] = {letter: spread("grades", letter) for letter in LETTERS}
    accused = next((letter for letter in grades if letter == content["advocacy"].get("accused")), None)
    if accused is None:
        message = f"advocacy.accused is a letter from A to F, got {content['advocacy'].get('accused')!r}"
        raise ValueError(message)
    return Trust(
        grades=grades,
        origins={kind: spread("origins", kind) for kind in content["origins"]},
        relays=numbers("relays"),
        shared=numbers("shared"),
        advocacy=number("advocacy", "b"),
        accused=accused,
        human=number("reading", "human"),
        machine=number("reading", "machine"),
        prior=number("prior", "reported"),
        base=numbers("base"),
        together=number("worlds", "together"),
        stay=number("worlds", "stay"),
    )
