"""Stage 12b: silences that verbs tell: who left an act without an answer, or put it off, and for what reason."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from delian.coding.clauses import Clause
from delian.coding.modality import Manner
from delian.coding.notebook import Act, Notebook
from delian.coding.parse import Parse, Token
from delian.coding.what.answered import (
    acts_before,
    beside_acts,
    is_act_noun,
    is_all,
    is_hostile,
    named_acts,
    strikes_back,
)
from delian.model.claim import Reason
from delian.model.text import Extent
from delian.plugins import read_list

# Verbs that tell of a missing answer only where they are denied with no object of their own.
_BARE = frozenset({"move", "act", "stir", "resist", "protest", "object", "intervene"})
_NOBODY = frozenset({"nobody", "none", "one", "neither", "not", "noone"})
_WITHIN = frozenset({"in", "of", "from", "among", "at"})
_WILL = frozenset({"will", "would", "shall", "’ll", "'ll", "may", "might"})
_CLAUSAL = frozenset({"advcl", "relcl", "conj", "ccomp", "csubj", "parataxis", "acl"})
_SMALL_CLAUSE = frozenset({"let", "leave", "see", "watch", "make"})
_BEARING = frozenset({"shrug", "brush", "swallow", "put", "sit", "pass"})  # whoever shrugs off words has answered them
_ABOUT = frozenset({"about", "over", "on", "against", "to"})
_IT = frozenset({"it", "this", "that"})
_PARTICLES = frozenset({"on", "by", "away", "aside", "idly"})
_WITHOUT_DELAY = frozenset(
    {
        "immediately",
        "publicly",
        "directly",
        "officially",
        "formally",
        "even",
        "yet",
        "really",
        "simply",
        "initially",
        "promptly",
        "apparently",
        "reportedly",
        "clearly",
    }
)
# "wanted to hit back, and could not"
_FELL_SHORT = re.compile(
    r"[,;]?\s+(?:and|but|yet)\s+(?:\w+\s+)?(could|can|would|did|dared)(?:\s+not|n[’']t|not)\b(?!\s+\w+ed\b)",
    re.IGNORECASE,
)
_DEEP = 3  # steps from a verb to the words of a wording


@dataclass(frozen=True, slots=True)
class _Wording:
    """Words that tell of a silence: `X` stands for the act; before the verb it is the subject."""

    verb: str
    words: tuple[frozenset[str], ...]
    place: str  # "", "subject", "object", or "after" the last word

    @property
    def is_vague(self) -> bool:
        """Whether it may tell of anything that is not done or said: "said nothing"."""
        return not self.place and self.verb in {"say", "do", "take", "make", "utter", "look", "stand"}

    def fits(self, parse: Parse, verb: int, reach: Sequence[Token]) -> tuple[int, ...] | None:
        """Return the tokens of the words, in their order; None where one is missing.

        A particle must be the verb's own: "looked on", not "looked for a way on to the ship".
        """
        found: list[int] = []
        for options in self.words:
            near = (
                [one for one in reach if one.head == verb and not parse.of(one.i, "pobj")]
                if options <= _PARTICLES and not self.place
                else reach
            )
            one = next((one for one in near if {one.lemma.lower(), one.text.lower()} & options), None)
            if one is None:
                return None
            found.append(one.i)
        return tuple(found)


def note_silences(notebook: Notebook) -> None:
    """Note who is said not to have answered which act."""
    words = read_list("absences")["reported"]
    for clause in tuple(notebook.clauses.values()):
        _note(notebook, clause, words["verbs"])


def _note(notebook: Notebook, clause: Clause, verbs: Sequence[str]) -> None:
    parse = notebook.scene.parse
    token = parse.tokens[clause.verb]
    put = notebook.manner(clause.verb)
    held = _held_back(parse, token)
    denied = put.polarity == "-" or held is not None or _is_not_one(parse, token)
    if is_all(parse, token) or _is_let(parse, token):
        return
    reach = tuple(reach_of(parse, clause.verb))
    for wording in _wordings("silent").get(token.lemma, ()):
        found = wording.fits(parse, clause.verb, reach)
        idle = found is not None and any(parse.tokens[i].text.lower() in {"nothing", "no"} for i in found)
        if found is not None and (idle or not denied):
            _silence(notebook, clause, put, _heads(notebook, clause, wording, found), wording)
            return
    if denied:
        for wording in _wordings("denied").get(token.lemma, ()):
            found = wording.fits(parse, clause.verb, reach)
            if found is not None:
                _silence(notebook, clause, put, _heads(notebook, clause, wording, found), wording, held)
                return
    if token.lemma not in verbs and not strikes_back(parse, token):
        return
    if _is_of_manner(parse, clause.verb):
        return
    if clause.passive:  # "the raid was not avenged", not "the raiders were not punished"
        done = _Wording(token.lemma, (), "subject")
        if denied:
            _silence(notebook, clause, put, _heads(notebook, clause, done, ()), done, held)
        return
    heads = [*clause.after("to"), *clause.after("against", "for"), *clause.objects]
    above = parse.tokens[token.head]
    if token.dep == "xcomp" and (said := _FELL_SHORT.match(parse.text, _end(notebook, clause.verb))):
        unable = Manner("asserted", "-", "unable" if said[1].lower() in {"could", "can"} else "reported")
        _silence(notebook, clause, unable, heads, None, above)
    elif denied and not (token.lemma in _BARE and clause.objects):
        _silence(notebook, clause, put, heads, None, held)
    elif put.polarity == "+" and _is_put_off(notebook, clause):
        _silence(notebook, clause, put, heads, None, above if token.dep == "xcomp" else None, "deferred")


def _end(notebook: Notebook, verb: int) -> int:
    """Return where a verb with its particles and objects ends."""
    parse = notebook.scene.parse
    below = [i for one in parse.of(verb, "prt", "advmod", "dobj", "prep") for i in parse.subtree(one.i)]
    return parse.tokens[max(verb, *below, verb)].end


def _is_not_one(parse: Parse, token: Token) -> bool:
    """Say whether a subject is denied: "not a shot was fired"."""
    return any(parse.of(one.i, "neg") for one in parse.of(token.i, "nsubj", "nsubjpass"))


def _is_of_manner(parse: Parse, verb: int) -> bool:
    """Say whether it is how one answers that is denied: "did not react as if", "did not respond kindly"."""
    how = [one.lemma.lower() for one in parse.of(verb, "advmod")]
    as_if = any(
        one.lemma.lower() in {"as", "like"} for below in parse.of(verb, "advcl") for one in parse.of(below.i, "mark")
    )
    kind = [one for one in how if one in {"well", "badly"} or (one.endswith("ly") and one not in _WITHOUT_DELAY)]
    return as_if or bool(kind) or any(one.lemma.lower() in {"like", "as"} for one in parse.of(verb, "prep"))


def _is_let(parse: Parse, token: Token) -> bool:
    """Say whether a verb only tells what somebody lets happen: "let it pass"."""
    return token.dep == "ccomp" and parse.tokens[token.head].lemma in _SMALL_CLAUSE


def _is_put_off(notebook: Notebook, clause: Clause) -> bool:
    """Say whether an answer is told to come some day: "would respond at a time of its choosing"."""
    parse = notebook.scene.parse
    token = parse.tokens[clause.verb]
    resolved = token.dep == "xcomp" and parse.tokens[token.head].lemma in read_list("absences")["reported"]["resolving"]
    if not resolved and not {one.text.lower() for one in parse.of(clause.verb, "aux")} & _WILL:
        return False
    extent = notebook.scene.extent(clause.verb)
    return _has(notebook, "deferred", parse.text[extent.start : extent.end])


def _held_back(parse: Parse, token: Token) -> Token | None:
    """Return the verb by which somebody is told not to do a thing: "has yet to", "refrained from", "was reluctant to"."""
    above = parse.tokens[token.head]
    if (
        token.dep == "xcomp"
        and above.lemma in {"have", "be"}
        and any(one.lemma == "yet" for one in parse.of(above.i, "advmod"))
    ):
        return above
    lists = read_list("absences")["reported"]
    if token.dep == "xcomp" and above.lemma in lists["failing"] and not parse.of(above.i, "neg"):
        return above
    if token.dep == "xcomp" and above.lemma in lists["choosing"] and parse.of(token.i, "neg"):
        return above
    if token.dep == "xcomp":
        adjectives = [above] if above.pos == "ADJ" else parse.of(above.i, "acomp")
        weak = [one for one in adjectives if one.lemma in lists["weak"]]
        too = any(word.lemma == "too" for one in weak for word in parse.of(one.i, "advmod"))
        if too or any(one.lemma in lists["loath"] for one in adjectives):
            return parse.tokens[above.head] if above.pos == "ADJ" else above
    if token.dep == "pcomp":
        governor = parse.tokens[above.head]
        if governor.pos == "ADV":  # "stopped short of answering"
            governor = parse.tokens[governor.head]
        phrase = f"{governor.lemma} {above.lemma.lower()}"
        short = "short" in {one.lemma.lower() for one in parse.of(governor.i, "advmod", "acomp")}
        if phrase in lists["refraining"] or (governor.lemma in {"stop", "fall"} and short):
            return governor
    return None


def reach_of(parse: Parse, verb: int) -> Iterator[Token]:
    """Yield the words that belong to a verb, without further clauses; what is let pass is one with its verb."""
    small = parse.tokens[verb].lemma in _SMALL_CLAUSE
    stack = [(i, 1) for i in parse.children[verb]]
    found: list[Token] = []
    while stack:
        i, depth = stack.pop()
        token = parse.tokens[i]
        below = token.dep in _CLAUSAL and not (
            small and depth == 1 and token.dep in {"ccomp", "advcl"} and token.tag in {"VB", "JJ", "VBN"}
        )
        if below and token.pos in {"VERB", "AUX"}:
            continue
        found.append(token)
        if depth < _DEEP:
            stack += [(child, depth + 1) for child in parse.children[i]]
    yield from sorted(found, key=lambda one: one.i)


@cache
def _wordings(name: str) -> Mapping[str, Sequence[_Wording]]:
    """Return the wordings of a list of `absences.toml` by their verbs, longest first."""
    found: dict[str, list[_Wording]] = {}
    for phrase in read_list("absences")["reported"][name]:
        words = phrase.split()
        place = ""
        if "X" in words:
            at = words.index("X")
            place = "subject" if at == 0 else "object" if at == 1 else "after"
            words.remove("X")
        for verb in words[0].split("|"):
            options = tuple(frozenset(word.split("|")) for word in words[1:])
            found.setdefault(verb, []).append(_Wording(verb, options, place))
    return {verb: sorted(rows, key=lambda row: (-len(row.words), not row.place)) for verb, rows in found.items()}


def _heads(notebook: Notebook, clause: Clause, wording: _Wording, found: Sequence[int]) -> list[int]:
    """Return the heads of the phrase that stands for the act in a wording."""
    parse = notebook.scene.parse
    if wording.place == "after":
        return [one.i for one in parse.of(found[-1], "pobj")] or [i for i in clause.objects if i not in found]
    if wording.place == "subject":
        own = parse.of(clause.verb, "nsubj", "nsubjpass")
        return [one.i for one in own] or list(clause.objects if clause.passive else clause.subjects)
    if wording.place == "object":
        let = [inner.i for one in parse.of(clause.verb, "ccomp") for inner in parse.of(one.i, "nsubj", "nsubjpass")]
        return [*let, *clause.objects]
    beside = [one for i in (clause.verb, *found) for one in parse.of(i, "prep") if one.lemma.lower() in _ABOUT]
    return [inner.i for one in beside for inner in parse.of(one.i, "pobj")]


def _silence(
    notebook: Notebook,
    clause: Clause,
    put: Manner,
    heads: Sequence[int],
    wording: _Wording | None,
    held: Token | None = None,
    told: Reason | None = None,
) -> None:
    scene, parse = notebook.scene, notebook.scene.parse
    at = held.i if held is not None and held.i in notebook.clauses else clause.verb
    put = notebook.manner(at) if at != clause.verb and put.absence == "none" else put
    verb, clause = clause.verb, notebook.clauses[at]
    of_act = wording is not None and wording.place == "subject"
    subjects = scene.of_whom(clause.verb, "by", "from") if of_act else _expected(notebook, clause)
    bare = bool(heads) and all(parse.tokens[head].text.lower() in _IT for head in heads)
    acts = named_acts(notebook, [] if bare else heads, verb, subjects)
    if wording is not None and wording.place and not bare:
        acts = tuple(act for act in acts if is_hostile(notebook, act, deeds=wording.verb in _BEARING))
        if not acts:
            return
    direct = bool(acts)
    acts = acts or _unnamed(notebook, clause, [] if bare else heads, subjects)
    if not acts:
        return
    subjects = subjects or tuple(dict.fromkeys(one for act in acts for one in act.recipients))
    if not subjects:
        return
    unable = put.absence == "unable"
    hit = any(set(act.recipients) & set(subjects) for act in acts)
    sentence = parse.tokens[clause.verb].sentence
    vague = wording.is_vague if wording is not None else parse.tokens[verb].lemma in _BARE
    sure = direct or (not vague and (hit or wording is None)) or acts == beside_acts(notebook, clause, subjects)
    propose_silence(
        notebook,
        "unanswered" if sure else "unanswered-noun",
        at,
        scene.extent(at),
        tuple(one for one in subjects if not any(one in act.agents for act in acts)) or subjects,
        acts,
        how=Manner(put.modality, "+", "unable" if unable else "reported", put.hedge),
        reason="unable" if unable else told or reason_of(notebook, at),
        far=(all(parse.tokens[act.place].sentence != sentence for act in acts) and not (direct and hit)) or not sure,
    )
    notebook.labels.setdefault(verb, f"silence-{at}")


def propose_silence(
    notebook: Notebook,
    family: str,
    at: int,
    extent: Extent,
    subjects: Sequence[str],
    acts: Sequence[Act],
    *,
    how: Manner,
    reason: Reason,
    far: bool,
) -> None:
    """Note a silence once for each verb or noun."""
    label = f"silence-{at}"
    if label in notebook.labels.values():
        return
    notebook.propose(
        family,
        "unanswered",
        "unanswered",
        at,
        extent=extent,
        how=how,
        subject=tuple(subjects),
        object=tuple(dict.fromkeys(act.event for act in acts)),
        reason=reason,
        label=label,
        far=far,
    )
    notebook.labels.setdefault(at, label)


def _expected(notebook: Notebook, clause: Clause) -> tuple[str, ...]:
    """Return of whom an answer was expected: the subject, or the body of which it was nobody."""
    scene, parse = notebook.scene, notebook.scene.parse
    subjects = scene.who(clause.subjects)
    if clause.passive:
        return subjects
    nobody = [head for head in clause.subjects if parse.tokens[head].lemma.lower() in _NOBODY]
    inside = [one for head in nobody for one in scene.of_whom(head, *_WITHIN)]
    return tuple(dict.fromkeys(inside)) or subjects


def _unnamed(notebook: Notebook, clause: Clause, heads: Sequence[int], subjects: Sequence[str]) -> tuple[Act, ...]:
    """Return the act beside the silence, or the last one told that was aimed at whom the clause is about."""
    scene = notebook.scene
    if any(scene.one(head) is None and not is_act_noun(notebook, head) for head in heads):
        return ()  # it is something else that was not answered: "did not answer the telephone"
    beside = beside_acts(notebook, clause, subjects)
    if beside:
        return beside
    victims = scene.who(heads)
    for act in acts_before(notebook, clause.verb, subjects):
        if not victims or set(victims) & {*act.recipients, *act.agents}:
            return (act,)
    return ()


def reason_of(notebook: Notebook, at: int) -> Reason:
    """Return the reason that the sentence gives for a silence from its clause on, or in a clause that hangs on it."""
    parse = notebook.scene.parse
    extent = notebook.scene.extent(at)
    sentence = parse.sentences[parse.tokens[at].sentence]
    before = [parse.extent(parse.subtree(one.i)) for one in parse.of(at, "advcl") if one.i < at]
    pieces = [*before, Extent(extent.start, parse.tokens[sentence.last - 1].end)]
    words = " ".join(parse.text[one.start : one.end] for one in pieces)
    names: tuple[Reason, ...] = ("unwilling", "deferred", "unable")
    return next((name for name in names if _has(notebook, name, words)), "unstated")


def _has(notebook: Notebook, reason: Reason, words: str) -> bool:
    signs = notebook.vocabulary.reasons[reason].words
    return re.search("|".join(rf"\b{re.escape(sign)}" for sign in signs), words.lower()) is not None
