"""Stage 10b: who left: the side that is left, also where only the subject or the passage tells it, and the side joined."""

from collections.abc import Sequence
from dataclasses import replace

from delian.coding.clauses import Clause
from delian.coding.notebook import Act, Notebook
from delian.coding.what.replies import Names

_OVER = frozenset({"go", "come", "cross", "defect", "switch", "move", "desert", "turn"})  # "went over to"
_INSIDE = frozenset({"of", "in", "from", "within"})
_LEAVING = frozenset({"leave", "quit", "abandon", "exit", "desert"})
_OFFICES = frozenset(
    "cabinet government house senate parliament assembly council office administration ministry".split()
)  # who leaves them alone resigns
_LIKE = frozenset({"reject", "protest", "retreat"})  # what "walked out" and "pulled out" tell where no side is left
_NEAR = 3  # sentences before in which the alliance is looked for that a party is told to have left
_JOINING = frozenset({"join", "follow", "enter"})


def note_departures(notebook: Notebook, names: Names) -> None:
    """Complete who left whom for whom, and note who left without a word that says whom."""
    for act in tuple(notebook.acts):
        clause = notebook.clauses.get(act.place)
        if clause is None:
            continue
        if (act.type == "defect" and _is_of_place(notebook, clause)) or _is_company(notebook, act, clause):
            _withdraw(notebook, act)
        elif act.type == "defect":
            notebook.acts[notebook.acts.index(act)] = _completed(notebook, act, clause)
        elif act.type in _LIKE and not act.recipients and _is_bare(notebook, clause):
            _withdraw(notebook, act)
    told = {act.place for act in notebook.acts}
    for clause in tuple(notebook.clauses.values()):
        if clause.verb not in told and _is_bare(notebook, clause):
            _note_bare(notebook, clause, names)
    notebook.acts.sort(key=lambda act: act.place)


def _is_of_place(notebook: Notebook, clause: Clause) -> bool:
    """Say whether a thing, a place, a meeting or an office is left: "left the party headquarters", "she left the cabinet"."""
    scene, parse = notebook.scene, notebook.scene.parse
    people = scene.who(clause.subjects)
    alone = bool(people) and all(map(notebook.is_person, people))
    return parse.tokens[clause.verb].lemma in _LEAVING and any(
        (scene.one(head) is None and not _is_side(notebook, head))
        or (alone and parse.tokens[head].lemma.lower() in _OFFICES)
        for head in clause.objects
    )


def _is_company(notebook: Notebook, act: Act, clause: Clause) -> bool:
    """Say whether somebody only joins others in what they do: "joined the envoy for lunch", "joined the march"."""
    joins = act.type == "merge" and notebook.scene.parse.tokens[clause.verb].lemma == "join"
    return joins and (not act.recipients or any(map(notebook.is_person, act.recipients)))


def _withdraw(notebook: Notebook, act: Act) -> None:
    """Take back the reading of an act."""
    notebook.acts.remove(act)
    notebook.labels.pop(act.place, None)
    notebook.proposals[:] = [one for one in notebook.proposals if not act.label or one.label != act.label]


def _completed(notebook: Notebook, act: Act, clause: Clause) -> Act:
    """Return an act of leaving with the side left as its recipient; its proposal has the side joined as well."""
    joined = _joined(notebook, clause)
    left = tuple(one for one in act.recipients if one not in joined)
    inner = () if left else _inside(notebook, clause)
    left = left or tuple(one for one in inner if one not in (*act.agents, *joined))
    for n, one in enumerate(notebook.proposals):
        if act.label and one.label == act.label:
            notebook.proposals[n] = replace(one, object=left, scope=joined[0] if joined else one.scope)
    return replace(act, recipients=left)


def _joined(notebook: Notebook, clause: Clause) -> tuple[str, ...]:
    """Return the side joined: "went over to the front", "broke away and joined the front"."""
    scene, parse = notebook.scene, notebook.scene.parse
    over = scene.who(clause.after("to", "over to")) if parse.tokens[clause.verb].lemma in _OVER else ()
    beside = [notebook.clauses.get(one.i) for one in parse.of(clause.verb, "conj")]
    then = [one for one in beside if one is not None and parse.tokens[one.verb].lemma in _JOINING]
    return over or tuple(who for one in then for who in scene.who(one.objects))


def _inside(notebook: Notebook, clause: Clause) -> tuple[str, ...]:
    """Return the body that the subject is told to be of: "a faction of the party", "the largest member of the pact"."""
    scene, parse = notebook.scene, notebook.scene.parse
    found: dict[str, None] = {}
    for head in clause.subjects:
        for preposition in parse.of(head, "prep"):
            if preposition.lemma.lower() in _INSIDE:
                for inner in parse.of(preposition.i, "pobj"):
                    mention = scene.mention(inner.i)
                    if (
                        mention is not None
                        and mention.kind in {"organisation", "group"}
                        and _is_side(notebook, inner.i)
                    ):
                        found |= dict.fromkeys(scene.who((inner.i,)))
    return tuple(found)


def _is_side(notebook: Notebook, i: int) -> bool:
    token = notebook.scene.parse.tokens[i]
    return token.pos == "PROPN" or token.lemma.lower() in notebook.vocabulary.classes["side"]


def _is_bare(notebook: Notebook, clause: Clause) -> bool:
    """Say whether a body, or part of one, leaves and no word says what: "the greens left", "two parties walked out"."""
    scene, parse = notebook.scene, notebook.scene.parse
    token = parse.tokens[clause.verb]
    particles = {one.lemma.lower() for one in parse.of(clause.verb, "prt", "advmod")}
    named = {f"{token.lemma}_{one}" for one in particles} | {token.lemma}
    if not named & set(notebook.vocabulary.classes["departing"]) or clause.passive or clause.objects or clause.implied:
        return False
    where = ("from", "of", "for", "to", "out of", "in", "with", "on", "at", "over", "into")
    away = [head for head in clause.after(*where) if parse.tokens[head].entity not in {"DATE", "TIME"}]
    kinds = [found.kind for head in clause.subjects if (found := scene.mention(head)) is not None]
    return (
        not away
        and not parse.of(clause.verb, "xcomp", "ccomp", "oprd", "acomp")
        and ("organisation" in kinds or ("group" in kinds and bool(_inside(notebook, clause))))
    )


def _note_bare(notebook: Notebook, clause: Clause, names: Names) -> None:
    agents = notebook.scene.who(clause.subjects)
    inside = tuple(one for one in _inside(notebook, clause) if one not in agents)
    left = inside or _alliance_near(notebook, clause.verb, agents)
    if not agents or not left or any(map(notebook.is_person, agents)):
        return
    lemma = notebook.scene.parse.tokens[clause.verb].lemma
    event = notebook.mint(notebook.label_of(agents, lemma, left, names))
    label = f"act-{clause.verb}"
    joined = _joined(notebook, clause)
    noted = notebook.propose(
        "event" if inside else "event-noun",
        "event",
        "defect",
        clause.verb,
        label=label,
        subject=agents,
        object=left,
        event=event,
        scope=joined[0] if joined else None,
    )
    notebook.note_act(Act(event, clause.verb, "defect", agents, left, label if noted else ""))


def _alliance_near(notebook: Notebook, verb: int, agents: Sequence[str]) -> tuple[str, ...]:
    """Return the alliance told of last before a verb, in its sentence or shortly before."""
    scene, parse = notebook.scene, notebook.scene.parse
    here = parse.tokens[verb].sentence
    for i in range(verb - 1, -1, -1):
        token = parse.tokens[i]
        if here - token.sentence > _NEAR:
            return ()
        if token.pos == "NOUN" and token.lemma.lower() in notebook.vocabulary.classes["body"]:
            one = scene.one(i)
            if one is not None and one not in agents:
                return (one,)
    return ()
