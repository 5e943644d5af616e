"""Stage 12b: causes and suppositions: verbs, because-clauses, and what would have been."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from delian.coding.acts import follows
from delian.coding.clauses import Clause
from delian.coding.modality import Manner
from delian.coding.notebook import Notebook
from delian.coding.parse import Parse
from delian.coding.proposers.proposer import CauseEnds
from delian.model.claim import Grade

_BECAUSE = frozenset({"because"})
_LABEL = 10  # words of an event's label
_THAT = frozenset({"this", "that", "it", "which"})


def note_causes(notebook: Notebook) -> None:
    """Note what the text says brought what about; both ends are readings already noted, else nothing is."""
    for clause in notebook.clauses.values():
        _cause_verb(notebook, clause)
        _because(notebook, clause)
        _contrary(notebook, clause)


def _cause_verb(notebook: Notebook, clause: Clause) -> None:
    parse = notebook.scene.parse
    token = parse.tokens[clause.verb]
    phrase = _has_phrase(notebook, clause, "forward_phrases")
    forward = phrase or token.lemma in notebook.lexicon.causes["forward"]
    backward = _has_phrase(notebook, clause, "backward_phrases")
    if not (forward or backward):
        return
    if phrase and clause.passive and not parse.of(token.i, "auxpass"):  # "the raid led to war", read as a participle
        clause = replace(clause, subjects=clause.objects, objects=(), passive=False)
    heads = _subject_heads(clause)
    under = set(parse.subtree(clause.verb))
    subject = [i for head in heads for i in parse.subtree(head) if head in under or i not in under]
    rest = [i for i in parse.subtree(clause.verb) if i not in subject and i > clause.verb]
    causes = _end(notebook, subject, heads) or list(_label_before(notebook, clause))
    effects = _end(notebook, rest, _after_heads(notebook, clause))
    if backward or clause.passive:
        causes, effects = effects, causes
    _note(notebook, clause.verb, causes, effects, "cause-verb", _grade(notebook, clause))


def _after_heads(notebook: Notebook, clause: Clause) -> Sequence[int]:
    """Return the heads of what follows a verb of cause: its object, its infinitive, or what a preposition brings in."""
    parse = notebook.scene.parse
    if clause.passive:
        return clause.subjects
    infinitives = [one.i for one in parse.of(clause.verb, "xcomp", "ccomp")]
    gerunds = [inner.i for one in parse.of(clause.verb, "prep") for inner in parse.of(one.i, "pcomp")]
    return (*infinitives, *gerunds, *clause.objects, *(head for _, head in clause.preposed))


def _end(notebook: Notebook, places: Sequence[int], heads: Sequence[int]) -> list[str]:
    """Return one end of a cause: a reading noted there, else an event in the words of the phrase."""
    noted = [notebook.labels[i] for i in sorted(places) if i in notebook.labels]
    if noted:
        return noted[:1]
    parse = notebook.scene.parse
    for head in heads:
        token = parse.tokens[head]
        if token.pos in {"NOUN", "VERB"} and token.text.lower() not in _THAT and len(parse.subtree(head)) > 1:
            words = [parse.tokens[i] for i in parse.subtree(head)][:_LABEL]
            label = parse.text[words[0].start : words[-1].end]
            return [notebook.mint(" ".join(label.replace("*", "").split()))]
    return []


def _subject_heads(clause: Clause) -> Sequence[int]:
    return clause.objects[:1] if clause.passive else clause.subjects


def _has_phrase(notebook: Notebook, clause: Clause, group: str) -> bool:
    parse = notebook.scene.parse
    lemma = parse.tokens[clause.verb].lemma
    for phrase in notebook.lexicon.causes[group]:
        first, *rest = phrase.split()
        if first == lemma and follows(parse, clause.verb, tuple(rest)):
            return True
    return False


def _grade(notebook: Notebook, clause: Clause) -> Grade:
    lemma = notebook.scene.parse.tokens[clause.verb].lemma
    if any(word.split()[0] == lemma for word in notebook.lexicon.causes["enabling"]):
        return "enabling"
    return "partial"


def _labels_in(notebook: Notebook, places: Sequence[int]) -> Iterator[str]:
    """Yield the labels of readings at those tokens, in order."""
    for i in sorted(places):
        if i in notebook.labels:
            yield notebook.labels[i]


def _label_before(notebook: Notebook, clause: Clause) -> Iterator[str]:
    """Yield what "this" means as a cause: the last reading of the sentence before."""
    parse = notebook.scene.parse
    heads = _subject_heads(clause)
    if not heads or not any(
        parse.tokens[head].text.lower() in _THAT or any(one.text.lower() in _THAT for one in parse.of(head, "det"))
        for head in heads
    ):
        return
    sentence = parse.tokens[clause.verb].sentence
    first = parse.sentences[sentence].first
    earlier = [i for i in notebook.labels if i < first and sentence - parse.tokens[i].sentence == 1]
    if earlier:
        yield notebook.labels[max(earlier)]


def _because(notebook: Notebook, clause: Clause) -> None:
    """Note "B because A", and "B not because C but because A" as two causes set against each other."""
    parse = notebook.scene.parse
    beside = [
        one
        for one in _joined(notebook, clause.verb)
        if {mark.text.lower() for mark in parse.of(one, "mark")} & _BECAUSE
    ]
    if not beside:
        return
    own = notebook.labels.get(clause.verb)
    effect = [own] if own else [notebook.mint(_words(notebook, clause.verb))]
    labels = [f"cause-{one}" for one in beside]
    for one, label in zip(beside, labels, strict=True):
        denied = any(
            token.text.lower() == "not" for token in parse.tokens[max(_first(parse, one) - 2, 0) : _first(parse, one)]
        )
        causes = list(_labels_in(notebook, parse.subtree(one)))[:1] or [notebook.mint(_words(notebook, one))]
        _note(
            notebook,
            clause.verb,
            causes,
            effect,
            "cause-because",
            "partial",
            how=Manner(notebook.manner(clause.verb).modality, "-" if denied else "+"),
            whole=True,
            label=label,
            contrast=[other for other in labels if other != label],
        )


def _joined(notebook: Notebook, verb: int) -> Iterator[int]:
    parse = notebook.scene.parse
    for one in parse.of(verb, "advcl", "xcomp", "ccomp"):
        yield one.i
        yield from (other.i for other in parse.of(one.i, "conj"))


def _first(parse: Parse, verb: int) -> int:
    marks = [one.i for one in parse.of(verb, "mark")]
    return min(marks) if marks else verb


def _words(notebook: Notebook, verb: int) -> str:
    extent = notebook.scene.extent(verb)
    words = notebook.scene.parse.text[extent.start : extent.end].replace("*", "").split()
    return " ".join(words[:_LABEL])


def _contrary(notebook: Notebook, clause: Clause) -> None:
    """Note "had A done this, B would not have done that": both ends contrary to fact."""
    parse = notebook.scene.parse
    if notebook.manner(clause.verb).modality != "counterfactual":
        return
    for beside in parse.of(clause.verb, "advcl"):
        if notebook.manner(beside.i).modality != "counterfactual":
            continue
        causes = list(_labels_in(notebook, parse.subtree(beside.i)))
        under = set(parse.subtree(beside.i))
        effects = list(_labels_in(notebook, [i for i in parse.subtree(clause.verb) if i not in under]))
        _note(
            notebook,
            clause.verb,
            causes[:1],
            effects[:1],
            "counterfactual",
            "partial",
            how=Manner("counterfactual"),
            whole=True,
        )


def _note(
    notebook: Notebook,
    at: int,
    causes: Sequence[str],
    effects: Sequence[str],
    family: str,
    grade: Grade,
    *,
    how: Manner | None = None,
    whole: bool = False,
    label: str = "",
    contrast: Sequence[str] = (),
) -> None:
    if not causes or not effects or set(causes) & set(effects):
        return
    parse = notebook.scene.parse
    extent = parse.extent(parse.subtree(at)) if whole else None
    ends = CauseEnds(tuple(causes), tuple(effects), tuple(contrast), grade)
    put = how or notebook.manner(at)
    if put.absence == "reported":
        put = Manner(put.modality, put.polarity, "none", put.hedge)
    notebook.propose(family, "cause", "causes", at, extent=extent, how=put, cause=ends, label=label, timed=False)
