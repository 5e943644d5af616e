"""Small random programs: yes/no facts with probabilities of their own, and rules over them; and their plain enumeration."""

from dataclasses import dataclass
from random import Random

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from delian.model.worlds import Truth
from delian.worlds.couple.rules import Count, Exclude, Fix, Imply, Rule, kept

Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Program:
    """Independent facts, shape (column,) of probabilities, given that the rules are kept."""

    marginals: Reals
    rules: tuple[Rule, ...]


def all_states(size: int) -> Truth:
    """Return all joint states of so many columns in lexical order, shape (state, column)."""
    return np.array(list(np.ndindex((2,) * size)), dtype=np.bool_).reshape(2**size, size)


def enumerated(program: Program) -> tuple[Truth, Reals]:
    """Return the states that keep the rules and their probabilities, by going through all states."""
    states = all_states(len(program.marginals))
    states = states[kept(program.rules, states)]
    p = np.where(states, program.marginals, 1 - program.marginals).prod(axis=1)
    return states, p / p.sum()


def program(seed: int, most: int = 6) -> Program:
    """Return a random program of 2 to `most` facts whose rules can be kept."""
    random = Random(seed)
    while True:
        size = random.randint(2, most)
        rules = tuple(random_rule(random, size, index) for index in range(random.randint(1, 6)))
        if kept(rules, all_states(size)).any():
            return Program(np.array([random.uniform(0.02, 0.98) for _ in range(size)]), rules)


def random_rule(random: Random, size: int, index: int) -> Rule:
    """Return a random rule over so many columns."""
    one, other = random.sample(range(size), 2)
    why = f"rule {index}"
    match random.randrange(4):
        case 0:
            return Exclude(one, other, why)
        case 1:
            return Imply(one, other, why)
        case 2:
            return Fix(one, random.random() < 0.5, why)
        case _:
            columns = tuple(random.sample(range(size), random.randint(1, size)))
            return Count(columns, random.choice([None, 0, 1, 2]), random.choice([None, 1, 2, 3]), why)


def rules(size: int) -> st.SearchStrategy[list[Rule]]:
    """Return lists of rules over so many columns, whether they can be kept or not."""
    return st.builds(
        lambda random, count: [random_rule(random, size, index) for index in range(count)],
        st.randoms(use_true_random=False),
        st.integers(0, 12),
    )
