"""Stage 10d, first part: mediation: who went between whom."""

from collections.abc import Iterator, Mapping, Sequence

from delian.coding.clauses import Clause
from delian.coding.notebook import Notebook
from delian.coding.parse import Token
from delian.plugins import read_list

BETWEEN = ("between", "among", "amongst")
_TRYING = frozenset({"try", "seek", "attempt", "work", "strive"})
_BY = ("by", "of")


def note_mediation(notebook: Notebook) -> tuple[str, ...]:
    """Note the ties of mediators to the parties that the text names; return all mediators, named in order."""
    words = read_list("rounds")["mediation"]
    found: dict[str, None] = {}
    for token in notebook.scene.parse.tokens:
        clause = notebook.clauses.get(token.i)
        if clause is not None:
            told = _of_verb(notebook, clause, words)
        elif token.pos == "NOUN" and token.lemma in words["nouns"]:
            told = _of_noun(notebook, token)
        else:
            continue
        for mediator, parties in told:
            found[mediator] = None
            _note(notebook, token, mediator, tuple(one for one in parties if one != mediator))
    return tuple(found)


def _note(notebook: Notebook, token: Token, mediator: str, parties: Sequence[str]) -> None:
    if not parties:
        return
    parse = notebook.scene.parse
    clause = notebook.clauses.get(token.i)
    above = parse.tokens[token.head]
    trying = token.dep == "xcomp" and above.lemma in _TRYING
    notebook.propose(
        "tie-verb" if clause else "tie-noun",
        "tie",
        "mediates-between",
        above.i if trying else token.i,
        extent=None if clause else parse.extent(parse.subtree(token.i)),
        subject=(mediator,),
        object=parties,
    )


def _of_verb(notebook: Notebook, clause: Clause, words: Mapping[str, list[str]]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield "X mediated between A and B", "X brokered a truce between A and B", "X tried to reconcile A and B"."""
    scene = notebook.scene
    lemma = scene.parse.tokens[clause.verb].lemma
    subjects = scene.who(clause.subjects)
    parties: tuple[str, ...] = ()
    if lemma in words["verbs"]:
        parties = scene.who(clause.after(*BETWEEN))
    if not parties and lemma in words["brokered"]:
        things = [head for head in clause.objects if scene.parse.tokens[head].lemma in words["outcomes"]]
        parties = tuple(one for head in things for one in scene.of_whom(head, *BETWEEN))
        parties = parties or (scene.who(clause.after(*BETWEEN)) if things else ())
    elif lemma in words["reconciled"]:
        several = any(scene.parse.tokens[head].tag in {"NNS", "NNPS"} for head in clause.objects)
        parties = scene.who(clause.objects)
        parties = parties if several or len(parties) > 1 else ()
    if subjects and parties:
        yield subjects[0], parties


def _of_noun(notebook: Notebook, token: Token) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield whom a noun makes a mediator, with the parties if they are named: "a mediator between A and B"."""
    scene, parse = notebook.scene, notebook.scene.parse
    parties = scene.of_whom(token.i, *BETWEEN)
    if token.lemma == "mediation":
        bearers = (*scene.owner(token.i), *scene.of_whom(token.i, *_BY))
    else:
        above = parse.tokens[token.head]
        heads = [one.i for one in parse.of(token.i, "appos")]
        heads += [above.i] if token.dep == "appos" else []
        clause = notebook.clauses.get(above.head if above.lemma == "as" else above.i)
        if clause and (token.dep == "attr" or above.lemma == "as"):
            heads += clause.subjects
        bearers = scene.who(heads)
    yield from ((one, parties) for one in bearers[:1])
