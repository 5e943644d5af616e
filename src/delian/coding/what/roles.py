"""Stage 10e, second part: what somebody is said to be: copulas, appositions and nouns that belong to somebody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from delian.coding.clauses import Clause
from delian.coding.modality import Manner
from delian.coding.notebook import Notebook
from delian.coding.what.offices import FORMER, Names, Offices, is_post
from delian.coding.what.slate import phrase
from delian.coding.who.mentions import Found
from delian.model.text import Extent

COPULAS = frozenset({"be", "become", "remain", "stay", "serve", "act"})
_BODY_OF = ("of", "for", "to", "in", "at", "between", "with", "among")
# Offices that are told by a tie alone: who leads a band or speaks for it need not hold an office.
_LOOSE = frozenset("leader head deputy representative whip spokesman spokeswoman spokesperson envoy".split())


@dataclass(frozen=True, slots=True)
class Roles:
    """What the role nouns of a text are read with.

    Attributes:
        notebook: Where readings go.
        nouns: Role noun → relation in which its bearer stands to whom it belongs to.
        below: Role noun → relation in which whom it belongs to stands to its bearer: "a proxy of X".
        offices: Offices met so far.
        names: Name of an actor.
    """

    notebook: Notebook
    nouns: Mapping[str, str]
    below: Mapping[str, str]
    offices: Offices
    names: Names


_NOBODY = frozenset({"it", "this", "that", "most", "some", "many", "few", "half", "several"})


def settled(put: Manner) -> Manner:
    """Return the manner of a tie: a tie denied is no absence of an act."""
    return replace(put, absence="none") if put.absence == "reported" else put


def note_copula(roles: Roles, clause: Clause) -> None:
    """Note "X is the leader of Y", "X and Y are rivals"."""
    notebook = roles.notebook
    scene, parse = notebook.scene, notebook.scene.parse
    if parse.tokens[clause.verb].lemma not in COPULAS or clause.passive:
        return
    heads = [head for head in clause.subjects if parse.tokens[head].text.lower() not in _NOBODY]
    subjects = scene.who(heads)  # "it was the union that left" says nothing of "it"
    complements = [token.i for token in parse.of(clause.verb, "attr", "oprd")] + list(clause.after("as"))
    named = [one for one in complements if parse.tokens[one].pos == "PROPN"]
    for head in heads if named else ():  # "its chairman is Ada Berg"
        if parse.tokens[head].pos == "NOUN" and parse.of(head, "poss"):
            _role(
                roles,
                scene.who(named[:1]),
                head,
                clause.verb,
                "tie-copula",
                settled(notebook.manner(clause.verb)),
                None,
            )
    for noun in complements:
        for head in (noun, *(one.i for one in parse.of(noun, "conj"))):
            put = settled(notebook.manner(clause.verb))
            if head != noun and _is_denied(notebook, head):
                put = replace(put, polarity="-")
            _role(roles, subjects, head, clause.verb, "tie-copula", put, None)


def _is_denied(notebook: Notebook, noun: int) -> bool:
    """Say whether a noun of a list is denied by itself: "rivals and no longer allies"."""
    parse = notebook.scene.parse
    before = {token.text.lower() for token in parse.tokens[max(noun - 2, 0) : noun]}
    return bool(before & {"no", "not", "never"})


def _role(
    roles: Roles, subjects: Sequence[str], noun: int, at: int, family: str, put: Manner, extent: Extent | None
) -> None:
    """Note what a role noun makes of the subjects: a tie to a body, the holding of an office, or both."""
    notebook = roles.notebook
    parse = notebook.scene.parse
    word, before = _role_words(notebook, noun)
    if not subjects or FORMER & set(before):
        return
    compound = " ".join([*before[-1:], word])
    relation = roles.nouns.get(compound) or roles.nouns.get(word)
    below = roles.below.get(compound) or roles.below.get(word)
    bodies = tuple(one for one in _bodies(notebook, noun) if one not in subjects)
    if relation:
        subjects, bodies = each_other(notebook, relation, tuple(subjects), bodies)
    relation = _of_body(notebook, word, relation, bodies)
    is_state = bool(bodies) and all(roles.names(one) in notebook.lexicon.states for one in bodies)
    is_office = word in notebook.lexicon.offices
    tied = bool(bodies) and bool(relation or below) and not (is_state and is_office and relation != "represents")
    if tied:
        ends = (tuple(subjects), bodies) if relation else (bodies, tuple(subjects))
        notebook.propose(
            family, "tie", relation or below or "", at, extent=extent, how=put, subject=ends[0], object=ends[1]
        )
    known = is_state or not notebook.named.isdisjoint(bodies)
    if is_office and bodies and known and not (tied and word in _LOOSE):
        inside = notebook.lexicon.inside | notebook.lexicon.offices
        title = " ".join([*(one for one in before if one in inside), word])
        held = (roles.offices.office(f"{title} of {roles.names(bodies[0])}", _place_of_office(notebook, noun)),)
        for subject in subjects:
            notebook.propose(
                "office", "attribute", "office", at, extent=extent, how=put, subject=(subject,), object=held
            )
    elif (
        not (tied or _is_of_unknown(notebook, noun, relation))
        and parse.tokens[noun].pos == "NOUN"
        and parse.tokens[noun].lemma in notebook.lexicon.nouns
    ):
        inside = notebook.lexicon.inside | notebook.lexicon.offices
        called = [*(one for one in before if one in inside), word]
        definite = any(one.lemma.lower() == "the" for one in parse.of(noun, "det"))
        if len(subjects) == 1 and definite and is_post(notebook.lexicon, called):
            place = _place_of_office(notebook, noun)
            held = (roles.offices.office(" ".join(called), place, subjects[0]),)
            notebook.propose(
                "office", "attribute", "office", at, extent=extent, how=put, subject=tuple(subjects), object=held
            )
            return
        value = phrase(notebook.scene, noun, roles.names, article=False)
        kind = "role-copula" if family == "tie-copula" else "role"
        for subject in subjects:
            notebook.propose(kind, "attribute", "role", at, extent=extent, how=put, subject=(subject,), value=value)


def _of_body(notebook: Notebook, word: str, relation: str | None, bodies: Sequence[str]) -> str | None:
    """Return the relation that a role states to those bodies: a person's deputy is second to them, a party's a member."""
    of_persons = all(notebook.is_person(one) for one in bodies)
    return "member-of" if word == "deputy" and relation == "deputises" and not of_persons else relation


def _place_of_office(notebook: Notebook, noun: int) -> Extent:
    """Return the words that name an office: "its chairman", "commander of the Second Division"."""
    parse = notebook.scene.parse
    aside = [i for one in parse.of(noun, "appos", "relcl", "acl", "conj") for i in parse.subtree(one.i)]
    own = [i for i in parse.subtree(noun) if i not in aside and parse.tokens[i].pos not in {"PUNCT", "CCONJ"}]
    return parse.extent(own)


def _is_of_unknown(notebook: Notebook, noun: int, relation: str | None) -> bool:
    """Say whether a noun tells a tie to somebody whom a pronoun leaves open: "its ally" says nothing by itself."""
    parse = notebook.scene.parse
    return relation is not None and any(one.tag == "PRP$" for one in parse.of(noun, "poss"))


def _role_words(notebook: Notebook, noun: int) -> tuple[str, list[str]]:
    """Return the lemma of a role noun, and the words before it that belong to it."""
    parse = notebook.scene.parse
    word = parse.tokens[noun].lemma.lower()
    if " ".join(one.text.lower() for one in parse.tokens[noun - 2 : noun + 1]) == "secretary - general":
        word = "secretary-general"
    return word, [one.text.lower() for one in parse.of(noun, "advmod", "compound", "amod")]


def each_other(
    notebook: Notebook, relation: str, subjects: tuple[str, ...], objects: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the two sides of a tie that goes both ways and is said of several at once: "A and B are allied"."""
    several = subjects or objects
    if notebook.vocabulary.relations[relation].symmetric and not (subjects and objects) and len(several) > 1:
        return several[:1], several[1:]
    return subjects, objects


def _bodies(notebook: Notebook, noun: int) -> tuple[str, ...]:
    """Return whom a role belongs to: whom the first preposition after its noun brings in ("director of debate at X" directs
    no X), whoever owns it, and in "X and its ally" the X.
    """
    scene, parse = notebook.scene, notebook.scene.parse
    token = parse.tokens[noun]
    first = next((one.lemma.lower() for one in parse.of(noun, "prep")), None)
    owners = scene.owner(noun)
    beside = first in {"in", "at"} and (parse.of(noun, "poss") or _is_in_place(notebook, noun))
    brought = scene.of_whom(noun, first) if first in _BODY_OF and not beside else ()
    found = owners if owners and first == "to" else (*brought, *owners)  # "Malta's envoy to Chile" is Malta's
    if not found and token.dep == "conj" and any(one.tag == "PRP$" for one in parse.of(noun, "poss")):
        found = scene.who([token.head])[:1]
    return tuple(dict.fromkeys(found))


def _is_in_place(notebook: Notebook, noun: int) -> bool:
    """Say whether "in" only tells where the bearer of a role is: "an adviser in Bergen"."""
    scene, parse = notebook.scene, notebook.scene.parse
    heads = [one.i for to in parse.of(noun, "prep") if to.lemma == "in" for one in parse.of(to.i, "pobj")]
    places = [found for head in heads if (found := scene.mention(head)) is not None and found.kind == "place"]
    return bool(places) and parse.tokens[noun].lemma.lower() not in notebook.lexicon.offices


def note_appositions(roles: Roles, found: Found) -> None:
    """Note "X, the leader of Y" and "Y's leader, X"."""
    notebook = roles.notebook
    scene, parse = notebook.scene, notebook.scene.parse
    subjects = scene.who([found.head])
    nouns = [
        token.i for token in parse.of(found.head, "appos") if token.pos == "NOUN" and not _is_whose(notebook, token.i)
    ]
    above = parse.tokens[parse.tokens[found.head].head]
    if found.form == "nominal":
        nouns = [noun for noun in nouns if parse.tokens[noun].lemma in roles.nouns and not parse.of(noun, "appos")]
    elif parse.tokens[found.head].dep == "appos":
        nouns += [above.i] if above.pos == "NOUN" else _office_before_place(notebook, above.i)
    for noun in nouns:
        lead = [
            i for i in parse.subtree(noun) if i not in parse.subtree(found.head) or noun in parse.subtree(found.head)
        ]
        kept = [i for i in lead if not _below_clause(notebook, i, noun)]
        extent = parse.extent([found.first, found.last - 1, *kept])
        _role(roles, subjects, noun, noun, "tie-apposition", Manner(), extent)


def _is_whose(notebook: Notebook, noun: int) -> bool:
    """Say whether a noun opens a relative clause that the parser misses: "a city, whose mayor …" is no mayor."""
    return any(one.tag == "WP$" for one in notebook.scene.parse.of(noun, "poss"))


def _office_before_place(notebook: Notebook, place: int) -> list[int]:
    """Return the office whose place the parser takes a name to be set beside: "the bishop of Lund, Ada Berg"."""
    parse = notebook.scene.parse
    of = parse.tokens[parse.tokens[place].head]
    noun = parse.tokens[of.head]
    return [noun.i] if of.lemma in {"of", "in"} and noun.lemma.lower() in notebook.lexicon.offices else []


def note_owned(roles: Roles, found: Found) -> None:
    """Note "Crane's agents", "allies of the bloc": common nouns whose role names a tie to whoever they belong to."""
    notebook = roles.notebook
    scene, parse = notebook.scene, notebook.scene.parse
    token = parse.tokens[found.head]
    relation = roles.nouns.get(token.lemma)
    named = token.dep == "nsubj" and any(
        one.pos == "PROPN" for one in parse.of(token.head, "attr")
    )  # its holder follows
    if relation is None or named or token.dep in {"attr", "appos"} or parse.of(found.head, "appos"):
        return
    subjects = scene.who([found.head])[:1]
    bodies = tuple(one for one in _belongs_to(notebook, found.head, relation) if one not in subjects)
    former = {one.text.lower() for one in parse.of(found.head, "amod")} & FORMER
    relation = _of_body(notebook, token.lemma, relation, bodies[:1]) or relation
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
