"""The system on one screen: each part of the answer as a card of short items, in the words of the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from delian.model.answer import Row, Table
from delian.report.days import in_words
from delian.report.verbs import happened, opening

FIRST = 4  # items of a card that are open at once; the rest is one click away
_TAIL = ("who says so", "sentence")
_CHOOSING = frozenset({"nominate", "endorse", "veto", "succeed"})


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a card.

    Attributes:
        lead: What is said, in a few words.
        aside: When, or in which round; may be empty.
        badge: A word that marks it, such as "no answer"; may be empty.
        note: What keeps it from being a plain statement; may be empty.
        voice: Who says so.
        sentence: The sentence, with its quotation marks.
        claims: Ids of its claims.
        machine: Whether it is a machine reading: then the sentence is shown first and `lead` is a guess.
        entered: Whether a person entered it: then there is no claim behind it.
        label: Word before the lead, such as the function of a role; may be empty.
    """

    lead: str
    aside: str = ""
    badge: str = ""
    note: str = ""
    voice: str = ""
    sentence: str = ""
    claims: tuple[str, ...] = ()
    machine: bool = False
    entered: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Items under one word; the word may be empty."""

    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One card.

    Attributes:
        id: The same as of its table.
        title: Its heading.
        groups: Items that are open at once.
        rest: Items behind "more".
        empty: What to print where there are none.
        claims: All claims behind it.
        note: A sentence below it; may be empty.
    """

    id: str
    title: str
    groups: tuple[Group, ...]
    rest: tuple[Group, ...]
    empty: str
    claims: tuple[str, ...]
    note: str = ""

    @property
    def more(self) -> int:
        """Number of items behind "more"."""
        return sum(len(group.items) for group in self.rest)

    @property
    def count(self) -> int:
        """Number of items."""
        return self.more + sum(len(group.items) for group in self.groups)


def panel(table: Table, first: int = FIRST) -> Panel:
    """Return the part of the system answer as a card."""
    items = tuple(_item(table, row) for row in table.rows)
    shown = _balanced(items, first)
    rest = tuple(one for one in items if one not in shown)
    return Panel(table.id, table.title, _grouped(shown), _grouped(rest), table.empty, table.claims, table.note)


def _balanced(items: Sequence[Item], first: int) -> tuple[Item, ...]:
    """Return the items to open: one of each group before a second one of any, then in order."""
    if len(items) <= first + 1:
        return tuple(items)
    by_label: dict[str, list[Item]] = {}
    for item in items:
        by_label.setdefault(item.label, []).append(item)
    depth = max(len(group) for group in by_label.values())
    turns = [group[turn] for turn in range(depth) for group in by_label.values() if turn < len(group)]
    chosen = turns[:first]
    return tuple(item for item in items if any(item is one for one in chosen))


def _grouped(items: Iterable[Item]) -> tuple[Group, ...]:
    by_label: dict[str, list[Item]] = {}
    for item in items:
        by_label.setdefault(item.label, []).append(item)
    return tuple(Group(label, tuple(group)) for label, group in by_label.items())


def _item(table: Table, row: Row) -> Item:
    voice, sentence = tail(table, row)
    own = list(row.cells[: -len(_TAIL)]) if voice else list(row.cells)
    lead, aside, label, badge = _words(table.id, own)
    return Item(
        lead=lead,
        aside=in_words(aside),
        badge=badge,
        note=row.note,
        voice=voice,
        sentence=sentence,
        claims=row.claims,
        machine=row.machine,
        entered=not row.claims,
        label=label,
    )


def tail(table: Table, row: Row) -> tuple[str, str]:
    """Return who says so and the sentence of a row; both empty in a table that has neither."""
    if table.columns[-len(_TAIL) :] != _TAIL:
        return "", ""
    return row.cells[-2], row.cells[-1]


def _words(part: str, cells: list[str]) -> tuple[str, str, str, str]:
    """Return lead, aside, label and badge of a row by the part it stands in; unknown parts join their cells."""
    lead, aside, label, badge = " · ".join(cell for cell in cells if cell), "", "", ""
    match part, cells:
        case "roles", [function, who, what, when]:
            lead, aside, label = f"{who}{': ' if function.startswith('office') else ' '}{opening(what)}", when, function
        case "loop", [act, by, reaction, learnt]:
            who, silent, reason = reaction.partition(": none")
            lead, aside = act, _learnt(by, learnt)
            badge = f"no answer: {who}{reason}" if silent else f"answer: {reaction}"
        case "search", [option, who, take, round_]:
            lead, aside, label = f"{who}: {happened(take) if take in _CHOOSING else take}", round_, option
        case "rounds", [round_, mediator, tests, outcome]:
            lead, aside = round_, f"{mediator}; {tests}; outcome: {outcome}"
        case "left", [who, "left", whom, what]:  # entered in the roster, not told
            lead, aside = f"{who} has left {whom}", what
        case (("warnings" | "left"), [who, did, whom, what]):
            lead, aside = f"{who} {happened(did)}{f' → {whom}' if whom else ''}", what
        case "command", [who, does, whom, when]:
            lead, aside = f"{who} {opening(does)} {whom}".replace(" on on ", " on "), when
        case "questions", [kind, about]:
            lead, badge = about, kind
        case _:
            pass
    return lead, aside, label, badge


def _learnt(by: str, learnt: str) -> str:
    told = "" if learnt.startswith("no conclusion") else f"said to be concluded: {learnt}"
    return "; ".join(part for part in (f"act of {by}" if by else "", told) if part)


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the thesis.

    Attributes:
        place: Its place in the chain.
        lead: What it says.
        deny: The what-if that supposes it not so.
        note: What keeps it from being a plain statement.
        voice: Who says so.
        sentence: The sentence.
        claims: Ids of its claims.
        machine: Whether it is a machine reading.
    """

    place: str
    lead: str
    deny: str
    note: str
    voice: str
    sentence: str
    claims: tuple[str, ...]
    machine: bool


def chain(table: Table) -> tuple[Link, ...]:
    """Return the thesis, or the causes that the text gives, link by link."""
    links = []
    for row in table.rows:
        voice, sentence = tail(table, row)
        place, lead, deny = (*row.cells[: -len(_TAIL)], "", "", "")[:3]
        links.append(
            Link(place.rstrip("?"), lead, deny.rstrip("?"), row.note, voice, sentence, row.claims, row.machine)
        )
    return tuple(links)
