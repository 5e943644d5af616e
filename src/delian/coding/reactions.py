"""Stage 12a: answers and silences: which act a reaction, or the lack of one, belongs to, and for what reason."""

import re
from collections.abc import Callable, Iterator, Sequence

from delian.coding.acts import follows
from delian.coding.causal_ends import is_event_noun
from delian.coding.clauses import Clause
from delian.coding.modality import Manner
from delian.coding.notebook import Act, Notebook
from delian.model.claim import AnswerForm, Means, Reason
from delian.model.text import Extent
from delian.plugins import read_list

Names = Callable[[str], str]
_BACK = 3  # sentences in which the act that is answered is looked for
_ANSWERS = frozenset({"react", "respond", "retaliate", "reply", "answer", "avenge", "reciprocate", "counter"})
# Verbs that tell of a missing answer only where they are denied with no object of their own.
_BARE = frozenset({"move", "act", "stir", "resist", "protest", "object", "intervene"})
# What is answered as such, with no act before it.
_ASKED = frozenset({"question", "call", "phone", "telephone", "door", "prayer"})
_SCALES: dict[Means, int] = {"verbal": 1, "legal": 2, "political": 2, "economic": 2, "force": 3}


def note_reactions(notebook: Notebook, names: Names) -> None:
    """Note who is said to have answered which act, and who not."""
    words = read_list("absences")["reported"]
    quiet = [tuple(phrase.split()) for phrase in words["silent"]]
    for clause in notebook.clauses.values():
        token = notebook.scene.parse.tokens[clause.verb]
        put = notebook.manner(clause.verb)
        silent = any(
            token.lemma == first and follows(notebook.scene.parse, token.i, tuple(rest)) for first, *rest in quiet
        )
        idle = token.lemma == "do" and silent  # "nothing" is its own denial
        missing = token.lemma in words["verbs"] and (put.polarity == "-" or _is_yet_to(notebook, clause.verb))
        if (silent and put.polarity == "+") or idle or missing:
            _silence(notebook, clause, put)
        elif put.polarity == "+" and (token.lemma in _ANSWERS or _answering(notebook, clause) is not None):
            _answer(notebook, clause, put, names)
    for token in notebook.scene.parse.tokens:
        if token.pos == "NOUN":
            _noun_silence(notebook, token.i, words["nouns"])
            if token.lemma in words["replies"] and _is_none(notebook, token.i):
                _no_reply(notebook, token.i)


def _is_yet_to(notebook: Notebook, verb: int) -> bool:
    """Say whether a clause tells what is still to be done: "is yet to respond"."""
    parse = notebook.scene.parse
    above = parse.tokens[verb].head
    words = {one.text.lower() for head in (verb, above) for one in parse.of(head, "advmod")}
    return parse.tokens[verb].tag == "VB" and parse.tokens[above].lemma in {"be", "have"} and "yet" in words


def _only_how(notebook: Notebook, clause: Clause) -> bool:
    """Say whether it is only told how somebody did not act: "did not react as if …", "did not act rashly"."""
    parse = notebook.scene.parse
    likened = any(
        parse.tokens[one.i - 1].text.lower() == "as"
        for beside in parse.of(clause.verb, "advcl")
        for one in parse.of(beside.i, "mark")
        if one.i and one.text.lower() in {"if", "though"}
    )
    manner = any(one.text.lower().endswith("ly") and one.i > clause.verb for one in parse.of(clause.verb, "advmod"))
    return likened or (parse.tokens[clause.verb].lemma in _BARE and manner)


def _silence(notebook: Notebook, clause: Clause, put: Manner) -> None:
    scene = notebook.scene
    token = scene.parse.tokens[clause.verb]
    if (token.lemma in _BARE and clause.objects) or _only_how(notebook, clause):
        return
    subjects = scene.who(clause.subjects)
    if not subjects:
        return
    act = _answered_act(notebook, clause, subjects)
    if act is None:
        return
    far = scene.parse.tokens[act.place].sentence != token.sentence
    unable = put.absence == "unable"
    extent = scene.extent(clause.verb)
    reason = "unable" if unable else _reason(notebook, extent, clause.verb)
    notebook.propose(
        "unanswered",
        "unanswered",
        "unanswered",
        clause.verb,
        how=Manner(put.modality, "+", "unable" if unable else "reported", put.hedge),
        subject=tuple(one for one in subjects if one not in act.agents) or subjects,
        object=(act.event,),
        reason=reason,
        label=f"silence-{clause.verb}",
        far=far,
    )
    notebook.labels.setdefault(clause.verb, f"silence-{clause.verb}")


def _reason(notebook: Notebook, extent: Extent, at: int) -> Reason:
    """Return the reason that the sentence gives for the silence, or the quotation that follows it."""
    parse = notebook.scene.parse
    sentence = parse.sentences[parse.tokens[at].sentence]
    words = parse.text[parse.tokens[sentence.first].start : parse.tokens[sentence.last - 1].end].lower()
    rest = (
        words.replace(parse.text[extent.start : extent.end].lower(), " ", 1)
        + parse.text[extent.start : extent.end].lower()
    )
    for name in ("unwilling", "deferred", "unable"):
        signs = notebook.vocabulary.reasons[name].words
        if any(re.search(rf"\b{re.escape(sign)}", rest) for sign in signs):
            return name
    return "unstated"


def _answering(notebook: Notebook, clause: Clause) -> int | None:
    """Return the noun that makes a clause an answer: "in response", "in retaliation for the raid"."""
    nouns = read_list("forms")["answering"]["nouns"]
    return next((head for head in clause.after("in") if notebook.scene.parse.tokens[head].lemma in nouns), None)


def _is_none(notebook: Notebook, at: int) -> bool:
    """Say whether a noun is told to be missing: "no reply", "without any reaction"."""
    parse = notebook.scene.parse
    above = parse.tokens[parse.tokens[at].head]
    return any(one.text.lower() == "no" for one in parse.of(at, "det")) or above.lemma.lower() == "without"


def _no_reply(notebook: Notebook, at: int) -> None:
    """Note "no reply came from the council", "without any reaction from the guild"."""
    scene, parse = notebook.scene, notebook.scene.parse
    clause = notebook.clauses.get(next((one.i for one in parse.ancestors(at) if one.pos in {"VERB", "AUX"}), -1))
    owners = (*scene.owner(at), *scene.of_whom(at, "from", "by", "of"))
    subjects = owners or (scene.who(clause.after("from", "by")) if clause else ())
    act = next(_acts_before(notebook, at, subjects), None)
    if clause is None or not subjects or act is None or f"silence-{clause.verb}" in notebook.labels.values():
        return
    notebook.propose(
        "unanswered",
        "unanswered",
        "unanswered",
        clause.verb,
        how=Manner("asserted", "+", "reported"),
        subject=tuple(dict.fromkeys(subjects)),
        object=(act.event,),
        reason=_reason(notebook, scene.extent(clause.verb), clause.verb),
        label=f"silence-{clause.verb}",
        far=parse.tokens[act.place].sentence != parse.tokens[at].sentence,
    )
    notebook.labels.setdefault(at, f"silence-{clause.verb}")


def _noun_silence(notebook: Notebook, at: int, nouns: Sequence[str]) -> None:
    """Note "the council's silence", "its lack of response to the raid"."""
    scene, parse = notebook.scene, notebook.scene.parse
    token = parse.tokens[at]
    following = " ".join(one.text.lower() for one in parse.tokens[at : at + 3])
    plain = token.lemma in nouns
    phrase = any(" " in noun and following.startswith(noun) for noun in nouns)
    if not (plain or phrase):
        return
    subjects = tuple(dict.fromkeys((*scene.owner(at), *scene.of_whom(at, "of", "by", "from"))))
    act = next(_acts_before(notebook, at, subjects), None)
    if not subjects or act is None:
        return
    extent = parse.extent([at, *(i for i in parse.subtree(at) if i <= at + 8)])
    label = f"silence-{at}"
    notebook.propose(
        "unanswered-noun",
        "unanswered",
        "unanswered",
        at,
        extent=extent,
        how=Manner("asserted", "+", "reported"),
        subject=subjects,
        object=(act.event,),
        reason=_reason(notebook, extent, at),
        label=label,
    )
    notebook.labels.setdefault(at, label)


def _answered_act(notebook: Notebook, clause: Clause, subjects: Sequence[str]) -> Act | None:
    """Return the act that a clause's reaction is about: named in the clause, in its when-clause, or told just before."""
    scene, parse = notebook.scene, notebook.scene.parse
    by_place = {act.place: act for act in notebook.acts}
    answering = _answering(notebook, clause)
    behind = [inner.i for one in parse.of(answering, "prep") for inner in parse.of(one.i, "pobj")] if answering else []
    named = (*behind, *clause.after("to"))
    for head in named:
        if head in by_place:
            return by_place[head]
        if (answering or is_event_noun(parse.tokens[head])) and scene.one(head) is None:
            before = _acts_before(notebook, clause.verb, subjects) if _is_known(notebook, head) else iter(())
            return next(before, None) or _minted(notebook, head)
    for head in (*named, *(() if answering else (*clause.after("against", "for"), *clause.objects))):
        for i in parse.subtree(head):
            if i in by_place:
                return by_place[i]
    if answering and not behind:
        return next(_acts_before(notebook, clause.verb, subjects), None)
    beside = [one.i for one in parse.of(clause.verb, "advcl")]
    governor = parse.tokens[clause.verb]
    if governor.dep == "conj" and parse.tokens[governor.head].dep == "advcl":
        beside.append(governor.head)
    elif governor.dep == "conj":
        beside += [governor.head, *(one.i for one in parse.of(governor.head, "advcl"))]
    for verb in beside:
        for i in (verb, *parse.subtree(verb)):
            if i in by_place and i != clause.verb and not set(by_place[i].agents) & set(subjects):
                return by_place[i]
    for verb in beside:
        if parse.tokens[verb].dep == "advcl" and _is_when(notebook, verb):
            return _minted(notebook, verb)
    victims = scene.who(clause.objects)
    for act in _acts_before(notebook, clause.verb, subjects):
        if not victims or set(victims) & {*act.recipients, *act.agents}:
            return act
    return None


def _is_when(notebook: Notebook, verb: int) -> bool:
    marks = {one.text.lower() for one in notebook.scene.parse.of(verb, "advmod", "mark")}
    return bool(marks & {"when", "after", "once"})


def _is_known(notebook: Notebook, noun: int) -> bool:
    """Say whether a noun only points back: "the charge", "this", not "the charge of fraud"."""
    parse = notebook.scene.parse
    return [one.text.lower() for one in map(parse.tokens.__getitem__, parse.children[noun])] in (
        ["the"],
        ["this"],
        ["that"],
    )


def _minted(notebook: Notebook, head: int) -> Act:
    """Return an act in the words of a when-clause, or of a noun, that the codebook has no type for."""
    scene = notebook.scene
    clause = notebook.clauses.get(head)
    extent = scene.extent(head) if clause else scene.parse.extent(scene.parse.subtree(head))
    words = scene.parse.text[extent.start : extent.end].split()
    words = words[1:] if words[0].lower() in {"when", "after", "once"} else words
    agents = scene.who(clause.subjects) if clause else ()
    act = Act(notebook.event_in_words(head, " ".join(words)), head, "", agents, (), "")
    notebook.acts.append(act)
    return act


def _acts_before(notebook: Notebook, at: int, subjects: Sequence[str]) -> Iterator[Act]:
    """Yield acts of others told shortly before, nearest first; acts of conflict or of change of state."""
    tokens = notebook.scene.parse.tokens
    for act in sorted(notebook.acts, key=lambda act: -act.place):
        if act.place >= at:
            continue
        if tokens[at].sentence - tokens[act.place].sentence > _BACK:
            return
        conflict = bool(act.type) and notebook.vocabulary.events[act.type].is_conflict
        if act.agents and not set(act.agents) & set(subjects) and conflict:
            yield act


def _answer(notebook: Notebook, clause: Clause, put: Manner, names: Names) -> None:
    scene, parse = notebook.scene, notebook.scene.parse
    subjects = scene.who(clause.subjects)
    speech = bool(parse.of(clause.verb, "ccomp")) or any(
        one.direct and one.cue == clause.verb for one in notebook.chains.told
    )
    act = _answered_act(notebook, clause, subjects)
    if not subjects or act is None or act.place in {clause.verb, parse.tokens[clause.verb].head}:
        return  # who is called on to retaliate does not answer the call by it
    if any(parse.tokens[head].lemma in _ASKED for head in clause.objects):
        return
    own = next((one for one in notebook.acts if one.place == clause.verb), None)
    lemma = parse.tokens[clause.verb].lemma
    event = own.event if own else notebook.mint(notebook.label_of(subjects, lemma, (), names))
    notebook.propose(
        "answer",
        "answer",
        "answers",
        clause.verb,
        how=put,
        subject=subjects,
        object=(act.event,),
        event=event,
        form=_form(notebook, clause, speech=speech),
        far=parse.tokens[act.place].sentence != parse.tokens[clause.verb].sentence,
    )


def _form(notebook: Notebook, clause: Clause, *, speech: bool) -> AnswerForm | None:
    """Return the form of an answer by the words of its clause; None where they do not tell."""
    parse = notebook.scene.parse
    extent = notebook.scene.extent(clause.verb)
    words = parse.text[extent.start : extent.end].lower()
    only = re.search(r"\b(?:only|merely|nothing but|nothing more than|no more than|alone)\b", words) is not None
    for means in ("force", "economic", "legal", "political", "verbal"):
        if any(re.search(rf"\b{re.escape(sign)}", words) for sign in notebook.vocabulary.means[means].words):
            return AnswerForm(means, 1 if only else _SCALES[means])
    return AnswerForm("verbal", 1) if speech else None
