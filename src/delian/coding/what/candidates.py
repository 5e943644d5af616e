"""Stage 10b: candidates: who is put forward for which office."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from delian.coding.notebook import Notebook
from delian.coding.parse import Token
from delian.coding.what.slate import Slate
from delian.plugins import read_list

Names = Callable[[str], str]
_CHOOSING = frozenset({"nominate", "endorse", "veto"})  # types of event whose recipient is a candidate
_STANDS_OF = frozenset({"post", "office", "job", "position"})


def office_at(notebook: Notebook, i: int) -> str | None:
    """Return the office that the phrase headed by token `i` names: "prime minister", "the premiership"."""
    parse = notebook.scene.parse
    token = parse.tokens[i]
    lemma = token.lemma.lower()
    posts: Mapping[str, str] = read_list("rounds")["posts"]
    if lemma in posts:
        return posts[lemma]
    if lemma in _STANDS_OF:
        named = [inner.i for one in parse.of(i, "prep") if one.lemma == "of" for inner in parse.of(one.i, "pobj")]
        return next((office_at(notebook, one) or _as_told(notebook, one) for one in named), None)
    if lemma not in notebook.lexicon.offices:
        return None
    before = [one.text.lower() for one in parse.of(i, "compound", "amod") if one.i == i - 1]
    return " ".join([*(word for word in before if word in notebook.lexicon.inside - {"former", "then"}), lemma])


def _as_told(notebook: Notebook, i: int) -> str:
    parse = notebook.scene.parse
    return " ".join([*(one.text for one in parse.of(i, "compound", "amod")), parse.tokens[i].text])


def office_near(notebook: Notebook, i: int) -> str | None:
    """Return the office that "for", "as" or "of" brings in after the verb or noun at token `i`."""
    parse = notebook.scene.parse
    for one in (one for place in (i, *(obj.i for obj in parse.of(i, "dobj"))) for one in parse.of(place, "prep")):
        if one.lemma.lower() in {"for", "as", "of", "to"}:
            for inner in parse.of(one.i, "pobj"):
                found = office_at(notebook, inner.i)
                if found:
                    return found
    return None


def sole_office(notebook: Notebook) -> str | None:
    """Return the office that the text tells is to be filled, if it is but one."""
    wanted = read_list("rounds")["search"]
    found: Counter[str] = Counter()
    for token in notebook.scene.parse.tokens:
        if token.lemma.lower() in wanted["for_office"] or (token.pos == "VERB" and token.lemma in wanted["choosing"]):
            office = office_near(notebook, token.i)
            found.update([office] if office else [])
        for one in notebook.scene.parse.of(token.i, "amod"):
            office = office_at(notebook, token.i) if one.lemma.lower() in {"new", "next"} else None
            found.update([office] if office else [])
    return next(iter(found)) if len(found) == 1 else None


def enter_candidates(notebook: Notebook, slate: Slate, names: Names) -> None:
    """Put on the slate whom the text tells to be put forward: by an act, a noun, or an office that a verb names."""
    office = sole_office(notebook)
    for _, actor, near in sorted(_put_forward(notebook), key=lambda one: one[0]):
        if notebook.is_person(actor):
            slate.candidate(actor, names(actor), near or office)


def _put_forward(notebook: Notebook) -> Iterator[tuple[int, str, str | None]]:
    """Yield where somebody is put forward, whom, and for which office if that is said there."""
    scene, parse = notebook.scene, notebook.scene.parse
    wanted = read_list("rounds")["search"]
    for act in notebook.acts:
        if act.type in _CHOOSING:
            near = office_near(notebook, act.place)
            for actor in act.recipients:
                yield act.place, actor, near
    for token in parse.tokens:
        if token.pos in {"NOUN", "PROPN"} and token.lemma.lower() in wanted["candidates"]:
            for actor in borne_by(notebook, token):
                yield token.i, actor, office_near(notebook, token.i)
        clause = notebook.clauses.get(token.i)
        if clause and token.lemma in wanted["choosing"] and office_near(notebook, token.i):
            for actor in scene.who(clause.objects):
                yield token.i, actor, office_near(notebook, token.i)


def borne_by(notebook: Notebook, noun: Token) -> tuple[str, ...]:
    """Return who is the candidate: a name set beside the noun, before it a copula, after it as a title's bearer."""
    scene, parse = notebook.scene, notebook.scene.parse
    above = parse.tokens[noun.head]
    heads = [one.i for one in parse.of(noun.i, "appos")]
    if noun.dep == "appos" or (noun.dep == "compound" and above.pos == "PROPN"):
        heads.append(above.i)
    clause = notebook.clauses.get(above.i)
    if noun.dep == "attr" and clause is not None and parse.tokens[clause.verb].lemma == "be":
        heads.extend(clause.subjects)
    return scene.who(heads)


def standing(notebook: Notebook, verb: int) -> tuple[bool, str | None]:
    """Say whether a verb tells that somebody stands for an office, and for which: "would not stand again"."""
    parse = notebook.scene.parse
    wanted = read_list("rounds")["search"]
    if parse.tokens[verb].lemma not in wanted["standing"]:
        return False, None
    office = office_near(notebook, verb)
    again = any(one.text.lower() == "again" for one in parse.of(verb, "advmod")) and not parse.of(verb, "dobj", "prep")
    purposes = {
        inner.lemma.lower() for one in parse.of(verb, "prep") if one.lemma == "for" for inner in parse.of(one.i, "pobj")
    }
    return bool(office or again or purposes & set(wanted["standing_for"])), office


def as_candidates(slate: Slate, actors: Sequence[str]) -> tuple[str, ...]:
    """Return the options that those of the actors are who are candidates."""
    return tuple(slate.candidates[one] for one in actors if one in slate.candidates)
