"""Stage 10b: ties and attributes: verbs, copulas, appositions, titles and phrases that say how actors stand."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from delian.coding.actors import Cast, name_words
from delian.coding.clauses import Clause
from delian.coding.mentions import Found
from delian.coding.modality import Manner
from delian.coding.notebook import Notebook
from delian.model.actor import Actor
from delian.model.claim import Amount, Kind
from delian.model.ids import mint
from delian.model.text import Extent
from delian.model.vocabulary import Vocabulary

_COPULAS = frozenset({"be", "become", "remain", "stay", "serve", "act"})
_BODY_OF = ("of", "for", "to", "in", "at", "between", "with", "among")
_COUNTED = frozenset(
    {
        "seat",
        "fighter",
        "member",
        "troop",
        "soldier",
        "deputy",
        "vote",
        "man",
        "combatant",
        "lawmaker",
        "delegate",
        "gunman",
        "supporter",
        "follower",
    }
)
_WORDS_OF_ROLE = 8
_FORMER = frozenset({"former", "formerly", "ex", "late", "erstwhile", "onetime"})
Names = Callable[[str], str]


@dataclass
class Offices:
    """Offices met in the text: actors of their own.

    Attributes:
        taken: Ids in use.
        actors: By label.
    """

    taken: set[str]
    actors: dict[str, Actor] = field(default_factory=dict)

    def office(self, label: str) -> str:
        """Return the id of the office called `label`, made if it is new."""
        if label not in self.actors:
            ident = mint(label, self.taken)
            self.taken.add(ident)
            self.actors[label] = Actor(ident, label[:1].upper() + label[1:], "office")
        return self.actors[label].id


def role_nouns(vocabulary: Vocabulary) -> Mapping[str, str]:
    """Return role nouns with the relation that they state."""
    return {noun: name for name, relation in vocabulary.relations.items() for noun in relation.nouns}


def note_ties(notebook: Notebook, cast: Cast, offices: Offices, names: Names) -> None:
    """Note the ties and attributes of the text."""
    verbs = {verb: name for name, relation in notebook.vocabulary.relations.items() for verb in relation.verbs}
    nouns = role_nouns(notebook.vocabulary)
    for clause in notebook.clauses.values():
        _verb_tie(notebook, clause, verbs)
        _copula(notebook, clause, nouns, offices, names)
        _strength(notebook, clause)
    for found in notebook.scene.mentions:
        if found.form == "name":
            _appositions(notebook, found, nouns, offices, names)
            _title(notebook, found, nouns, offices, names)
        elif found.form == "nominal":
            _owned(notebook, found, nouns)
    _phrases(notebook)
    _aliases(notebook, cast)


def _settled(put: Manner) -> Manner:
    """Return the manner of a tie: a tie denied is no absence of an act."""
    return replace(put, absence="none") if put.absence == "reported" else put


def _verb_tie(notebook: Notebook, clause: Clause, verbs: Mapping[str, str]) -> None:
    scene = notebook.scene
    lemma = scene.parse.tokens[clause.verb].lemma
    relation = verbs.get(lemma)
    if relation is None or (lemma == "lead" and _leads_by(notebook, clause)):
        return
    subjects = scene.who(clause.subjects)
    objects = scene.who(clause.objects) or (scene.who(clause.after("to")) if lemma == "belong" else ())
    if clause.passive and not subjects:
        subjects = scene.who(clause.after("with", "to"))
    objects = tuple(one for one in objects if one not in subjects)
    subjects, objects = _each_other(notebook, relation, subjects, objects)
    if subjects and objects:
        put = _settled(notebook.manner(clause.verb))
        notebook.propose("tie-verb", "tie", relation, clause.verb, how=put, subject=subjects, object=objects)


def _leads_by(notebook: Notebook, clause: Clause) -> bool:
    """Say whether somebody only leads in a count: "leads by two points"."""
    counted = {"point", "percent", "percentage", "vote", "seat", "%"}
    return any(notebook.scene.parse.tokens[head].lemma in counted for head in clause.after("by", "in"))


def _each_other(
    notebook: Notebook, relation: str, subjects: tuple[str, ...], objects: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the two sides of a tie that goes both ways and is said of several at once: "A and B are allied"."""
    several = subjects or objects
    if notebook.vocabulary.relations[relation].symmetric and not (subjects and objects) and len(several) > 1:
        return several[:1], several[1:]
    return subjects, objects


def _copula(notebook: Notebook, clause: Clause, nouns: Mapping[str, str], offices: Offices, names: Names) -> None:
    scene, parse = notebook.scene, notebook.scene.parse
    if parse.tokens[clause.verb].lemma not in _COPULAS or clause.passive:
        return
    heads = [head for head in clause.subjects if parse.tokens[head].text.lower() not in {"it", "this", "that"}]
    subjects = scene.who(heads)  # "it was the union that left" says nothing of "it"
    complements = [token.i for token in parse.of(clause.verb, "attr", "oprd")] + list(clause.after("as"))
    for noun in complements:
        for head in (noun, *(one.i for one in parse.of(noun, "conj"))):
            put = _settled(notebook.manner(clause.verb))
            if head != noun and _is_denied(notebook, head):
                put = replace(put, polarity="-")
            _role(notebook, subjects, head, clause.verb, "tie-copula", put, None, nouns, offices, names)


def _is_denied(notebook: Notebook, noun: int) -> bool:
    """Say whether a noun of a list is denied by itself: "rivals and no longer allies"."""
    parse = notebook.scene.parse
    before = {token.text.lower() for token in parse.tokens[max(noun - 2, 0) : noun]}
    return bool(before & {"no", "not", "never"})


def _role(
    notebook: Notebook,
    subjects: Sequence[str],
    noun: int,
    at: int,
    family: str,
    put: Manner,
    extent: Extent | None,
    nouns: Mapping[str, str],
    offices: Offices,
    names: Names,
) -> None:
    """Note what a role noun makes of the subjects: a tie to a body, or the holding of an office."""
    scene, parse = notebook.scene, notebook.scene.parse
    token = parse.tokens[noun]
    word = token.lemma.lower()
    if " ".join(one.text.lower() for one in parse.tokens[noun - 2 : noun + 1]) == "secretary - general":
        word = "secretary-general"
    before = [one.text.lower() for one in parse.of(noun, "compound", "amod")]
    if not subjects or _FORMER & set(before):
        return
    compound = " ".join([*before[-1:], word])
    relation = nouns.get(compound) or nouns.get(word)
    bodies = tuple(dict.fromkeys((*_bodies(notebook, noun), *scene.owner(noun))))
    bodies = tuple(one for one in bodies if one not in subjects)
    if relation:
        subjects, bodies = _each_other(notebook, relation, tuple(subjects), bodies)
    is_state = bool(bodies) and all(names(one) in notebook.lexicon.states for one in bodies)
    if relation and bodies and not (is_state and word in notebook.lexicon.offices):
        notebook.propose(family, "tie", relation, at, extent=extent, how=put, subject=tuple(subjects), object=bodies)
        return
    if word in notebook.lexicon.offices and bodies:
        inside = notebook.lexicon.inside | notebook.lexicon.offices
        title = " ".join([*(one for one in before if one in inside), word])
        label = f"{title} of {names(bodies[0])}"
        for subject in subjects:
            held = (offices.office(label),)
            notebook.propose(
                "office", "attribute", "office", at, extent=extent, how=put, subject=(subject,), object=held
            )
        return
    if token.pos == "NOUN" and token.lemma in notebook.lexicon.nouns:
        value = _phrase(notebook, noun)
        for subject in subjects:
            notebook.propose("role", "attribute", "role", at, extent=extent, how=put, subject=(subject,), value=value)


def _bodies(notebook: Notebook, noun: int) -> tuple[str, ...]:
    """Return the bodies that the first preposition after a role noun brings in: "director of debate at X" directs no X."""
    first = next((one.lemma.lower() for one in notebook.scene.parse.of(noun, "prep")), None)
    return notebook.scene.of_whom(noun, first) if first in _BODY_OF else ()


def _phrase(notebook: Notebook, noun: int) -> str:
    """Return the words of a noun phrase without its article and without clauses."""
    parse = notebook.scene.parse
    beside = {i for one in parse.of(noun, "appos", "conj", "cc") for i in parse.subtree(one.i)}
    kept = [i for i in parse.subtree(noun) if i not in beside and not _below_clause(notebook, i, noun)]
    while len(kept) > 1 and parse.tokens[kept[0]].pos in {"DET", "PUNCT"}:
        kept.pop(0)
    extent = parse.extent(kept[:_WORDS_OF_ROLE])
    return " ".join(parse.text[extent.start : extent.end].replace("*", "").split()).strip(" ,;:")


def _appositions(notebook: Notebook, found: Found, nouns: Mapping[str, str], offices: Offices, names: Names) -> None:
    """Note "X, the leader of Y" and "Y's leader, X"."""
    scene, parse = notebook.scene, notebook.scene.parse
    subjects = scene.who([found.head])
    roles = [token.i for token in parse.of(found.head, "appos") if token.pos == "NOUN"]
    above = parse.tokens[parse.tokens[found.head].head]
    if parse.tokens[found.head].dep == "appos" and above.pos == "NOUN":
        roles.append(above.i)
    for noun in roles:
        lead = [
            i for i in parse.subtree(noun) if i not in parse.subtree(found.head) or noun in parse.subtree(found.head)
        ]
        kept = [i for i in lead if not _below_clause(notebook, i, noun)]
        extent = parse.extent([found.first, found.last - 1, *kept])
        _role(notebook, subjects, noun, noun, "tie-apposition", Manner(), extent, nouns, offices, names)


def _owned(notebook: Notebook, found: Found, nouns: Mapping[str, str]) -> None:
    """Note "Crane's agents", "allies of the bloc": common nouns whose role names a tie to whoever they belong to."""
    scene, parse = notebook.scene, notebook.scene.parse
    token = parse.tokens[found.head]
    relation = nouns.get(token.lemma)
    if relation is None or token.dep in {"attr", "appos"} or parse.of(found.head, "appos"):
        return
    subjects = scene.who([found.head])[:1]
    bodies = tuple(one for one in _belongs_to(notebook, found.head, relation) if one not in subjects)
    former = {one.text.lower() for one in parse.of(found.head, "amod")} & _FORMER
    if subjects and bodies and not former:
        kept = [i for i in parse.subtree(found.head) if not _below_clause(notebook, i, found.head)]
        extent = parse.extent(kept)
        notebook.propose(
            "tie-noun",
            "tie",
            relation,
            found.head,
            extent=extent,
            how=Manner(),
            timed=False,
            subject=subjects,
            object=bodies[:1],
        )


def _belongs_to(notebook: Notebook, noun: int, relation: str) -> tuple[str, ...]:
    """Return whom the bearer of a role belongs to: a possessor or "of"; a noun before it only for heads and speakers."""
    scene, parse = notebook.scene, notebook.scene.parse
    function = notebook.vocabulary.relations[relation].function
    deps = {"poss", "compound"} if function in {"command", "management", "representation"} else {"poss"}
    before = [one.i for one in parse.of(noun, *deps)]
    owners = [
        scene.of[scene.at[i]] for i in before if i in scene.at and scene.mentions[scene.at[i]].form != "adjective"
    ]
    return (*(one for one in owners if one), *scene.of_whom(noun, "of"))


def _below_clause(notebook: Notebook, i: int, noun: int) -> bool:
    tokens = notebook.scene.parse.tokens
    while i != noun and tokens[i].head != i:
        if tokens[i].dep in {"relcl", "advcl"}:
            return True
        i = tokens[i].head
    return False


def _title(notebook: Notebook, found: Found, nouns: Mapping[str, str], offices: Offices, names: Names) -> None:
    """Note what the title before a name says: a rank, an office, a place at the head of a body."""
    if not found.title:
        return
    scene, parse = notebook.scene, notebook.scene.parse
    subjects = scene.who([found.head])
    words = found.title.replace("secretary general", "secretary-general").split()
    first, body = _before_title(notebook, found, len(found.title.split()))
    plain = [word for word in words if word not in notebook.lexicon.honorifics]
    if not subjects or not plain or _FORMER & set(plain):
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
        note("office", "attribute", "office", object=(offices.office(f"{title} of {names(body[0])}"),))
    elif noun in notebook.lexicon.offices:  # of what is not said: two bearers would look like rivals for one office
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


def _phrases(notebook: Notebook) -> None:
    """Note phrases such as "close to", "part of", "loyal to"."""
    scene, parse = notebook.scene, notebook.scene.parse
    by_first = _phrases_by_first(notebook.vocabulary)
    for token in parse.tokens:
        for rest, relation in by_first.get(token.text.lower(), by_first.get(token.lemma, ())):
            heads = list(_after_words(notebook, token.i, rest))
            subjects = _holder(notebook, token.i)
            objects = tuple(one for one in scene.who(heads) if one not in subjects)
            if subjects and objects:
                at = _governing_verb(notebook, token.i)
                put = _settled(notebook.manner(at)) if at is not None else Manner()
                extent = parse.extent([*_heads_of(notebook, subjects, token.i), *parse.subtree(token.i)])
                notebook.propose(
                    "tie-phrase", "tie", relation, token.i, extent=extent, how=put, subject=subjects, object=objects
                )
                break


def _phrases_by_first(vocabulary: Vocabulary) -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, relation in vocabulary.relations.items():
        for phrase in relation.phrases:
            first, *rest = phrase.split()
            if rest and first not in {"in", "at", "under"}:
                found.setdefault(first, []).append((tuple(rest), name))
    return {first: sorted(rows, key=lambda row: -len(row[0])) for first, rows in found.items()}


def _after_words(notebook: Notebook, i: int, rest: tuple[str, ...]) -> Iterator[int]:
    """Yield the heads that the last preposition of a phrase brings in, if the phrase stands right there."""
    tokens = notebook.scene.parse.tokens
    following = tuple(token.text.lower() for token in tokens[i + 1 : i + 1 + len(rest)])
    if following != rest:
        return
    last = i + len(rest)
    yield from (inner.i for inner in notebook.scene.parse.of(last, "pobj"))


def _holder(notebook: Notebook, i: int) -> tuple[str, ...]:
    """Return the actors that an adjective, participle or noun of a phrase is said of."""
    scene, parse = notebook.scene, notebook.scene.parse
    token = parse.tokens[i]
    above = parse.tokens[token.head]
    if token.i in notebook.clauses and notebook.clauses[token.i].subjects and token.pos == "VERB":
        clause = notebook.clauses[token.i]
        return scene.who(clause.objects if clause.passive else clause.subjects)
    if token.dep in {"acomp", "attr", "xcomp", "oprd"} and above.i in notebook.clauses:
        return scene.who(notebook.clauses[above.i].subjects)
    if token.dep in {"amod", "acl", "relcl", "appos"} and above.pos in {"NOUN", "PROPN"}:
        return scene.who([above.i])
    if token.dep == "conj" and above.i != token.i and above.dep in {"acomp", "attr"}:
        return _holder(notebook, above.i)
    return ()


def _heads_of(notebook: Notebook, actors: Sequence[str], near: int) -> list[int]:
    """Return the nearest mention's tokens of one of the actors before a place in its sentence."""
    scene = notebook.scene
    sentence = scene.parse.sentences[scene.parse.tokens[near].sentence]
    for i in range(near - 1, sentence.first - 1, -1):
        n = scene.at.get(i)
        if n is not None and scene.of[n] in actors:
            return [scene.mentions[n].first]
    return []


def _governing_verb(notebook: Notebook, i: int) -> int | None:
    parse = notebook.scene.parse
    token = parse.tokens[i]
    if token.pos in {"VERB", "AUX"}:
        return i
    above = parse.tokens[token.head]
    return above.i if token.dep in {"acomp", "attr", "oprd"} and above.pos in {"VERB", "AUX"} else None


def _aliases(notebook: Notebook, cast: Cast) -> None:
    for one, other in cast.aliases:
        left, right = notebook.scene.mentions[one], notebook.scene.mentions[other]
        actor = notebook.scene.of[one]
        if actor is not None and name_words(left.name) != name_words(right.name):
            extent = notebook.scene.parse.extent([left.first, right.last - 1])
            notebook.propose(
                "alias",
                "attribute",
                "alias",
                left.head,
                extent=extent,
                how=Manner(),
                timed=False,
                subject=(actor,),
                value=right.name,
            )


_NUMBER = re.compile(r"\d[\d,.]*")
_WORDS = {
    word: n for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}


def _strength(notebook: Notebook, clause: Clause) -> None:
    """Note "the list holds 42 seats"."""
    scene, parse = notebook.scene, notebook.scene.parse
    if parse.tokens[clause.verb].lemma not in {
        "hold",
        "have",
        "command",
        "control",
        "win",
        "field",
        "muster",
        "number",
        "lead",
    }:
        return
    subjects = scene.who(clause.subjects)
    for head in clause.objects:
        token = parse.tokens[head]
        numbers = parse.of(head, "nummod")
        if token.lemma in _COUNTED and numbers and len(subjects) == 1:
            value = _number(numbers[-1].text)
            if value is not None:
                notebook.propose(
                    "strength",
                    "attribute",
                    "strength",
                    clause.verb,
                    how=_settled(notebook.manner(clause.verb)),
                    subject=subjects,
                    amount=Amount(value, token.text.lower()),
                )


def _number(word: str) -> float | None:
    if word.lower() in _WORDS:
        return float(_WORDS[word.lower()])
    plain = word.replace(",", "")
    return float(plain) if _NUMBER.fullmatch(plain) and plain.count(".") < 2 else None  # noqa: PLR2004 - one decimal point
