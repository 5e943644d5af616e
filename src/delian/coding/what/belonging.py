"""Stage 10e, fifth part: where somebody belongs, told by whose they are: "the league's police", "a clerk of the Union"."""

from collections.abc import Callable, Iterator

from delian.coding.modality import Manner
from delian.coding.notebook import Notebook
from delian.coding.what.offices import FORMER
from delian.coding.who.mentions import Found
from delian.plugins import read_list

Kinds = Callable[[str], str]
_BODIES = frozenset({"organisation", "group"})


def note_belonging(notebook: Notebook, found: Found, kind: Kinds) -> None:
    """Note what unit a body is part of, what body people are members of, and whose armed people somebody commands."""
    scene, parse = notebook.scene, notebook.scene.parse
    whose = scene.who([found.head])[:1]
    former = FORMER & {one.text.lower() for one in parse.of(found.head, "amod")}
    if not whose or former or parse.tokens[found.head].dep == "attr":
        return
    token = parse.tokens[found.head]
    if token.lemma == "man" and token.tag == "NN":
        return  # "the creditors' man" is no member
    for owner in _owners(notebook, found.head):
        relation = _relation(token.lemma.lower(), kind(owner))
        if relation is None or owner in whose:
            continue
        ends = ((owner,), whose) if relation in {"commands", "leads"} else (whose, (owner,))
        notebook.propose(
            "tie-belonging",
            "tie",
            relation,
            found.head,
            extent=parse.extent(_phrase(notebook, found.head)),
            how=Manner(),
            timed=False,
            subject=ends[0],
            object=ends[1],
        )
        return


def _relation(noun: str, owner: str) -> str | None:
    words = read_list("belonging")
    if owner == "person":
        return "leads" if noun in words["headed"] else "commands" if noun in words["armed"] else None
    if noun in words["bodies"] and owner in _BODIES | {"state"}:
        return "part-of"
    return "member-of" if noun in words["people"] and owner in _BODIES else None


def _owners(notebook: Notebook, noun: int) -> Iterator[str]:
    scene, parse = notebook.scene, notebook.scene.parse
    for one in parse.of(noun, "poss"):
        yield from scene.who([one.i])
    yield from scene.of_whom(noun, "of")


def _phrase(notebook: Notebook, noun: int) -> list[int]:
    """Return the noun with its owner and what describes it, without clauses and what is set beside it."""
    parse = notebook.scene.parse
    aside = {i for one in parse.of(noun, "relcl", "acl", "appos", "conj", "cc", "punct") for i in parse.subtree(one.i)}
    return [i for i in parse.subtree(noun) if i not in aside]
