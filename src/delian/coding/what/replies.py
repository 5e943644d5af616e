"""Stage 12d: answers: who is told to have replied to which act, with what, and in which form."""

import re
from collections.abc import Callable, Sequence

from delian.coding.clauses import Clause
from delian.coding.modality import Manner
from delian.coding.notebook import Act, Notebook
from delian.coding.what.answered import acts_before, beside_acts, is_all, is_hostile, minted, named_acts, strikes_back
from delian.model.claim import AnswerForm, Means
from delian.model.text import Extent
from delian.plugins import read_list

Names = Callable[[str], str]
_SCALES: dict[Means, int] = {"verbal": 1, "legal": 2, "political": 2, "economic": 2, "force": 3}
_ONLY = re.compile(r"\b(?:only|merely|nothing but|nothing more|nothing else|no more than|alone|at least)\b")


def note_replies(notebook: Notebook, names: Names) -> None:
    """Note who is said to have answered which act."""
    for clause in tuple(notebook.clauses.values()):
        put = notebook.manner(clause.verb)
        said = put.polarity == "+" or is_all(notebook.scene.parse, notebook.scene.parse.tokens[clause.verb])
        wished = put.modality == "normative" and notebook.scene.parse.tokens[clause.verb].dep == "xcomp"
        if said and not wished and not _is_silence(notebook, clause.verb):
            _answer(notebook, clause, put, names)
    for token in notebook.scene.parse.tokens:
        if token.dep == "nsubj" and token.lemma in read_list("forms")["answering"]["nouns"]:
            _answer_was(notebook, token.i)


def _is_silence(notebook: Notebook, verb: int) -> bool:
    return notebook.labels.get(verb, "").startswith("silence-")


def _answer(notebook: Notebook, clause: Clause, put: Manner, names: Names) -> None:
    scene, parse = notebook.scene, notebook.scene.parse
    lists = read_list("forms")["answering"]
    token = parse.tokens[clause.verb]
    replies = token.lemma in lists["verbs"] or strikes_back(parse, token)
    meets = token.lemma == "meet" and not clause.passive and bool(_means(notebook, clause))
    nouns = [head for head in clause.after("in") if parse.tokens[head].lemma in lists["in"]]
    if not (replies or meets or nouns or is_all(parse, token)):
        return
    subjects = scene.who(clause.subjects)
    if not subjects:
        return
    means = _means(notebook, clause) if replies or meets else None
    if is_all(parse, token):  # "deplored the raid and did nothing else"
        above = notebook.clauses.get(token.head)
        if token.dep != "conj" or above is None:
            return
        clause, means, put = above, above.verb, notebook.manner(above.verb)
    acts = _answered(notebook, clause, nouns, subjects, means)
    if meets and not (acts and means is not None and all(is_hostile(notebook, act) for act in acts)):
        return
    acts = tuple(act for act in acts if act.place not in {clause.verb, means})
    if not acts or any(set(act.agents) >= set(subjects) for act in acts):
        return
    own = next((one for one in notebook.acts if one.place == (means if means is not None else clause.verb)), None)
    event = own.event if own else None
    if event is None and means is not None:
        event = minted(notebook, means).event
    event = event or notebook.mint(notebook.label_of(subjects, token.lemma, (), names))
    here = token.sentence
    notebook.propose(
        "answer",
        "answer",
        "answers",
        clause.verb,
        how=put,
        subject=subjects,
        object=tuple(dict.fromkeys(act.event for act in acts)),
        event=event,
        form=_form(notebook, clause.verb, acts, means),
        far=all(parse.tokens[act.place].sentence != here for act in acts),
    )


def _means(notebook: Notebook, clause: Clause) -> int | None:
    """Return the verb or noun that says what the answer was: "by closing the port", "with a march"."""
    parse = notebook.scene.parse
    inside = [
        one for head in clause.objects if not clause.passive for one in parse.of(head, "prep") if one.lemma == "with"
    ]
    for one in (*parse.of(clause.verb, "prep"), *inside):
        if one.lemma.lower() == "by":
            for inner in parse.of(one.i, "pcomp"):
                return inner.i
        if one.lemma.lower() == "with":
            for inner in parse.of(one.i, "pobj"):
                return inner.i if notebook.scene.one(inner.i) is None else None
    return None


def _answered(
    notebook: Notebook, clause: Clause, nouns: Sequence[int], subjects: Sequence[str], means: int | None
) -> tuple[Act, ...]:
    """Return the acts that a clause answers: named after "to" or as its object, told beside it, or just before."""
    scene, parse = notebook.scene, notebook.scene.parse
    behind = [inner.i for noun in nouns for one in parse.of(noun, "prep") for inner in parse.of(one.i, "pobj")]
    to = [*clause.after("to", "in to"), *clause.after("for")] if not nouns else []
    heads = behind or [*to, *(() if nouns else clause.objects)]
    if any(parse.tokens[head].lemma.lower() in read_list("forms")["answering"]["other"] for head in heads):
        return ()
    acts = named_acts(notebook, heads, clause.verb, subjects)
    if acts or behind:
        return acts
    if nouns:
        return tuple(acts_before(notebook, clause.verb, subjects))[:1]
    things = [head for head in heads if scene.one(head) is None and parse.tokens[head].pos == "NOUN"]
    if things:
        return ()  # it is something else that was answered: "answered questions", "answered the telephone"
    beside = [act for act in beside_acts(notebook, clause, subjects) if act.place != means]
    if beside:
        return tuple(beside)
    whom = scene.who(heads)
    before = (one for one in acts_before(notebook, clause.verb, subjects) if not whom or set(whom) & set(one.agents))
    token = parse.tokens[clause.verb]
    returned = (
        means is not None or token.lemma in {"retaliate", "reciprocate", "counterattack"} or strikes_back(parse, token)
    )
    mine = (one for one in before if returned or whom or set(one.recipients) & set(subjects) or not one.recipients)
    return tuple(mine)[:1]


def _answer_was(notebook: Notebook, noun: int) -> None:
    """Note "Denmark's only answer to the raid was a march"."""
    scene, parse = notebook.scene, notebook.scene.parse
    verb = parse.tokens[noun].head
    means = next((one.i for one in parse.of(verb, "attr") if scene.one(one.i) is None), None)
    means = means if means is not None else next((one.i for one in parse.of(verb, "xcomp", "ccomp")), None)
    if parse.tokens[verb].lemma != "be" or means is None or parse.tokens[means].lemma == "no":
        return
    put = notebook.manner(verb)
    subjects = tuple(dict.fromkeys((*scene.owner(noun), *scene.of_whom(noun, "of", "by", "from"))))
    heads = [inner.i for one in parse.of(noun, "prep") if one.lemma == "to" for inner in parse.of(one.i, "pobj")]
    acts = named_acts(notebook, heads, noun, subjects) or (
        () if heads else tuple(acts_before(notebook, noun, subjects))[:1]
    )
    if not subjects or not acts or put.polarity == "-":
        return
    notebook.propose(
        "answer",
        "answer",
        "answers",
        verb,
        how=put,
        subject=subjects,
        object=tuple(dict.fromkeys(act.event for act in acts)),
        event=minted(notebook, means).event,
        form=_form(notebook, verb, acts, means),
        far=all(parse.tokens[act.place].sentence != parse.tokens[noun].sentence for act in acts),
    )


def _form(notebook: Notebook, verb: int, acts: Sequence[Act], means: int | None) -> AnswerForm | None:
    """Return the form of an answer by the words that tell its means; None where they do not tell."""
    parse = notebook.scene.parse
    extent = notebook.scene.extent(verb)
    whole = parse.text[extent.start : extent.end].lower()
    words = _words(notebook, parse.extent(parse.subtree(means))) if means is not None else whole
    for act in acts:  # what was answered is not how it was
        phrase = _words(notebook, parse.extent(parse.subtree(act.place)))
        words = words.replace(phrase, " ") if phrase not in {whole, words} else words
    lists = notebook.vocabulary.means
    only = _ONLY.search(whole) is not None
    for name in ("force", "economic", "legal", "political", "verbal"):
        if any(re.search(rf"\b{re.escape(sign)}", words) for sign in lists[name].words):
            return AnswerForm(name, 1 if only else _SCALES[name])
    speech = bool(parse.of(verb, "ccomp")) or any(one.direct and one.cue == verb for one in notebook.chains.told)
    return AnswerForm("verbal", 1) if speech else None


def _words(notebook: Notebook, extent: Extent) -> str:
    return notebook.scene.parse.text[extent.start : extent.end].lower()
