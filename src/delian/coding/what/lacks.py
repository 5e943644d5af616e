"""Stage 12c: silences that nouns tell: "no reply came", "its silence", "got no answer", "had no ships to send"."""

from collections.abc import Sequence

from delian.coding.modality import Manner
from delian.coding.notebook import Notebook
from delian.coding.what.answered import acts_before, is_hostile, named_acts
from delian.coding.what.silences import propose_silence, reach_of, reason_of
from delian.plugins import read_list

_GIVING = frozenset({"give", "make", "offer", "send", "issue"})
_EXPECTING = frozenset({"need", "want", "expect", "require", "have"})
_GETTING = frozenset({"get", "receive", "obtain", "hear", "have"})
_ASKING = frozenset({"request", "warn", "accuse", "object", "threaten"})
_NEAR = 4  # sentences between what was asked and that nothing came


def note_lacks(notebook: Notebook) -> None:
    """Note who is said by a noun not to have answered which act."""
    words, means = read_list("absences")["reported"], read_list("absences")["unable"]["means"]
    for token in notebook.scene.parse.tokens:
        if token.lemma == "neither" and token.dep == "dobj":
            _waited_for(notebook, token.i)
        if token.pos != "NOUN":
            continue
        _put_off(notebook, token.i)
        missing = _is_none(notebook, token.i)
        if token.lemma in means and missing:
            _without_means(notebook, token.i)
        if token.lemma in words["replies"] and (missing or token.dep == "pobj"):
            _waited_for(notebook, token.i)
        _noun_silence(notebook, token.i, words["nouns"])
        if token.lemma in words["replies"] and missing:
            _no_reply(notebook, token.i)


def _is_none(notebook: Notebook, at: int) -> bool:
    """Say whether a noun is told to be missing: "no reply", "without any reaction"."""
    parse = notebook.scene.parse
    above = parse.tokens[parse.tokens[at].head]
    return any(one.text.lower() == "no" for one in parse.of(at, "det")) or above.lemma.lower() == "without"


def _no_reply(notebook: Notebook, at: int) -> None:
    """Note "no reply came from the council", "to the raid there was no answer", "without any reaction from the guild"."""
    scene, parse = notebook.scene, notebook.scene.parse
    clause = notebook.clauses.get(next((one.i for one in parse.ancestors(at) if one.pos in {"VERB", "AUX"}), -1))
    if clause is None or parse.tokens[clause.verb].lemma in _EXPECTING:
        return
    owners = (*scene.owner(at), *scene.of_whom(at, "from", "by", "of"))
    subjects = owners or scene.who(clause.after("from", "by"))
    above = parse.tokens[clause.verb]
    gives = above.lemma in _GIVING and not clause.passive
    subjects = subjects or (scene.who(clause.subjects) if gives else ())
    heads = [inner.i for one in parse.of(at, "prep") if one.lemma.lower() == "to" for inner in parse.of(one.i, "pobj")]
    heads += [*clause.after("to"), *([] if gives else clause.subjects)]
    if parse.tokens[parse.tokens[at].head].lemma.lower() == "without":
        heads = []
    named = named_acts(notebook, [one for one in heads if one != at], at, subjects)
    acts = named or tuple(acts_before(notebook, at, subjects))[:1]
    subjects = subjects or (tuple(dict.fromkeys(one for act in named for one in act.recipients)))
    if not subjects or not acts:
        return
    put = notebook.manner(clause.verb)
    propose_silence(
        notebook,
        "unanswered",
        clause.verb,
        scene.extent(clause.verb),
        tuple(dict.fromkeys(subjects)),
        acts,
        how=Manner(put.modality, "+", "reported", put.hedge),
        reason=reason_of(notebook, clause.verb),
        far=parse.tokens[acts[0].place].sentence != parse.tokens[at].sentence,
    )
    notebook.labels.setdefault(at, f"silence-{clause.verb}")


def _without_means(notebook: Notebook, at: int) -> None:
    """Note "had no ships to send": whoever had nothing to answer with could not."""
    scene, parse = notebook.scene, notebook.scene.parse
    token = parse.tokens[at]
    clause = notebook.clauses.get(token.head)
    lists = read_list("absences")["unable"]
    to = [one.lemma for one in parse.of(at, "acl", "relcl") if one.tag == "VB"]
    if clause is None or token.dep != "dobj" or parse.tokens[token.head].lemma not in {"have", "possess", "lack"}:
        return
    if not to or to[0] not in lists["with_it"]:
        return
    subjects = scene.who(clause.subjects)
    acts = tuple(acts_before(notebook, at, subjects))[:1]
    put = notebook.manner(clause.verb)
    if not subjects or not acts or put.modality not in {"asserted", "hedged"}:
        return
    propose_silence(
        notebook,
        "unanswered-noun",
        clause.verb,
        scene.extent(clause.verb),
        subjects,
        acts,
        how=Manner(put.modality, "+", "unable", put.hedge),
        reason="unable",
        far=parse.tokens[acts[0].place].sentence != token.sentence,
    )


def _waited_for(notebook: Notebook, at: int) -> None:
    """Note "waited in vain for a reply", "got no answer", "we got neither": whoever asked had no answer."""
    scene, parse = notebook.scene, notebook.scene.parse
    above = parse.tokens[parse.tokens[at].head]
    verb = parse.tokens[above.head] if above.dep == "prep" else above
    clause = notebook.clauses.get(verb.i)
    if clause is None or clause.passive:
        return
    vain = verb.lemma in {"wait", "hope"} and "vain" in {one.lemma for one in reach_of(parse, verb.i)}
    got = verb.lemma in _GETTING and parse.tokens[at].dep == "dobj"
    if not (vain or got):
        return
    asker = scene.who(clause.subjects)
    said = [act for act in reversed(notebook.acts) if act.place < at and set(act.agents) & set(asker)]
    near = [
        act
        for act in said
        if act.type in _ASKING and parse.tokens[at].sentence - parse.tokens[act.place].sentence < _NEAR
    ]
    silent = scene.of_whom(at, "from") or scene.who(clause.after("from"))
    acts = tuple(one for one in near if silent or one.recipients)[:1]
    silent = silent or tuple(one for act in acts for one in act.recipients)
    if not silent or not acts:
        return
    propose_silence(
        notebook,
        "unanswered",
        verb.i,
        scene.extent(verb.i),
        silent,
        acts,
        how=Manner(notebook.manner(verb.i).modality, "+", "reported"),
        reason="unstated",
        far=parse.tokens[acts[0].place].sentence != verb.sentence,
    )


def _put_off(notebook: Notebook, at: int) -> None:
    """Note "postponed its answer to the raid", "promised a reply", "reserves the right to respond"."""
    scene, parse = notebook.scene, notebook.scene.parse
    token = parse.tokens[at]
    clause = notebook.clauses.get(token.head)
    lists = read_list("absences")["reported"]
    below = next((one for one in parse.of(at, "acl", "relcl") if one.lemma in lists["verbs"]), None)
    reserved = token.lemma == "right" and below is not None and parse.tokens[token.head].lemma == "reserve"
    delays = parse.tokens[token.head].lemma in lists["delaying"] and token.lemma in lists["replies"]
    if clause is None or token.dep != "dobj" or not (reserved or delays):
        return
    put = notebook.manner(clause.verb)
    subjects = scene.who(clause.subjects)
    about = [
        one
        for i in (at, clause.verb, *([below.i] if below else []))
        for one in parse.of(i, "prep")
        if one.lemma == "to"
    ]
    acts = named_acts(notebook, [i.i for one in about for i in parse.of(one.i, "pobj")], at, subjects)
    acts = acts or tuple(acts_before(notebook, at, subjects))[:1]
    if not subjects or not acts or put.polarity == "-":
        return
    propose_silence(
        notebook,
        "unanswered",
        clause.verb,
        scene.extent(clause.verb),
        subjects,
        acts,
        how=Manner(put.modality, "+", "reported", put.hedge),
        reason="deferred",
        far=parse.tokens[acts[0].place].sentence != token.sentence,
    )


def _noun_silence(notebook: Notebook, at: int, nouns: Sequence[str]) -> None:
    """Note "the council's silence", "its lack of response to the raid", "their failure to respond"."""
    scene, parse = notebook.scene, notebook.scene.parse
    following = " ".join(one.lemma.lower() for one in parse.tokens[at : at + 3])
    plain = parse.tokens[at].lemma in nouns
    if not (plain or any(" " in noun and following.startswith(noun) for noun in nouns)):
        return
    subjects = tuple(dict.fromkeys((*scene.owner(at), *scene.of_whom(at, "of", "by", "from"))))
    heads = [
        inner.i
        for below in (at, *(i for i in parse.subtree(at) if at < i <= at + 2))
        for one in parse.of(below, "prep")
        if one.lemma.lower() in {"to", "on", "about", "over"}
        for inner in parse.of(one.i, "pobj")
    ]
    acts = named_acts(notebook, heads, at, subjects) or (
        () if heads else tuple(acts_before(notebook, at, subjects))[:1]
    )
    acts = tuple(act for act in acts if is_hostile(notebook, act))
    if not subjects or not acts:
        return
    extent = parse.extent([at, *(i for i in parse.subtree(at) if i <= at + 8)])
    propose_silence(
        notebook,
        "unanswered-noun",
        at,
        extent,
        subjects,
        acts,
        how=Manner("asserted", "+", "reported"),
        reason=reason_of(notebook, at) if at in notebook.clauses else "unstated",
        far=False,
    )
