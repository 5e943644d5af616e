"""The ledger of a belief: every line that makes it up, what would change it, and how far it can be trusted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from delian.model.admiralty import ENOUGH, TOO_LITTLE
from delian.model.belief import Belief, Confidence, Heard, Line, Link, State
from delian.model.case import Case
from delian.model.claim import Claim
from delian.model.proposition import Proposition
from delian.model.quantity import Estimate
from delian.model.when import ALWAYS
from delian.model.worlds import Column
from delian.plugins import admiralty, yardstick
from delian.worlds.connected import parts
from delian.worlds.gather.gathering import Gathering, Row, gather
from delian.worlds.gather.table import Table, tabulate
from delian.worlds.trust.chains import Chains
from delian.worlds.trust.leeway import Leeway, basis, leeway
from delian.worlds.trust.pooling import Spoken
from delian.worlds.trust.weigh import Scales, Weighed

_NARROW, _WIDE = 0.2, 0.4  # width of the band up to which confidence can be high, and from which on it is low
_MANY, _AMOUNT = 3, 2.0  # origins, and effective number of them, that high confidence needs
_DOUBTFUL = frozenset({"E", "F", None})  # nobody graded it, or as unreliable, or as not to be judged


@dataclass(frozen=True)
class Ledgers:
    """Works out the ledgers of a case, one column at a time.

    Attributes:
        case: Material, entries and scope.
    """

    case: Case
    _worked_out: dict[int, Belief] = field(default_factory=dict)
    _leeways: dict[object, Leeway] = field(default_factory=dict)

    @cached_property
    def _gathering(self) -> Gathering:
        return gather(self.case)

    @cached_property
    def _scales(self) -> Scales:
        return Scales.of(Chains(self.case))

    @cached_property
    def _by_claim(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for index, row in enumerate(self._table.rows):
            for name in row.column.claims:
                found.setdefault(name, []).append(index)
        return found

    @cached_property
    def _table(self) -> Table:
        return tabulate(self._gathering)

    def of(self, claim: str) -> tuple[Belief, ...]:
        """Return the ledger of each column that the claim speaks of; none where it says nothing of how the world is.

        Of a claim that a person has deprecated: of what it spoke of, as the other claims leave it.
        """
        found = self._by_claim.get(claim, ())
        retired = next((one for one in self.case.retired if one.id == claim), None)
        if retired is not None and retired.is_about_the_world:
            return tuple(self._left(proposition) for proposition in self.case.propositions(retired))
        for index in found:
            if index not in self._worked_out:
                self._worked_out[index] = self._belief(index)
        return tuple(self._worked_out[index] for index in found)

    def _left(self, proposition: Proposition) -> Belief:
        """Return what is left of the belief in something that was said in a claim which no longer counts."""
        found = [index for index, row in enumerate(self._table.rows) if row.column.proposition == proposition]
        if found:
            return self._belief(found[-1])
        return self._ledger(Row(Column(proposition.id, proposition, ALWAYS, ()), ()), None)

    def _belief(self, index: int) -> Belief:
        return self._ledger(self._table.rows[index], index)

    def _ledger(self, row: Row, index: int | None) -> Belief:
        weighed = self._scales.weigh(row, self._gathering)
        leeway = self._leeway(row, weighed)
        lines = tuple(self._line(row, weighed, one) for one in weighed.spoken)
        independent = _independent([one for one in weighed.spoken if one.weight >= TOO_LITTLE])
        speaking = _independent([one for one in weighed.spoken if abs(one.weight) >= TOO_LITTLE])
        kept = [abs(one.kept) for one in weighed.spoken if one.kept]
        effective = sum(kept) / max(kept) if kept else 0.0
        linchpin = next((line.origin for line in lines if abs(line.kept) > sum(kept) / 2), None)
        confidence, because = _confidence(lines, effective, leeway.band, linchpin)
        scale = yardstick(self.case.scope.yardstick)
        return Belief(
            proposition=row.column.proposition,
            period=row.column.period,
            prior=weighed.prior,
            base=weighed.base,
            reading=weighed.reading,
            lines=lines,
            weight=weighed.weight,
            believed=weighed.holds,
            band=leeway.band,
            word=scale.word(weighed.holds),
            yardstick=scale.id,
            number=admiralty().credibility(weighed.holds, independent, weighed.weight),
            independent=independent,
            speaking=speaking,
            effective=effective,
            confidence=confidence,
            because=because,
            flips=leeway.flips,
            linchpin=linchpin,
            state=self._state(row, weighed, independent, index),
            rivals=() if index is None else tuple(self._rivals(index)),
            settled=weighed.settled,
            claims=row.column.claims,
        )

    def _leeway(self, row: Row, weighed: Weighed) -> Leeway:
        """Return what other grades would make of it, once for all columns that were heard alike."""
        heard = basis(self._scales, self._gathering, row, weighed)
        if heard not in self._leeways:
            self._leeways[heard] = leeway(self._scales, self._gathering, row, weighed)
        return self._leeways[heard]

    def _line(self, row: Row, weighed: Weighed, spoken: Spoken) -> Line:
        left = tuple(one for one in row.said if one.origin != spoken.chain.origin)
        without = self._scales.weigh(replace(row, said=left), self._gathering).holds
        heard = tuple(
            Heard(one.claim, self._chain(self._gathering.claims[one.claim]), not one.holds) for one in spoken.said
        )
        return Line(
            origin=spoken.chain.origin,
            name=spoken.chain.name,
            weight=spoken.weight,
            share=spoken.share,
            kept=spoken.kept,
            group=self._group(spoken, weighed.spoken),
            heard=heard,
            advocacy=spoken.advocacy,
            without=without - weighed.holds,
        )

    def _chain(self, claim: Claim) -> tuple[Link, ...]:
        links = self._scales.chains.chain(claim).links
        hedge = self.case.vocabulary.hedges.get(claim.hedge or "") if claim.modality == "hedged" else None
        if hedge is None:
            return links
        return (*links, Link(hedge.id, "hedge", 2 * hedge.p - 1, None, f"taken at its word, {hedge.p:g} that it is so"))

    def _group(self, spoken: Spoken, others: Sequence[Spoken]) -> str:
        """Say what the origin shares with others of its side, by the closest that it shares."""
        side = [one for one in others if one is not spoken and one.weight * spoken.weight > 0]
        bloc, outlet, author = spoken.place
        if author and any(one.place[2] == author for one in side):
            return f"shares the author {self.case.name(author)}"
        if outlet and any(one.place[1] == outlet for one in side):
            return f"shares the outlet {self.case.name(outlet)}"
        if bloc and any(one.place[0] == bloc for one in side):
            return f"shares the coalition {self.case.name(bloc)}"
        if side:
            return "of another coalition than the others" if bloc else "no coalition declared"
        return ""

    def _state(self, row: Row, weighed: Weighed, independent: int, index: int | None) -> State:
        proposition = row.column.proposition
        if weighed.settled is not None or proposition.id in self._scales.priors:
            return "reviewed"
        if not any(one.holds for one in row.said):
            return "superseded" if proposition.id in self._superseded else "unsupported"
        denied = any(not one.holds for one in row.said)
        rivals = () if index is None else self._table.excludes[index]
        excluded = any(any(one.holds for one in self._table.rows[other].said) for other in rivals)
        if denied or excluded:
            return "conflicted"
        return "corroborated" if independent >= ENOUGH else "single-source"

    @cached_property
    def _superseded(self) -> frozenset[str]:
        """Propositions that claims which a person has deprecated spoke for."""
        retired = (claim for claim in self.case.retired if claim.is_about_the_world and not claim.denies)
        return frozenset(proposition.id for claim in retired for proposition in self.case.propositions(claim))

    def _rivals(self, index: int) -> list[str]:
        return [name for other in sorted(self._table.excludes[index]) for name in self._table.rows[other].column.claims]


def _independent(spoken: Sequence[Spoken]) -> int:
    """Return how many of the origins share no author, no outlet and no coalition; those counted weigh a deciban at least."""
    pairs = (
        (one, other)
        for one in range(len(spoken))
        for other in range(one)
        if any(mine and mine == its for mine, its in zip(spoken[one].place, spoken[other].place, strict=True))
    )
    return len(parts(len(spoken), pairs))


def _confidence(
    lines: Sequence[Line], effective: float, band: Estimate, linchpin: str | None
) -> tuple[Confidence, str]:
    """Return how far the sourcing can be trusted, by the stated rule, and why in words.

    High: at least three origins that amount to two or more, a band of at most .2, and none of them carries more than half.
    Low: one origin, or a band wider than .4, or nobody that is graded better than E or F. Else moderate.
    """
    speaking = [line for line in lines if line.weight]
    width = band.high - band.low
    ungraded = all(heard.chain[0].letter in _DOUBTFUL for line in speaking for heard in line.heard)
    if len(speaking) <= 1:
        return "low", "one origin speaks" if speaking else "nobody’s word weighs anything"
    if width > _WIDE:
        return "low", f"what the grades leave open is {width:.2f} wide"
    if ungraded:
        return "low", "no origin is graded better than E or F"
    if len(speaking) >= _MANY and effective >= _AMOUNT and width <= _NARROW and linchpin is None:
        return "high", f"{len(speaking)} origins that amount to {effective:.1f}, and none carries more than half"
    lacking = [
        words
        for lacks, words in (
            (len(speaking) < _MANY, f"only {len(speaking)} origins speak"),
            (effective < _AMOUNT, f"they amount to {effective:.1f}"),
            (width > _NARROW, f"what the grades leave open is {width:.2f} wide"),
            (linchpin is not None, "one of them carries more than half"),
        )
        if lacks
    ]
    return "moderate", "; ".join(lacking)
