"""Stage 10e, fourth part: who leaves what to whom ("put her in charge of the port"), and who gives orders to whom."""

from collections.abc import Iterator

from delian.coding.clauses import Clause
from delian.coding.notebook import Notebook
from delian.coding.what.roles import settled
from delian.plugins import read_list


def note_delegation(notebook: Notebook, clause: Clause) -> None:
    """Note that somebody leaves decisions to somebody, as the words of the clause tell it."""
    scene = notebook.scene
    subjects = scene.who(clause.subjects)
    to = tuple(one for head in _trusted(notebook, clause) for one in scene.who([head]) if one not in subjects)
    if subjects and to:
        put = settled(notebook.manner(clause.verb))
        notebook.propose("tie-verb", "tie", "delegates-to", clause.verb, how=put, subject=subjects, object=to)


def note_orders(notebook: Notebook, clause: Clause) -> None:
    """Note "gives orders to the column", "never gave a minister an order": one order given once is an act, and no tie."""
    scene, parse = notebook.scene, notebook.scene.parse
    words = read_list("delegation")
    orders = [head for head in clause.objects if parse.tokens[head].lemma in words["orders"]]
    subjects = scene.who(clause.subjects)
    others = scene.who([*(head for head in clause.objects if head not in orders), *clause.after("to")])
    others = tuple(one for one in others if one not in subjects)
    if clause.passive or not (orders and subjects and others) or parse.tokens[clause.verb].lemma not in words["giving"]:
        return
    put = settled(notebook.manner(clause.verb))
    if put.polarity == "-" or all(parse.tokens[head].tag == "NNS" for head in orders):
        notebook.propose("tie-verb", "tie", "directs", clause.verb, how=put, subject=subjects, object=others)


def _trusted(notebook: Notebook, clause: Clause) -> Iterator[int]:
    """Yield the heads of phrases that name whom something is left to."""
    parse = notebook.scene.parse
    words = read_list("delegation")
    lemma = parse.tokens[clause.verb].lemma
    things = [head for head in clause.objects if parse.tokens[head].lemma in words["things"]]
    persons = [head for head in clause.objects if head not in things and notebook.scene.who([head])]
    free = [
        head
        for head in clause.objects
        if " ".join([*(one.text.lower() for one in parse.of(head, "amod")), parse.tokens[head].lemma]) in words["free"]
    ]
    left = lemma in words["leaving"] and (things or free)
    given = lemma in words["giving"] and free
    charge = {parse.tokens[head].lemma for head in clause.after("in")} & set(words["charge"])
    deeds = {one.lemma for one in parse.of(clause.verb, "xcomp", "ccomp")} & set(words["deciding"])
    if left or given:
        yield from (*persons, *clause.after("to"))
    elif (lemma in words["putting"] and charge) or (lemma in words["allowing"] and deeds):
        yield from persons
