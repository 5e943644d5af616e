"""Draws columns from arrays: each stands or falls with a voice in most worlds, by itself in the others.

In every world each voice has a uniform of its own, and so has each column. A column holds where its uniform lies below its
probability. In the share `together` of worlds it takes the uniform of the first of its voices instead (that of a voice that
speaks against it turned round), so that what rests on one voice stands or falls together, while every marginal is exactly
the column's probability: a uniform is a uniform. Which of several voices is the first differs from world to world: each
voice has an exponential clock, and the clock runs the faster the more of the column's evidence is that voice's.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from delian.model.worlds import WORD, Words, bits, words_for

MOST_VOICES = 2  # that a column listens to, the heaviest; more would change no marginal
_BLOCK = 1 << 16  # draws at a time, so that they stay in the processor's cache
_MOST_KEPT = 1 << 26  # draws of voices that are kept in memory at a time
_CLOCK = np.uint64((1 << 24) - 1)
_SCALE = 18446744073709549568.0  # the largest double below 2^64
_VOICE_SCALE = float((1 << 32) - 1)  # of a voice's uniform the upper half counts: the lower is its clock


@dataclass(frozen=True, slots=True)
class Marginals:
    """What the drawing needs to know of each column.

    Attributes:
        keys: Key of each column's own uniform, shape (column,).
        holds: Probability that it holds, shape (column,), in [0, 1].
        fails: Probability that it is known not to hold, shape (column,); holds + fails ≤ 1, the rest is unknown.
        voices: Keys of the voices that it listens to, heaviest first, shape (column, voice); 0 for none.
        shares: How much of its evidence is each voice's, shape (column, voice), above 0 where there is a voice; only the ratio
            of two in one column matters.
        affirms: Whether that voice speaks for it, shape (column, voice).
    """

    keys: NDArray[np.uint64]
    holds: NDArray[np.float64]
    fails: NDArray[np.float64]
    voices: NDArray[np.uint64]
    shares: NDArray[np.float32]
    affirms: NDArray[np.bool_]

    def only(self, columns: NDArray[np.intp]) -> "Marginals":
        """Return the marginals of those columns."""
        return Marginals(
            self.keys[columns],
            self.holds[columns],
            self.fails[columns],
            self.voices[columns],
            self.shares[columns],
            self.affirms[columns],
        )

    def put(self, columns: NDArray[np.intp], others: "Marginals") -> None:
        """Set those columns to what others has, in its order."""
        for name in self.__slots__:
            getattr(self, name)[columns] = getattr(others, name)


@dataclass(frozen=True, slots=True)
class Dice:
    """How worlds are drawn.

    Attributes:
        seed: Seed of the draw.
        count: Number of worlds.
        together: Share of the worlds in which a column stands or falls with its voice, in [0, 1].
    """

    seed: int
    count: int
    together: float


def draw(marginals: Marginals, dice: Dice) -> tuple[Words, Words]:
    """Return in which worlds each column holds and fails: two bit planes of shape (column, word of 64 worlds)."""
    size, words = len(marginals.keys), words_for(dice.count)
    holds, fails = np.zeros((size, words), dtype=np.uint64), np.zeros((size, words), dtype=np.uint64)
    below = marginals.holds
    above = np.maximum(1 - marginals.fails, marginals.holds)
    for voices in _stretches(marginals, dice):
        here = slice(voices.start // WORD, words_for(voices.start + voices.count))
        for columns in _blocks(marginals, voices.count):
            taken = voices.taken(marginals.only(columns))
            holds[columns, here] = _packed(taken.below(below[columns]))
            against = np.flatnonzero(marginals.fails[columns] > 0)
            if len(against):
                denied = columns[against]
                fails[denied, here] = _packed(~taken.only(against).below(above[denied]))
    return holds, fails


def uniforms_taken(marginals: Marginals, dice: Dice) -> NDArray[np.float64]:
    """Return the uniform that each column takes in each world, in [0, 1), shape (column, world)."""
    found = np.empty((len(marginals.keys), dice.count))
    for voices in _stretches(marginals, dice):
        here = slice(voices.start, voices.start + voices.count)
        for columns in _blocks(marginals, voices.count):
            found[columns, here] = voices.taken(marginals.only(columns)).numbers()
    return found


@dataclass(frozen=True, slots=True)
class _Taken:
    """What the columns of a block take: their own uniform, or that of one of their voices.

    Attributes:
        own: Each column's own as 64 bits, shape (column, world).
        voices: Those of its voices as 32 bits, each of shape (column, world), as many for every column.
        turned: Whether the voice speaks against the column, so that its uniform is turned round, shape (column, voice).
        takes: Where the column takes that voice's, shape (column, world) each.
    """

    own: Words
    voices: tuple[NDArray[np.uint32], ...]
    turned: NDArray[np.bool_]
    takes: tuple[NDArray[np.bool_], ...]

    def only(self, columns: NDArray[np.intp]) -> "_Taken":
        """Return the same of some columns of the block."""
        voices, takes = tuple(one[columns] for one in self.voices), tuple(one[columns] for one in self.takes)
        return _Taken(self.own[columns], voices, self.turned[columns], takes)

    def below(self, bound: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return where what a column takes lies below its bound, shape (column, world); bounds have shape (column,).

        Uniforms are compared as bits, and choices are made without a branch: several times as fast as np.where. That 1 - u
        lies below the bound means that u does not lie below 1 - bound.
        """
        found = self.own < (bound * _SCALE).astype(np.uint64)[:, None]
        for place, (drawn, takes) in enumerate(zip(self.voices, self.takes, strict=True)):
            turned = self.turned[:, place]
            limit = np.where(turned, 1 - bound, bound) * _VOICE_SCALE
            said = (drawn < limit.astype(np.uint32)[:, None]) ^ turned[:, None]
            found ^= (found ^ said) & takes
        return found

    def numbers(self) -> NDArray[np.float64]:
        """Return what each column takes as numbers in [0, 1), shape (column, world)."""
        found = (self.own >> np.uint64(11)) * 2.0**-53
        for place, (drawn, takes) in enumerate(zip(self.voices, self.takes, strict=True)):
            said = (drawn + 0.5) / (_VOICE_SCALE + 1)
            np.copyto(found, np.where(self.turned[:, place : place + 1], 1 - said, said), where=takes)
        return np.asarray(found, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class _Voices:
    """Bits and clocks of all voices in a stretch of worlds.

    Attributes:
        dice: How worlds are drawn.
        start: First world.
        count: Number of worlds.
        keys: Of the voices, sorted.
        bits: Shape (voice, world), the upper 32.
        clocks: When each voice's clock rings, shape (voice, world); empty if no column listens to several.
    """

    dice: Dice
    start: int
    count: int
    keys: NDArray[np.uint64]
    bits: NDArray[np.uint32]
    clocks: NDArray[np.float32]

    def taken(self, block: Marginals) -> _Taken:
        """Return what columns that listen to equally many voices take."""
        own = bits(block.keys, seed=self.dice.seed, count=self.count, start=self.start)
        number = int(np.count_nonzero(block.voices[0]))
        listens = own.astype(np.uint16) < np.uint16(min(round(self.dice.together * (1 << 16)), (1 << 16) - 1))
        rows = np.searchsorted(self.keys, block.voices[:, :number])
        voices = tuple(self.bits[rows[:, place]] for place in range(number))
        if number < MOST_VOICES:
            return _Taken(own, voices, ~block.affirms, (listens,) * number)
        later = self.clocks[rows[:, 1]]
        later *= block.shares[:, :1] / block.shares[:, 1:]
        first = self.clocks[rows[:, 0]] < later
        return _Taken(own, voices, ~block.affirms, (listens & first, listens & ~first))


def _stretches(marginals: Marginals, dice: Dice) -> Iterator[_Voices]:
    """Yield the voices in stretches of worlds that are short enough to be kept in memory."""
    keys = np.unique(marginals.voices)
    several = np.count_nonzero(marginals.voices, axis=1).max(initial=0) > 1
    longest = max(_MOST_KEPT // (WORD * max(len(keys), 1)), 1) * WORD
    for start in range(0, dice.count, longest):
        count = min(longest, dice.count - start)
        step = max(_BLOCK // count, 1)
        drawn = np.empty((len(keys), count), dtype=np.uint32)
        clocks = np.empty((len(keys) if several else 0, count), dtype=np.float32)
        for place in range(0, len(keys), step):
            rows = slice(place, place + step)
            whole = bits(keys[rows], seed=dice.seed, count=count, start=start)
            drawn[rows] = whole >> np.uint64(32)
            if several:
                clocks[rows] = rings(whole)
        yield _Voices(dice, start, count, keys, drawn, clocks)


def rings(drawn: Words) -> NDArray[np.float32]:
    """Return when the exponential clocks of those 64 bits ring, at rate 1; of bits that no uniform is read from."""
    low = (drawn & _CLOCK).astype(np.float32)
    return np.asarray(-np.log((low + np.float32(0.5)) / np.float32(_CLOCK)))


def _blocks(marginals: Marginals, count: int) -> Iterator[NDArray[np.intp]]:
    """Yield columns that listen to equally many voices, as many at a time as stay in the processor's cache."""
    several = np.count_nonzero(marginals.voices, axis=1)
    step = max(_BLOCK // max(count, 1), 1)
    for number in range(marginals.voices.shape[1] + 1):
        alike = np.flatnonzero(several == number)
        yield from (alike[start : start + step] for start in range(0, len(alike), step))


def _packed(truth: NDArray[np.bool_]) -> Words:
    """Return booleans of shape (column, world) as words of 64 worlds, shape (column, word)."""
    count = truth.shape[1]
    if count % WORD:
        padded = np.zeros((truth.shape[0], words_for(count) * WORD), dtype=np.bool_)
        padded[:, :count] = truth
        truth = padded
    return np.packbits(truth, axis=1, bitorder="little").view(np.uint64)
