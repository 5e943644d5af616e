"""Who tells, and where their words end: the grammar around a verb of saying or thinking."""

from delian.coding.clauses import subjects_of
from delian.coding.lexicon import Lexicon
from delian.coding.parse import Parse, Token

VERBAL = frozenset({"VERB", "AUX"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# Pronouns that stand for a thing or a fact, never for somebody.
THINGS = frozenset({"it", "this", "that", "which", "what", "these", "those"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_GRANTING = frozenset({"though", "although"})


def source_of(parse: Parse, cue: int, lexicon: Lexicon) -> int | None:
    """Return the head of whoever a verb lets speak; of a relative pronoun, what it stands for."""
    if is_passive(parse, cue):
        return next((inner.i for by in parse.of(cue, "agent") for inner in parse.of(by.i, "pobj")), None)
    if opens_sentence(parse, parse.tokens[cue]) and parse.tokens[cue].dep == "compound":
        return parse.tokens[cue].head
    above = _matrix_cue(parse, parse.tokens[cue], lexicon)
    subjects = subjects_of(parse, above if above is not None else cue)
    if not subjects:
        return None
    subject = parse.tokens[subjects[0]]
    if opens_content(parse, subject, cue):
        return None
    if subject.text.lower() in _RELATIVE and subject.dep in SUBJECTS:
        verb = next((one for one in (parse.tokens[cue], *parse.ancestors(cue)) if one.dep == "relcl"), None)
        return verb.head if verb is not None else subject.i
    return subject.i


def _matrix_cue(parse: Parse, verb: Token, lexicon: Lexicon) -> int | None:
    """Return the verb of saying whose subject goes on with `verb`, where the parser joins it to what is said."""
    head = parse.tokens[verb.head]
    if verb.dep not in {"conj", "advcl"} or parse.of(verb.i, *SUBJECTS):
        return None
    above = [parse.tokens[head.head]] if head.dep == "ccomp" else parse.of(head.i, "parataxis")
    return next(
        (one.i for one in above if one.i not in {head.i, verb.i} and goes_on(parse, verb, head, one, lexicon)), None
    )


def goes_on(parse: Parse, verb: Token, head: Token, cue: Token, lexicon: Lexicon) -> bool:
    """Say whether a verb joined to what is said is the teller's next act: no subject, the cue's tense, behind a comma.

    So are what is granted, "said that it was calm, though the gates stayed shut", what is added, ", adding that …",
    and a sentence of its own behind a clause with "that": "said that it was calm, and the gates were shut".
    """
    comma = any(one.text == "," for one in parse.tokens[max(parse.subtree(verb.i)[0] - 2, head.i) : verb.i])
    if verb.dep == "advcl":
        marks = {one.text.lower() for one in parse.of(verb.i, "mark") if parse.tokens[one.i - 1].text.lower() != "even"}
        added = verb.tag == "VBG" and verb.lemma in lexicon.telling and not parse.of(verb.i, *SUBJECTS)
        return comma and verb.i > head.i and (bool(marks & _GRANTING) or added)
    if comma and has_that(parse, head) and parse.of(verb.i, *SUBJECTS) and verb.pos in VERBAL:
        return verb.i > cue.i and not has_that(parse, verb)
    if verb.pos not in VERBAL or parse.of(verb.i, *SUBJECTS) or verb.tag != cue.tag or not parse.of(head.i, *SUBJECTS):
        return False
    return verb.i > cue.i and (comma or verb.lemma in lexicon.telling)


def opens_sentence(parse: Parse, cue: Token) -> bool:
    """Say whether a finite verb opens its sentence: "Said Brandt: …", which the parser takes for a name."""
    return parse.sentences[cue.sentence].first == cue.i and cue.tag in {"VBD", "VBZ", "VBN"}


def opens_content(parse: Parse, subject: Token, cue: int) -> bool:
    """Say whether a subject behind a verb is that of the clause that follows: "explaining the guild had left"."""
    return subject.head == cue and subject.i > cue and any(one.i > subject.i for one in parse.of(cue, "ccomp", "xcomp"))


def is_aside(parse: Parse, verb: Token, lexicon: Lexicon) -> bool:
    """Say whether a verb of saying with nothing but a subject is set between marks: "…, he said, …"."""
    subjects = parse.of(verb.i, "nsubj")
    if verb.lemma not in lexicon.telling or not subjects or parse.of(verb.i, "ccomp", "xcomp", "dobj", "mark"):
        return False
    own = sorted(set(parse.subtree(verb.i)) - set(before_subject(parse, verb)))
    words = [i for i in own if parse.tokens[i].pos != "PUNCT"]
    if words[0] == parse.sentences[verb.sentence].first:
        return False
    return parse.tokens[words[0] - 1].pos == "PUNCT" and not word_after(parse, words[-1]).isalnum()


def before_subject(parse: Parse, cue: Token) -> list[int]:
    """Return what hangs on an aside but stands before its subject: "If they leave, he said, …"."""
    subject = min((one.i for one in parse.of(cue.i, "nsubj")), default=cue.i)
    return [
        i
        for one in parse.of(cue.i, "advcl", "prep", "npadvmod", "advmod")
        if one.i < subject and one.text.lower() != "as"
        for i in parse.subtree(one.i)
    ]


def is_passive(parse: Parse, verb: int) -> bool:
    """Say whether a verb is passive, as a participle after a noun is."""
    token = parse.tokens[verb]
    return bool(parse.of(verb, "auxpass", "nsubjpass")) or (token.dep == "acl" and token.tag == "VBN")


def is_finite(parse: Parse, verb: Token) -> bool:
    """Say whether a verb or an auxiliary of it has a tense."""
    return any(one.tag in FINITE for one in (verb, *parse.of(verb.i, "aux", "auxpass")))


def has_that(parse: Parse, verb: Token) -> bool:
    """Say whether a clause begins with "that"."""
    return any(one.text.lower() == "that" for one in parse.of(verb.i, "mark"))


def is_to(parse: Parse, verb: Token) -> bool:
    """Say whether a verb is an infinitive with "to"."""
    return verb.tag == "VB" and any(one.text.lower() == "to" for one in parse.of(verb.i, "aux"))


def word_after(parse: Parse, i: int) -> str:
    """Return the word after token `i`; empty at the end of the text."""
    return parse.tokens[i + 1].text if i + 1 < len(parse.tokens) else ""
