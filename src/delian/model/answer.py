"""Answer: what a question gives back; no bare number, nothing without the claims behind it."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from delian.model.quantity import Estimate

Direction = Literal["higher", "lower", "either way", "no change"]
Shown: TypeAlias = "str | Estimate"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Attributes:
        cells: One for each column of its table.
        claims: Ids of the claims that it rests on.
        machine: Whether it shows a machine reading that nobody has reviewed: then print its sentence, not a triple.
        note: A word beside the row, such as "contested".
    """

    cells: tuple[str, ...]
    claims: tuple[str, ...] = ()
    machine: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table, or a titled page of tables.

    Attributes:
        id: Short name, the same in JSON, in the page's anchors and in tests.
        title: In plain words.
        columns: Column heads.
        rows: What was found.
        empty: What to print where there are no rows.
        parts: Tables under this one.
        note: A sentence that a reader needs to read the table rightly.
    """

    id: str
    title: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    empty: str = "not found in this text"
    parts: tuple["Table", ...] = ()
    note: str = ""

    @property
    def claims(self) -> tuple[str, ...]:
        """All claims under it, each once, in order."""
        own = [claim for row in self.rows for claim in row.claims]
        return tuple(dict.fromkeys(own + [claim for part in self.parts for claim in part.claims]))

    def part(self, name: str) -> "Table":
        """Return the part with that id.

        Raises:
            KeyError: If there is none.
        """
        for part in self.parts:
            if part.id == name:
                return part
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Citation:
    """A claim and how far its proposition moves the answer.

    Attributes:
        claim: Id of the claim.
        proposition: Id of its proposition.
        effect: Answer if the proposition is forced to hold less answer if it is forced to fail, in the answer's unit.
        error: Standard error of that paired difference; 0 where nothing varies.
    """

    claim: str
    proposition: str
    effect: float
    error: float


@dataclass(frozen=True, slots=True)
class Shares:
    """Where an answer's inputs come from, by count.

    Attributes:
        text: Inputs read from documents.
        entries: Inputs that people entered.
        defaults: Inputs that are Delian's defaults.
        reviewed: Claims among `text` that a person has coded or reviewed.
    """

    text: int = 0
    entries: int = 0
    defaults: int = 0
    reviewed: int = 0

    def show(self) -> str:
        """Return the shares as one line."""
        total = self.text + self.entries + self.defaults
        if not total:
            return "no inputs"
        parts = ((self.text, "text"), (self.entries, "people's entries"), (self.defaults, "Delian's defaults"))
        shares = " · ".join(f"{count / total:.0%} {name}" for count, name in parts)
        reviewed = f"{self.reviewed} of {self.text} claims reviewed by a person" if self.text else "no claims"
        return f"by count of {total} inputs: {shares}; {reviewed}"


@dataclass(frozen=True, slots=True)
class Bound:
    """A second figure beside the estimate, never merged into its interval.

    Attributes:
        estimate: The figure.
        reading: What it supposes, in words.
        coverage: Reported pairs ÷ all pairs of the roster, in [0, 1].
    """

    estimate: Estimate
    reading: str
    coverage: float


@dataclass(frozen=True, slots=True)
class Difference:
    """What a what-if changes: two estimates and their paired difference over the same worlds.

    Attributes:
        change: The what-if as it was asked.
        before: Without it.
        after: With it.
        paired: After less before, world by world.
        persons: Whether it concerns persons: then `after` and `paired` have a range or nothing, never a single number.
        direction: Where the what-if moves the figure.
    """

    change: str
    before: Estimate
    after: Estimate
    paired: Estimate
    persons: bool = False
    direction: Direction = "no change"


@dataclass(frozen=True, slots=True)
class Method:
    """How an answer was made, enough to make it again.

    Attributes:
        measure: Name of the question.
        source: Literature.
        reading: How the claims were taken.
        scope: Coalition, days, level and changes, in words.
        worlds: How many worlds were drawn; 0 if none were needed.
        seed: Seed of the draw.
        version: Version of Delian.
    """

    measure: str
    source: str
    reading: str
    scope: str
    worlds: int
    seed: int
    version: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gives back.

    Attributes:
        question: Name of the measure.
        title: The question in plain words.
        method: How it was made.
        shares: Where its inputs come from.
        table: What was found.
        estimate: The figure, where the question has one.
        bound: The figure if everything reported but unbelieved were so.
        sensitivity: The figure with every source at the lower, and at the upper end of what its grade leaves open; None
            under a reading that weighs no source.
        contested: False if nothing in the material contests what the answer uses; None where no world was drawn.
        differences: What the what-ifs change.
        citations: Claims that move the figure, strongest first; only measured effects.
        uncited: Says why there are none, where there are none.
        used: Ids of all claims that the answer used.
        caveats: Sentences that belong beside it.
        explains: What the question means, its range and its literature, for "what is this?".
    """

    question: str
    title: str
    method: Method
    shares: Shares
    table: Table
    estimate: Estimate | None = None
    bound: Bound | None = None
    sensitivity: Estimate | None = None
    contested: bool | None = None
    differences: tuple[Difference, ...] = ()
    citations: tuple[Citation, ...] = ()
    uncited: str = ""
    used: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    explains: str = ""

    kind: Literal["answer"] = "answer"


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown where an answer would rest on nothing: never an empty chart, never ".5".

    Attributes:
        question: Name of the measure.
        title: The question in plain words.
        tells: What the answer would tell.
        missing: What is missing, one sentence each.
        review: Ids of the claims to review first.
    """

    question: str
    title: str
    tells: str
    missing: tuple[str, ...]
    review: tuple[str, ...] = field(default=())

    kind: Literal["card"] = "card"


Reply: TypeAlias = Answer | Card
