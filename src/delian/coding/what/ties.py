"""Stage 10e: ties: verbs, phrases and compounds that say how actors stand; then roles, titles and other attributes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from delian.coding.clauses import Clause
from delian.coding.modality import Manner
from delian.coding.notebook import Notebook
from delian.coding.what.attributes import note_aliases, note_numbers, note_strength
from delian.coding.what.belonging import note_belonging
from delian.coding.what.delegation import note_delegation, note_orders
from delian.coding.what.offices import Names, Offices, note_title
from delian.coding.what.roles import COPULAS, Roles, each_other, note_appositions, note_copula, note_owned, settled
from delian.coding.who.actors import Cast
from delian.model.vocabulary import Relation, Vocabulary

_PARTITIVE = frozenset({"percent", "percentage", "%", "point", "vote", "seat"})
_BETWEEN_WORDS = frozenset({"DET", "ADJ", "ADV"})
_TOWARDS = {"pro": "supports", "anti": "opposes"}
# Verbs that tell a tie only as a state: "reports to the council", not "reported to the council".
_STATES = frozenset({"report", "answer"})
# Prepositions whose phrases tell a tie only of what somebody is: "is in favour of", not "gave it up in favour of".
_OF_STATES = frozenset({"in", "at", "for"})
_PRESENT = frozenset({"VBZ", "VBP", "VBG"})


def role_nouns(vocabulary: Vocabulary) -> Mapping[str, str]:
    """Return role nouns with the relation that they state."""
    return {noun: name for name, relation in vocabulary.relations.items() for noun in relation.nouns}


def note_ties(notebook: Notebook, cast: Cast, offices: Offices, names: Names) -> None:
    """Note the ties and attributes of the text."""
    relations = notebook.vocabulary.relations
    verbs = {verb: name for name, relation in relations.items() for verb in relation.verbs}
    nouns = role_nouns(notebook.vocabulary)
    below = {noun: name for name, relation in relations.items() for noun in relation.nouns_below}
    roles = Roles(notebook, nouns, below, offices, names)
    for clause in notebook.clauses.values():
        _verb_tie(notebook, clause, verbs)
        note_delegation(notebook, clause)
        note_orders(notebook, clause)
        note_copula(roles, clause)
        note_strength(notebook, clause)
    for found in notebook.scene.mentions:
        if found.form == "name":
            note_appositions(roles, found)
            note_title(notebook, found, nouns, offices, names)
        elif found.form == "nominal":
            note_owned(roles, found)
            note_appositions(roles, found)
            note_belonging(notebook, found, cast.kind)
    _phrases(notebook)
    for token in notebook.scene.parse.tokens:
        note_numbers(notebook, token.i)
        if token.text == "-":
            _compound(notebook, token.i, verbs)
    note_aliases(notebook, cast)


def _verb_tie(notebook: Notebook, clause: Clause, verbs: Mapping[str, str]) -> None:
    scene = notebook.scene
    token = scene.parse.tokens[clause.verb]
    relation = verbs.get(token.lemma)
    if relation is None or (token.lemma == "lead" and _leads_by(notebook, clause)):
        return
    if notebook.labels.get(clause.verb, "").startswith("stance-"):
        return  # it is said of an option
    if token.tag == "VBD" and not clause.passive and _is_act(notebook, token.lemma):
        return  # "funded the school" is done once, "funds the league" is a tie
    subjects = scene.who(clause.subjects)
    objects = scene.who(clause.objects) or (scene.who(clause.after("to")) if token.lemma == "belong" else ())
    if clause.passive and not subjects:
        subjects = scene.who(clause.after("with", "to"))
    objects = tuple(one for one in objects if one not in subjects)
    subjects, objects = each_other(notebook, relation, subjects, objects)
    if subjects and objects:
        put = settled(notebook.manner(clause.verb))
        notebook.propose("tie-verb", "tie", relation, clause.verb, how=put, subject=subjects, object=objects)


def _is_act(notebook: Notebook, lemma: str) -> bool:
    return any(lemma in one.lemmas for one in notebook.vocabulary.events.values())


def _leads_by(notebook: Notebook, clause: Clause) -> bool:
    """Say whether somebody only leads in a count: "leads by two points"."""
    return any(notebook.scene.parse.tokens[head].lemma in _PARTITIVE for head in clause.after("by", "in"))


def _phrases(notebook: Notebook) -> None:
    """Note phrases such as "close to", "part of", "takes orders from", "under the command of"."""
    relations = notebook.vocabulary.relations
    ahead = _by_first(relations, lambda one: one.phrases)
    below = _by_first(relations, lambda one: one.phrases_below)
    for token in notebook.scene.parse.tokens:
        for turned, by_first in ((False, ahead), (True, below)):
            rows = by_first.get(token.text.lower(), by_first.get(token.lemma, ()))
            if any(_phrase(notebook, token.i, rest, relation, turned=turned) for rest, relation in rows):
                break


def _by_first(
    relations: Mapping[str, Relation], of: Callable[[Relation], tuple[str, ...]]
) -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
    """Return phrases by their first word: the rest, and the relation; longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, relation in relations.items():
        for phrase in of(relation):
            first, *rest = phrase.split()
            if rest:
                found.setdefault(first, []).append((tuple(rest), name))
    return {first: sorted(rows, key=lambda row: -len(row[0])) for first, rows in found.items()}


def _phrase(notebook: Notebook, i: int, rest: tuple[str, ...], relation: str, *, turned: bool) -> bool:
    """Note one phrase if it stands at token `i` with somebody on both sides; say whether it does."""
    scene, parse = notebook.scene, notebook.scene.parse
    token = parse.tokens[i]
    if token.lemma in _STATES and token.tag not in _PRESENT and parse.tokens[i + 1 : i + 2] and token.pos == "VERB":
        return False
    heads = list(_after_words(notebook, i, rest))
    holders = _holder(notebook, i)
    others = tuple(one for one in scene.who(heads) if one not in holders)
    if not holders or not others:
        return False
    at = _governing_verb(notebook, i)
    put = settled(notebook.manner(at)) if at is not None else Manner()
    if any(one.text.lower() in {"no", "neither"} for head in heads for one in parse.of(head, "det")):
        put = replace(put, polarity="-", absence="none")
    own = i in notebook.clauses and bool(notebook.clauses[i].subjects)
    extent = scene.extent(i) if own else parse.extent([*_heads_of(notebook, holders, i), *parse.subtree(i)])
    subject, target = (others, holders) if turned else (holders, others)
    return notebook.propose("tie-phrase", "tie", relation, i, extent=extent, how=put, subject=subject, object=target)


def _after_words(notebook: Notebook, i: int, rest: tuple[str, ...]) -> Iterator[int]:
    """Yield what the words after token `i` bring in, if they follow close by: "under the command of X", "under X's command"."""
    parse = notebook.scene.parse
    last = i
    for place, word in enumerate(rest):
        following = _next(notebook, last, word)
        if following is None:
            owned = place == len(rest) - 1 and word == "of" and parse.tokens[last].pos == "NOUN"
            yield from (one.i for one in parse.of(last, "poss") if owned and i < one.i)
            return
        last = following
    yield from (inner.i for inner in parse.of(last, "pobj"))


def _next(notebook: Notebook, i: int, word: str) -> int | None:
    """Return the next token if it is the word, articles, adjectives and possessors between them left out."""
    tokens = notebook.scene.parse.tokens
    for token in tokens[i + 1 : i + 7]:
        if word in {token.text.lower(), token.lemma}:
            return token.i
        owner = token.dep in {"poss", "case"} or tokens[token.head].dep == "poss"
        if token.pos not in _BETWEEN_WORDS and not owner:
            return None
    return None


def _holder(notebook: Notebook, i: int) -> tuple[str, ...]:
    """Return the actors that an adjective, participle, preposition or noun of a phrase is said of."""
    scene, parse = notebook.scene, notebook.scene.parse
    token = parse.tokens[i]
    above = parse.tokens[token.head]
    if token.i in notebook.clauses and notebook.clauses[token.i].subjects and token.pos == "VERB":
        clause = notebook.clauses[token.i]
        return scene.who(clause.objects if clause.passive else clause.subjects)
    if token.pos == "ADP":
        clause_above = notebook.clauses.get(above.i)
        if (
            token.text.lower() in _OF_STATES
            and above.lemma not in COPULAS | {"stand", "sit"}
            and above.pos in {"VERB", "AUX"}
        ):
            return ()
        if clause_above is not None:
            return scene.who(clause_above.objects if clause_above.passive else clause_above.subjects)
        return scene.who([above.i]) if above.pos in {"NOUN", "PROPN"} else ()
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
    complement = token.dep in {"acomp", "attr", "oprd", "prep"}
    return above.i if complement and above.pos in {"VERB", "AUX"} else None


def _compound(notebook: Notebook, hyphen: int, verbs: Mapping[str, str]) -> None:
    """Note "the Azania-backed militia", "the pro-Azania militia"."""
    scene, parse = notebook.scene, notebook.scene.parse
    tokens = parse.tokens
    if not 0 < hyphen < len(tokens) - 1 or tokens[hyphen].sentence != tokens[hyphen + 1].sentence:
        return
    before, after = tokens[hyphen - 1], tokens[hyphen + 1]
    towards = _TOWARDS.get(before.text.lower())
    relation = towards or (verbs.get(after.lemma) if after.tag in {"VBN", "VBD"} else None)
    named = scene.at.get(after.i if towards else before.i)
    if relation is None or named is None:
        return
    noun = next(iter(_noun_after(notebook, after.i)), None)
    whom = tuple(filter(None, [scene.one(noun)])) if noun is not None else ()
    one = scene.of[named]
    mention = scene.mention(noun) if noun is not None else None
    if (
        one is None
        or not whom
        or one in whom
        or mention is None
        or mention.kind == "person"
        or tokens[noun or 0].i <= scene.mentions[named].head
    ):
        return
    subject, target = (whom, (one,)) if towards else ((one,), whom)
    extent = parse.extent([before.i, noun or after.i])
    notebook.propose(
        "tie-phrase",
        "tie",
        relation,
        noun or after.i,
        extent=extent,
        how=Manner(),
        timed=False,
        subject=subject,
        object=target,
    )


def _noun_after(notebook: Notebook, i: int) -> Iterable[int]:
    """Yield the noun that a compound adjective stands before."""
    parse = notebook.scene.parse
    seen = {i}
    while parse.tokens[i].head not in seen and parse.tokens[i].head > i - 3:
        i = parse.tokens[i].head
        seen.add(i)
        if parse.tokens[i].pos in {"NOUN", "PROPN"} and i in notebook.scene.at:
            head = notebook.scene.mentions[notebook.scene.at[i]].head
            if head == i:
                yield i
                return
