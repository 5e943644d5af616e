"""How united is the coalition?"""

import numpy as np
from numpy.typing import NDArray

from delian.answers.measure import Need, OfWorlds, by_score
from delian.answers.networks.signed import coalition_of
from delian.model.answer import Row, Table
from delian.model.case import Case
from delian.model.quantity import Unit
from delian.model.when import Day
from delian.model.worlds import RULES, Network, Truth

PAIRS = Unit("of all pairs of members joined by friendly ties", 0.0, 1.0)
_CENSUS = ("+++", "++-", "+--", "---")


def joined(network: Network) -> NDArray[np.float64]:
    """Return the share of pairs of members that reported friendly ties join, directly or through others.

    With the sizes s_k of the components of friendly ties and n members: sum of s_k (s_k - 1) / (n (n - 1)), which is one
    less the fragmentation F of Borgatti. 0: no member is joined to another; 1: all hang together. A pair about which
    nobody says anything counts as not joined here; read it with the coverage. A coalition of fewer than two members has
    no figure.

    Source: Borgatti 2006, "Identifying sets of key players in a social network", CMOT 12:21-34, equation 3.

    Args:
        network: Signs of shape (world, actor, actor).

    Returns:
        Shape (world,), in [0, 1].

    >>> import numpy as np
    >>> friendly = np.zeros((1, 3, 3), dtype=np.int16)
    >>> friendly[0, 0, 1] = friendly[0, 1, 0] = 1
    >>> joined(Network(("a", "b", "c"), friendly, 0 * friendly, friendly[0] > 0))
    array([0.33333333])
    """
    size = len(network.actors)
    if size < 2:  # noqa: PLR2004 - one member has no pair
        return np.full(network.count, np.nan)
    reach = reachable(network.signs > 0)
    return np.asarray((reach.sum(axis=(1, 2)) - size) / (size * (size - 1)), dtype=np.float64)


def reachable(tied: Truth) -> Truth:
    """Return who reaches whom over ties of shape (world, actor, actor), everybody reaching themselves; same shape."""
    size = tied.shape[1]
    reach = tied | np.eye(size, dtype=np.bool_)
    for _ in range(max(size - 1, 1).bit_length()):
        reach = np.matmul(reach, reach)
    return reach


def components(network: Network) -> NDArray[np.int64]:
    """Return the number of groups that friendly ties hold together, members without any counted singly, (world,)."""
    if not network.actors:
        return np.zeros(network.count, dtype=np.int64)
    reach = reachable(network.signs > 0)
    first = reach.argmax(axis=2)
    return np.asarray((first == np.arange(len(network.actors))).sum(axis=1))


def triads(network: Network) -> NDArray[np.int64]:
    """Return how many closed triads there are of each signature +++, ++-, +--, ---, shape (world, signature).

    A triad with an even number of hostile ties is balanced (Cartwright & Harary 1956); mixed pairs close no triad.
    """
    plus = (network.signs > 0).astype(np.int64)
    minus = (network.signs < 0).astype(np.int64)

    def cycles(one: NDArray[np.int64], two: NDArray[np.int64], three: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.asarray(np.einsum("wij,wjk,wki->w", one, two, three, optimize=True))

    counts = (
        cycles(plus, plus, plus) // 6,
        cycles(plus, plus, minus) // 2,
        cycles(plus, minus, minus) // 2,
        cycles(minus, minus, minus) // 6,
    )
    return np.stack(counts, axis=1)


def cohesion_table(case: Case, network: Network) -> Table:
    """Return the figure under each rule of collapsing, the signed triads, and which members hang together."""
    return Table(
        "cohesion",
        MEASURE.title,
        parts=(_by_rule(network), _triads(case, network), _groups(case, network)),
        note="Which rule makes one sign of several ties is a choice: all three stand here.",
    )


def _by_rule(network: Network) -> Table:
    rows = []
    for rule in RULES:
        one = Network(network.actors, network.positive, network.negative, network.reported, rule)
        census = triads(one)
        balanced, total = census[:, 0] + census[:, 2], census.sum(axis=1)
        cells = (
            rule + (" (default)" if rule == network.rule else ""),
            _range(joined(one), 2),
            _range(components(one), 0),
            f"{_range(balanced, 0)} of {_range(total, 0)}",
            _range(one.mixed.sum(axis=(1, 2)) / 2 if rule == "majority" else np.zeros(one.count), 0),
        )
        rows.append(Row(cells))
    columns = ("rule for several ties of a pair", "pairs joined", "groups", "balanced triads", "mixed pairs")
    return Table("rules", "Under each rule", columns, tuple(rows), empty="no members")


def _range(values: NDArray[np.float64] | NDArray[np.int64], digits: int) -> str:
    known = values[~np.isnan(values)]
    if not len(known):
        return "–"
    low, high = float(known.min()), float(known.max())
    return f"{low:.{digits}f}" if low == high else f"{low:.{digits}f}–{high:.{digits}f}"


def _triads(case: Case, network: Network) -> Table:
    census = triads(network)
    rows = tuple(
        Row((name, "balanced" if name.count("-") % 2 == 0 else "unbalanced", _range(census[:, place], 0)))
        for place, name in enumerate(_CENSUS)
    )
    claims = _tie_claims(case)
    rows = tuple(Row(one.cells, claims) for one in rows if one.cells[-1] != "0")
    columns = ("signs", "", "closed triads")
    return Table("triads", "Signed triads of three members", columns, rows, empty="no three members are all tied")


def _tie_claims(case: Case) -> tuple[str, ...]:
    """Return the ids of the accepted claims on signed ties."""
    signed = case.vocabulary.relations
    return tuple(one.id for one in case.claims if one.kind == "tie" and signed[one.relation].sign)


def _groups(case: Case, network: Network) -> Table:
    """Return for each group that hangs together in most worlds its members."""
    reach = reachable(network.signs > 0).mean(axis=0) > 0.5  # noqa: PLR2004 - most worlds
    seen: set[int] = set()
    rows = []
    for place, _ in enumerate(network.actors):
        if place not in seen:
            members = [int(one) for one in np.flatnonzero(reach[place]) if int(one) not in seen] or [place]
            seen.update(members)
            names = case.names([network.actors[one] for one in members])
            rows.append(Row((names, str(len(members)))))
    rows.sort(key=lambda one: -int(one.cells[1]))
    columns = ("members that friendly ties hold together in most worlds", "how many")
    return Table("components", "Groups", columns, tuple(rows), empty="no members")


def _members(case: Case, on: Day | None) -> int:
    coalition = coalition_of(case)
    return len(case.roster(coalition, on)) if coalition else 0


def _has_roster(case: Case) -> bool:
    return _members(case, None) > 1


def _has_roster_that_day(case: Case) -> bool:
    """Say whether two are members on the day asked about; without any roster the other need speaks."""
    return not _has_roster(case) or _members(case, case.scope.on) > 1


def _has_ties(case: Case) -> bool:
    claims = case.ordered if case.scope.unreviewed else case.claims
    relations = case.vocabulary.relations
    return any(claim.kind == "tie" and relations[claim.relation].sign for claim in claims)


MEASURE = OfWorlds(
    title="How united is the coalition?",
    tells="how far reported friendly ties hold the members together, how that differs between the worlds in which one or "
    "another origin is believed, and which claims move it",
    source="Borgatti 2006, CMOT 12:21-34; Cartwright & Harary 1956, Psychological Review 63:277-293",
    unit=PAIRS,
    uses=(
        Need(
            "No roster: say who belongs to the coalition, by judgements of kind membership (and --of COALITION).",
            _has_roster,
        ),
        Need(
            "The roster has no two members on the day asked about: ask for a later day, or enter memberships that begin earlier.",
            _has_roster_that_day,
        ),
        Need(
            "No accepted claim on a friendly or hostile tie: review machine readings of ties first.",
            _has_ties,
            lambda case: by_score(case, "tie"),
        ),
    ),
    of=joined,
    table=cohesion_table,
    monotone=False,
)
