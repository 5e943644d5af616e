"""Worlds: which propositions hold, fail or are unknown in each of many drawn worlds; and networks seen in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from delian.model.ids import Json, digest
from delian.model.proposition import Proposition
from delian.model.when import Period

Words: TypeAlias = NDArray[np.uint64]
Truth: TypeAlias = NDArray[np.bool_]
Rule = Literal["negative-wins", "positive-wins", "majority"]
RULES: tuple[Rule, ...] = ("majority", "negative-wins", "positive-wins")

WORD = 64
_C1 = np.uint64(0x9E3779B97F4A7C15)
_C2 = np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True, slots=True)
class Column:
    """One proposition over one period between change points.

    Attributes:
        first_key: Id of the proposition as its survivor was first computed; keys every draw.
        proposition: What holds or not, with merges applied.
        period: Days it is about; open for what has no period.
        claims: Ids of the claims for and against it.
        undated: Whether it stands on the document's date only because no claim gives one.
    """

    first_key: str
    proposition: Proposition
    period: Period
    claims: tuple[str, ...]
    undated: bool = False


@dataclass(frozen=True, slots=True)
class Worlds:
    """Drawn worlds. Both planes clear = unknown; both set is impossible.

    Attributes:
        columns: What the rows of the planes are about.
        holds: Bit plane, shape (column, word of 64 worlds).
        fails: Bit plane, shape (column, word of 64 worlds).
        count: Number of worlds; bits past it are clear.
        amount: Strengths and positions, shape (world, column), NaN where there is none; None if no column has one.
        contested: Indices of the columns that vary because origins contradict each other.
        believed: Closed form of the probability that a column holds, before rules, shape (column,); None where the reading
            has none.
        effective: Number of independent worlds that these are worth, where some rules could only be kept by simulation;
            at most `count`.
        notes: What every answer that is read from these worlds must say.
    """

    columns: tuple[Column, ...]
    holds: Words
    fails: Words
    count: int
    amount: NDArray[np.float32] | None = None
    contested: frozenset[int] = frozenset()
    believed: NDArray[np.float64] | None = None
    effective: float | None = None
    notes: tuple[str, ...] = ()

    def held(self, column: int) -> Truth:
        """Return in which worlds the column holds, shape (world,)."""
        return unpack(self.holds[column], self.count)

    def failed(self, column: int) -> Truth:
        """Return in which worlds the column fails, shape (world,)."""
        return unpack(self.fails[column], self.count)

    def share(self, column: int) -> float:
        """Return the share of worlds in which the column holds, in [0, 1]."""
        return float(np.bitwise_count(self.holds[column]).sum()) / self.count if self.count else float("nan")


def pack(truth: Truth) -> Words:
    """Return booleans of shape (world,) as words of 64 worlds, shape (word,), lowest bit first."""
    padded = np.zeros(-(-len(truth) // WORD) * WORD, dtype=np.bool_)
    padded[: len(truth)] = truth
    return np.packbits(padded, bitorder="little").view(np.uint64)


def unpack(words: Words, count: int) -> Truth:
    """Return the first `count` bits of `words` as booleans, shape (world,)."""
    return np.unpackbits(words.view(np.uint8), count=count, bitorder="little").view(np.bool_)


def key_of(name: Json) -> int:
    """Return the 64 bits that key the draws of whatever has that name, the same for ever."""
    return int(digest(name)[:16], 16)


def bits(keys: NDArray[np.uint64], *, seed: int, count: int, start: int = 0) -> Words:
    """Return 64 random bits for each key and for `count` worlds from `start` on, shape (key, world), the same for ever.

    The draw is `splitmix64(key ⊕ seed·c1 ⊕ world·c2)` with c1 = 0x9E3779B97F4A7C15, c2 = 0xBF58476D1CE4E5B9, all modulo
    2^64. Source: Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators", OOPSLA (the finaliser is
    D. Stafford's variant 13).
    """
    with np.errstate(over="ignore"):
        worlds = np.arange(start, start + count, dtype=np.uint64) * _C2 ^ (np.uint64(seed & 0xFFFFFFFFFFFFFFFF) * _C1)
        state = keys[:, None] ^ worlds
        state += _C1
        shifted = state >> np.uint64(30)
        state ^= shifted
        state *= _C2
        np.right_shift(state, np.uint64(27), out=shifted)
        state ^= shifted
        state *= np.uint64(0x94D049BB133111EB)
        np.right_shift(state, np.uint64(31), out=shifted)
        state ^= shifted
    return state


def uniforms(key: int, *, seed: int, count: int) -> NDArray[np.float64]:
    """Return one uniform in [0, 1) per world, shape (world,): the upper 53 of the key's `bits` over 2^53.

    >>> [f"{one:.6f}" for one in uniforms(0x1234567890AB, seed=7, count=2)]
    ['0.754989', '0.775539']
    """
    drawn = bits(np.array([key & 0xFFFFFFFFFFFFFFFF], dtype=np.uint64), seed=seed, count=count)[0]
    return np.asarray((drawn >> np.uint64(11)) * 2.0**-53, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Network:
    """Ties between the members of a roster in each world, collapsed to one sign a pair by a named rule.

    Attributes:
        actors: Ids of the roster, in order of the axes.
        positive: Number of friendly ties of the pair that count, shape (world, actor, actor), symmetric, diagonal 0.
        negative: Number of hostile ties of the pair, same shape.
        reported: Whether any claim is about a signed tie of the pair, shape (actor, actor).
        rule: How several ties of a pair become one sign.
        strength: Reported strength per actor, NaN where nothing is reported, shape (actor,).
    """

    actors: tuple[str, ...]
    positive: NDArray[np.int16]
    negative: NDArray[np.int16]
    reported: Truth
    rule: Rule = "majority"
    strength: Mapping[str, float] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Number of worlds."""
        return int(self.positive.shape[0])

    @property
    def signs(self) -> NDArray[np.int8]:
        """Sign of each pair, shape (world, actor, actor): +1, -1, or 0 for no tie and for mixed pairs."""
        positive, negative = self.positive, self.negative
        match self.rule:
            case "negative-wins":
                sign = np.where(negative > 0, -1, positive > 0)
            case "positive-wins":
                sign = np.where(positive > 0, 1, -(negative > 0).astype(np.int8))
            case _:
                sign = np.sign(positive - negative)
        return sign.astype(np.int8)

    @property
    def mixed(self) -> Truth:
        """Pairs with as many friendly as hostile ties under the majority rule, shape (world, actor, actor)."""
        return np.asarray((self.positive == self.negative) & (self.positive > 0))

    @property
    def coverage(self) -> float:
        """Reported pairs ÷ all pairs of the roster, in [0, 1]; NaN for a roster of fewer than two."""
        size = len(self.actors)
        return float(np.triu(self.reported, 1).sum()) / (size * (size - 1) / 2) if size > 1 else float("nan")


def words_for(count: int) -> int:
    """Return how many words of 64 worlds hold `count` worlds."""
    return -(-count // WORD)


def everywhere(count: int) -> Words:
    """Return the words of what is so in each of `count` worlds, shape (word,)."""
    return pack(np.ones(count, dtype=np.bool_))


def stack(rows: Sequence[Truth]) -> Words:
    """Return the bit plane of booleans of shape (world,) each, shape (column, word)."""
    return np.stack([pack(row) for row in rows]) if rows else np.zeros((0, 0), dtype=np.uint64)
