"""Stage 10e, first part: offices, which are actors of their own, and the titles before names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from delian.coding.lexicon import Lexicon
from delian.coding.modality import Manner
from delian.coding.notebook import Notebook
from delian.coding.who.mentions import Found
from delian.model.actor import Actor, Mention
from delian.model.claim import Kind
from delian.model.ids import mint
from delian.model.text import Extent

Names = Callable[[str], str]
FORMER = frozenset({"former", "formerly", "ex", "late", "erstwhile", "onetime", "once"})


@dataclass
class Offices:
    """Offices met in the text: actors of their own.

    Attributes:
        document: Id of the text.
        taken: Ids in use.
        actors: By label.
    """

    document: str
    taken: set[str]
    actors: dict[str, Actor] = field(default_factory=dict)

    def office(self, label: str, place: Extent, holder: str | None = None) -> str:
        """Return the id of the office called `label`, made if it is new, and keep where the text names it.

        Args:
            label: What it is called.
            place: Where the text names it.
            holder: Who holds it, where the text does not say of what it is an office: two who bear one such title may
                hold two offices.
        """
        key = label if holder is None else f"{label} | {holder}"
        if key not in self.actors:
            ident = mint(label, self.taken)
            self.taken.add(ident)
            self.actors[key] = Actor(ident, label[:1].upper() + label[1:], "office")
        known = self.actors[key]
        mention = Mention(self.document, place.start, place.end, "nominal")
        if mention not in known.mentions:
            self.actors[key] = replace(known, mentions=(*known.mentions, mention))
        return known.id


def is_post(lexicon: Lexicon, title: Sequence[str]) -> bool:
    """Say whether a title by itself names a post: "prime minister", "army chief", not "senator" or "leader"."""
    return bool(title) and (title[-1] in lexicon.posts or " ".join(title[-2:]) in lexicon.posts)


def note_title(notebook: Notebook, found: Found, nouns: Mapping[str, str], offices: Offices, names: Names) -> None:
    """Note what the title before a name says: a rank, an office, a place at the head of a body."""
    if not found.title:
        return
    scene, parse = notebook.scene, notebook.scene.parse
    subjects = scene.who([found.head])
    words = found.title.replace("secretary general", "secretary-general").split()
    first, body = _before_title(notebook, found, len(found.title.split()))
    plain = [word for word in words if word not in notebook.lexicon.honorifics]
    if not subjects or not plain or FORMER & {*plain, parse.tokens[max(first - 1, 0)].text.lower()}:
        return
    extent = parse.extent([first, found.last - 1])
    noun = next((word for word in reversed(plain) if word in notebook.lexicon.offices), plain[-1])
    relation = nouns.get(" ".join(plain[-2:])) or nouns.get(noun)
    is_state = bool(body) and names(body[0]) in notebook.lexicon.states
    title = " ".join(plain)

    def note(family: str, kind: Kind, states: str, **fields: Any) -> None:
        notebook.propose(
            family, kind, states, found.head, extent=extent, how=Manner(), timed=False, subject=subjects[:1], **fields
        )

    if all(word in notebook.lexicon.ranks for word in plain) and not (body and noun in nouns):
        note("office", "attribute", "role", value=title)
    elif relation and body and not is_state:
        note("tie-title", "tie", relation, object=body)
    elif body and noun in notebook.lexicon.offices:
        place = parse.extent([first, found.first - 1])
        note("office", "attribute", "office", object=(offices.office(f"{title} of {names(body[0])}", place),))
    elif is_post(notebook.lexicon, plain):
        place = parse.extent([first, found.first - 1])
        note("office", "attribute", "office", object=(offices.office(title, place, subjects[0]),))
    elif noun in notebook.lexicon.offices:
        note("role", "attribute", "role", value=title)


def _before_title(notebook: Notebook, found: Found, words: int) -> tuple[int, tuple[str, ...]]:
    """Return where the title begins with what stands before it, and the body or state that it is an office of."""
    scene, parse = notebook.scene, notebook.scene.parse
    first = max(found.first - words, 0)
    if first == 0 or parse.tokens[first - 1].sentence != parse.tokens[found.first].sentence:
        return first, ()
    before = first - 1
    if parse.tokens[before].tag == "POS" or parse.tokens[before].text == "-":
        before -= 1
    n = scene.at.get(before)
    if n is None or scene.of[n] is None or scene.mentions[n].form == "pronoun":
        return first, ()
    return scene.mentions[n].first, (scene.of[n] or "",)
