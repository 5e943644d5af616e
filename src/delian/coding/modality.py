"""Stage 8: how a clause is put: asserted, hedged, supposed, asked, wanted; denied, absent or impossible."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from delian.coding.parse import Parse, Token
from delian.model.claim import Absence, Modality, Polarity
from delian.model.vocabulary import Hedge, Vocabulary
from delian.plugins import read_list

_NEGATING_SUBJECTS = frozenset({"nobody", "no", "none", "neither", "nothing"})
_NEGATING = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "scarcely"})
_SHOULD = frozenset({"should", "must", "ought"})
_MAY = frozenset({"may", "might"})
_CANNOT = frozenset({"can", "could", "ca"})
_IF = frozenset({"if", "unless", "provided", "in_case"})
_NOT = frozenset({"not", "n't", "n’t"})
_PERSONS = frozenset({"i", "you", "he", "she", "it", "we", "they", "there"})
_OPENERS = frozenset("do does did is are was were has have had can could will would should must wo ca".split())
_UNABLE = frozenset({"unable", "incapable", "powerless"})
_WANTED = frozenset(
    "ask urge demand request call press beg want order tell instruct require need recommend propose suggest insist".split()
)
# Verbs whose infinitive is told to have happened, or is put as they are themselves.
_IMPLICATIVE = frozenset(
    "manage begin start continue cease go come help force cause lead get make seem appear be have need use prove "
    "turn dare fail refuse decline neglect omit forget happen tend deserve say report think believe "
    "rumour rumor know allow enable permit compel oblige".split()
)
_KEEPS_FROM = frozenset(
    "refrain stop prevent deter avoid abstain keep bar ban prohibit dissuade discourage warn hold".split()
)
# Of these, the ones of which the infinitive has not happened where they are denied or only would be done.
_LETTING = frozenset("allow enable permit let help force compel oblige cause lead get make".split())
_TO_COME = frozenset({"will", "shall", "'ll", "’ll", "would", "could", "may", "might"})
# Verbs and nouns whose gerund, brought in by a preposition, tells what is sought: "called for lifting the ban".
_SEEKING = frozenset(
    "call press push campaign lobby argue hope aim plan prepare opt vote beg appeal insist advocate proposal demand bid "
    "prospect idea possibility risk chance intention option".split()
)
_SEEKS_WITH = frozenset({"for", "at", "on", "of", "toward", "towards"})
_RESOLVED = frozenset({"choose", "decide", "prefer", "opt", "elect", "resolve"})
_LACKS = {
    "failure": "reported",
    "refusal": "reported",
    "reluctance": "reported",
    "inability": "unable",
    "impotence": "unable",
}
_FAILING = frozenset({"fail", "refuse", "decline", "neglect", "omit", "forget"})


@dataclass(frozen=True, slots=True)
class Manner:
    """How a clause is put."""

    modality: Modality = "asserted"
    polarity: Polarity = "+"
    absence: Absence = "none"
    hedge: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it is asserted and not denied."""
        return self.modality == "asserted" and self.polarity == "+"


def manner(parse: Parse, verb: int, vocabulary: Vocabulary) -> Manner:
    """Return how the clause of the verb at token `verb` is put."""
    token = parse.tokens[verb]
    auxiliaries = [one.text.lower() for one in parse.of(verb, "aux", "auxpass")]
    modality = _modality(parse, token, auxiliaries)
    polarity, absence = _negation(parse, token, auxiliaries)
    hedge = _hedge(parse, token, auxiliaries, vocabulary) if modality == "asserted" else None
    if modality == "asserted" and absence != "unable" and _could(parse, token, auxiliaries):
        hedge = hedge or "possible"  # who "can" do a thing is told to be able to
    if hedge:
        modality = "hedged"
    return Manner(modality, polarity, absence, hedge)


def _could(parse: Parse, verb: Token, auxiliaries: list[str]) -> bool:
    """Say whether a clause tells what could be done: "could attack", "could attack and burn"."""
    above = parse.tokens[verb.head]
    if verb.dep == "conj" and not auxiliaries and above.i != verb.i and verb.tag == "VB":
        return _could(parse, above, [one.text.lower() for one in parse.of(above.i, "aux")])
    return "could" in auxiliaries and verb.lemma != "live"  # who "could live with" a thing tolerates it


def _modality(parse: Parse, verb: Token, auxiliaries: list[str]) -> Modality:
    if _is_asked(parse, verb):
        return "question"
    if _is_contrary(parse, verb, auxiliaries):
        return "counterfactual"
    if _is_conditional(parse, verb, auxiliaries):
        return "conditional"
    governor = parse.tokens[verb.head]
    needs = verb.dep == "xcomp" and governor.lemma in {"have", "need", "deserve"} and verb.i > governor.i
    wanted = verb.dep in {"xcomp", "ccomp"} and verb.tag == "VB" and governor.lemma in _WANTED and governor.i != verb.i
    if needs or wanted or _SHOULD & set(auxiliaries):
        return "normative"
    if verb.dep == "xcomp" and governor.pos in {"VERB", "AUX"} and governor.i != verb.i:
        above = [one.text.lower() for one in parse.of(governor.i, "aux")]
        return (
            _modality(parse, governor, above)
            if governor.lemma in {"have", "need", "be", "begin", "continue", "want"}
            else "asserted"
        )
    if verb.dep == "conj" and not auxiliaries and governor.pos in {"VERB", "AUX"} and governor.i != verb.i:
        return _modality(parse, governor, [one.text.lower() for one in parse.of(governor.i, "aux")])
    return "asserted"


def _is_asked(parse: Parse, verb: Token) -> bool:
    """Say whether the sentence asks; one that only asks for assent says what it asks about: "it failed, did it not?"."""
    words = parse.words(parse.sentences[verb.sentence])
    mark = next((n for n in (-1, -2) if len(words) >= -n and words[n].text.startswith("?")), 0)
    if not mark:
        return _is_inverted(parse, verb)
    if verb.dep == "relcl" and parse.tokens[parse.subtree(verb.i)[0] - 1].text == ",":
        return False  # an aside: "Can the Guard, which obeys nobody, be stopped?"
    end = [word.text.lower() for word in words[:mark]]
    tag = [word for word in end[-4:] if word not in _NOT]
    return not (tag[-1:] and tag[-1] in _PERSONS and tag[-2:-1] and tag[-2] in _OPENERS and "," in end[-4:])


def _is_inverted(parse: Parse, verb: Token) -> bool:
    """Say whether a main clause begins with "do", "does", "did" before its subject, as questions do."""
    subjects = parse.of(verb.i, "nsubj", "nsubjpass")
    opener = next((one for one in parse.of(verb.i, "aux") if one.lemma == "do"), None)
    if verb.head != verb.i or opener is None or not subjects or opener.i > subjects[0].i:
        return False
    before = [i for i in parse.children[verb.i] if i < opener.i]
    return all(
        parse.tokens[i].pos in {"CCONJ", "INTJ", "PUNCT"} and parse.tokens[i].text.lower() != "nor" for i in before
    )


def _is_contrary(parse: Parse, verb: Token, auxiliaries: list[str]) -> bool:
    """Say whether the clause supposes what was not so: "had they come", "would have come"."""
    if {"would", "could", "might"} & set(auxiliaries) and "have" in auxiliaries and _supposition(parse, verb):
        return True
    if "would" in auxiliaries and "have" in auxiliaries:
        return True
    if _is_had_first(parse, verb):
        return True
    if verb.dep != "advcl":
        return False
    if _marks(parse, verb.i) & {"though", "if"} and any(
        parse.tokens[one.i - 1].text.lower() == "as" for one in parse.of(verb.i, "mark") if one.i
    ):
        return True
    above = [one.text.lower() for one in parse.of(verb.head, "aux")]
    return verb.text.lower() == "had" or ("would" in above and "have" in above and _marks(parse, verb.i) & _IF != set())


def _is_had_first(parse: Parse, verb: Token) -> bool:
    """Say whether "had" stands before its subject beside what would have been: "… had they come", wherever the parser puts it."""
    had = [one for one in parse.of(verb.i, "aux", "auxpass") if one.text.lower() == "had"]
    subjects = parse.of(verb.i, "nsubj", "nsubjpass")
    if not had or not subjects or had[0].i > subjects[0].i:
        return False
    words = {token.text.lower() for token in parse.words(parse.sentences[verb.sentence])}
    return verb.dep == "advcl" or bool(words & {"would", "could", "might"} and "have" in words)


def _supposition(parse: Parse, verb: Token) -> bool:
    return any(
        "had" in {one.text.lower() for one in parse.of(clause.i, "aux", "auxpass")} or _marks(parse, clause.i) & _IF
        for clause in parse.of(verb.i, "advcl")
    )


def _is_conditional(parse: Parse, verb: Token, auxiliaries: list[str]) -> bool:
    if verb.dep in {"advcl", "conj"} and _marks(parse, verb.i) & _IF:
        return not any(parse.tokens[one.i - 1].text.lower() == "even" for one in parse.of(verb.i, "mark") if one.i)
    would = {"would", "will", "could", "can", "may", "might"} & set(auxiliaries)
    return bool(would) and any(_marks(parse, clause.i) & _IF for clause in parse.of(verb.i, "advcl"))


def _marks(parse: Parse, verb: int) -> set[str]:
    return {one.text.lower() for one in parse.of(verb, "mark", "advmod")}


def _negation(parse: Parse, verb: Token, auxiliaries: list[str]) -> tuple[Polarity, Absence]:
    marks = [one.i for one in parse.of(verb.i, "mark")]
    # "not because they left" denies the reason, not the leaving
    negated = any(not marks or one.i > min(marks) for one in parse.of(verb.i, "neg")) or any(
        one.text.lower() in _NEGATING or _is_no_longer(parse, one)
        for one in parse.of(verb.i, "advmod", "preconj", "cc")
    )
    subject = any(_negates(parse, one) for one in parse.of(verb.i, "nsubj", "nsubjpass"))
    thing = any(_negates(parse, one) for one in parse.of(verb.i, "dobj", "attr"))
    governor = parse.tokens[verb.head]
    unable, failed = False, False
    if verb.dep in {"xcomp", "ccomp"} and governor.i != verb.i:
        unable = governor.lemma in _UNABLE or any(one.lemma in _UNABLE for one in parse.of(governor.i, "acomp"))
        failed = governor.lemma in _FAILING and verb.tag == "VB"
        trying = governor.lemma in {"be", "seem", "want", "try", "dare", "manage", "begin"}
        if verb.dep == "xcomp" and trying and parse.of(governor.i, "neg"):
            negated = True
    if governor.pos == "ADJ" and governor.lemma in _UNABLE:
        unable = True
    if governor.pos == "NOUN" and verb.dep == "acl" and verb.tag == "VB" and governor.lemma in _LACKS:
        unable = _LACKS[governor.lemma] == "unable"
        failed = not unable
    if verb.dep == "conj" and not parse.of(verb.i, "nsubj", "nsubjpass") and governor.pos in {"VERB", "AUX"}:
        cc = {one.text.lower() for one in parse.of(governor.i, "cc")}
        if "or" in cc and parse.of(governor.i, "neg"):
            negated = True
    if unable or (negated and _CANNOT & set(auxiliaries)):
        return "-", "unable"
    if negated or subject or thing or failed:
        return "-", "reported" if not subject else "none"
    return "+", "none"


def _is_no_longer(parse: Parse, adverb: Token) -> bool:
    before = parse.tokens[adverb.i - 1].text.lower() if adverb.i else ""
    return adverb.text.lower() == "longer" and before == "no"


def governed_away(parse: Parse, gerund: Token) -> bool:
    """Say whether a gerund is what somebody keeps from, or is kept from: "refrained from answering"."""
    preposition = parse.tokens[gerund.head]
    kept = preposition.lemma.lower() in {"from", "against"} and parse.tokens[preposition.head].lemma in _KEEPS_FROM
    return kept or [one.text.lower() for one in parse.tokens[max(preposition.i - 1, 0) : preposition.i + 1]] == [
        "clear",
        "of",
    ]


def is_only_in_prospect(parse: Parse, verb: int) -> bool:
    """Say whether a clause tells what is offered, planned, tried or wanted, not what is told to have happened."""
    token = parse.tokens[verb]
    if token.dep == "pcomp" and (governed_away(parse, token) or _is_sought(parse, token)):
        return True
    infinitive = token.tag == "VB" and any(one.text.lower() == "to" for one in parse.of(verb, "aux"))
    governor = parse.tokens[token.head]
    if token.dep == "conj" and governor.i != verb and not parse.of(verb, "nsubj", "nsubjpass") and token.tag == "VB":
        return is_only_in_prospect(parse, governor.i)
    if governor.i != verb and governor.lemma in _IMPLICATIVE and token.tag == "VB" and token.dep in {"xcomp", "ccomp"}:
        return _is_not_yet(parse, governor) or is_only_in_prospect(parse, governor.i)
    if not infinitive or governor.i == verb:
        return False
    if governor.pos == "NOUN":
        return governor.lemma not in _LACKS
    if parse.of(verb, "neg") and governor.lemma in _RESOLVED:
        return False  # who chooses not to do a thing does not do it
    return governor.lemma not in _IMPLICATIVE and governor.lemma not in _WANTED and governor.lemma not in _UNABLE


def is_left_open(parse: Parse, verb: int) -> bool:
    """Say whether a clause is one of two ways that it may be: "too early to tell whether …"."""
    token = parse.tokens[verb]
    if token.dep == "conj" and token.head != verb and not parse.of(verb, "nsubj", "nsubjpass"):
        return is_left_open(parse, token.head)
    return token.dep in {"ccomp", "pcomp", "csubj"} and "whether" in _marks(parse, verb)


def is_to_come(parse: Parse, verb: int) -> bool:
    """Say whether a clause tells what will or would be: "will be president" makes nobody president."""
    auxiliaries = {one.text.lower() for one in parse.of(verb, "aux")}
    return bool(auxiliaries & {"will", "shall", "'ll", "’ll", "wo", "would"}) and "have" not in auxiliaries


def _is_sought(parse: Parse, gerund: Token) -> bool:
    preposition = parse.tokens[gerund.head]
    return preposition.lemma.lower() in _SEEKS_WITH and parse.tokens[preposition.head].lemma in _SEEKING


def _is_not_yet(parse: Parse, governor: Token) -> bool:
    """Say whether what is let or made happen has not: "cannot allow it to leave", "would force it to leave"."""
    auxiliaries = {one.text.lower() for one in parse.of(governor.i, "aux")}
    return governor.lemma in _LETTING and bool(parse.of(governor.i, "neg") or auxiliaries & _TO_COME)


def _negates(parse: Parse, noun: Token) -> bool:
    return noun.text.lower() in _NEGATING_SUBJECTS or any(
        one.text.lower() in {"no", "neither"} for one in parse.of(noun.i, "det", "neg", "preconj")
    )


def _hedge(parse: Parse, verb: Token, auxiliaries: list[str], vocabulary: Vocabulary) -> str | None:
    if _MAY & set(auxiliaries) or ("could" in auxiliaries and "have" in auxiliaries):
        return "possible"
    if verb.dep == "ccomp" and parse.tokens[verb.head].lemma in read_list("modalities")["unsettled"]["verbs"]:
        return "possible"
    near = {one.text.lower() for one in parse.of(verb.i, "advmod", "acomp")} | {
        one.lemma for one in parse.of(verb.i, "advmod")
    }
    governor = parse.tokens[verb.head]
    if verb.dep == "xcomp" and governor.i != verb.i:
        near |= {governor.lemma, *(one.lemma for one in parse.of(governor.i, "acomp", "advmod"))}
        if governor.lemma in {"say", "report", "think", "believe", "rumour", "rumor"} and parse.of(
            governor.i, "auxpass"
        ):
            return "said-to"
    first = parse.sentences[verb.sentence].first
    before = " ".join(one.text.lower() for one in parse.tokens[max(first, verb.i - 4) : verb.i])
    signs, phrase = _signs(tuple(vocabulary.hedges.values()))
    found = phrase.search(before)
    return signs[found[0]] if found else next((hedge for word, hedge in signs.items() if word in near), None)


@cache
def _signs(hedges: tuple[Hedge, ...]) -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Return each word or phrase with the hedge that it is, and a pattern of the phrases."""
    modal = {"may", "might", "could", "suggest", "indicate", "hint", "imply", "point to"}
    signs = {word: hedge.id for hedge in hedges for word in hedge.words if word not in modal}
    phrases = sorted((re.escape(word) for word in signs if " " in word), key=len, reverse=True)
    return signs, re.compile(rf"\b(?:{'|'.join(phrases)})\b")
