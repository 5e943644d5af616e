"""Stage 10d, second part: rounds: which attempt a stance belongs to, and whether agreement was found."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from delian.coding.clauses import Clause
from delian.coding.modality import Manner
from delian.coding.notebook import Act, Notebook
from delian.coding.proposers.proposer import Proposal
from delian.coding.what.candidates import sole_office
from delian.coding.what.mediation import BETWEEN, note_mediation
from delian.coding.what.slate import Slate, phrase
from delian.plugins import read_list

Names = Callable[[str], str]
_OF_CANDIDATES = frozenset(
    {"nominate", "endorse", "veto", "reject"}
)  # types of event that happen to candidates in a round
_NUMBERS = re.compile(
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|latest|\d+(?:st|nd|rd|th)"
)
_DURING = frozenset({"in", "at", "during", "after", "since", "before", "until"})
_LACKING = frozenset({"have", "find", "field", "offer", "produce", "present"})


@dataclass(frozen=True, slots=True)
class Search:
    """What the search of a text for agreement is read with.

    Attributes:
        notebook: Where readings go.
        slate: Issues, options and rounds.
        words: Lists of words.
        office: The one office that the text tells is to be filled, if it is but one.
        names: Name of an actor.
    """

    notebook: Notebook
    slate: Slate
    words: Mapping[str, list[str]]
    office: str | None
    names: Names


def note_rounds(notebook: Notebook, slate: Slate, names: Names) -> None:
    """Note mediation and whether there was agreement, and put what is told of candidates into its round."""
    mediators = note_mediation(notebook)
    search = Search(notebook, slate, read_list("rounds")["search"], sole_office(notebook), names)
    done = {act.place for act in notebook.acts}
    for clause in notebook.clauses.values():
        if clause.verb not in done or (clause.passive and not clause.subjects):
            _agreement(search, clause)
        if clause.verb not in done:
            _without_agreement(search, clause)
            _no_candidate(search, clause)
    _into_rounds(search, mediators)


def _agreement(search: Search, clause: Clause) -> None:
    """Note "X could not reach a consensus on the name", "no agreement was found between them"."""
    scene, parse = search.notebook.scene, search.notebook.scene.parse
    found = [head for head in clause.objects if parse.tokens[head].lemma in search.words["found"]]
    if not found or parse.tokens[clause.verb].lemma not in search.words["finding"]:
        return
    subjects = scene.who(clause.subjects)
    among = tuple(one for head in found for one in scene.of_whom(head, *BETWEEN, "with"))
    among += scene.who(clause.after(*BETWEEN, "with"))
    if clause.passive and not subjects:
        subjects, among = among, ()
    if subjects or clause.passive:
        _agreed(search, clause.verb, subjects, among, search.notebook.manner(clause.verb), found)


def _without_agreement(search: Search, clause: Clause) -> None:
    """Note "the talks ended without agreement"."""
    scene, parse = search.notebook.scene, search.notebook.scene.parse
    talks = [head for head in clause.subjects if parse.tokens[head].lemma in search.words["talks"]]
    if not talks or parse.tokens[clause.verb].lemma not in search.words["ending"] or clause.passive:
        return
    wanted = {*search.words["found"], "deal", "result"}
    if any(parse.tokens[head].lemma in wanted for head in clause.after("without")):
        parties = tuple(one for head in talks for one in (*scene.of_whom(head, *BETWEEN), *scene.owner(head)))
        put = search.notebook.manner(clause.verb)
        _agreed(search, clause.verb, parties, (), Manner(put.modality, "-", "reported", put.hedge), talks)


def _agreed(
    search: Search, at: int, subjects: tuple[str, ...], among: tuple[str, ...], put: Manner, near: Sequence[int]
) -> None:
    """Note an agreement or its lack; in the search for an office, as a round whose mediator is who sought it among others."""
    notebook = search.notebook
    others = tuple(dict.fromkeys(one for one in among if one not in subjects))
    scope = None
    if search.office and any(_speaks_of(notebook, i, search.office) for i in (at, *near)):
        mediator = subjects[0] if len(subjects) == 1 and others else None
        issue = search.slate.issue(f"Who becomes {search.office}")
        scope = search.slate.round(f"the search for a {search.office}", issue, mediator)
    notebook.drop_act(at)  # "no agreement was reached between them": what the verb alone tells is less
    token = notebook.scene.parse.tokens[at]
    whole = token.head if token.dep == "xcomp" else at  # with "failed to"
    event = notebook.mint(notebook.label_of(subjects, "agreement", others, search.names))
    label = f"act-{at}"
    noted = notebook.propose(
        "event-phrase",
        "event",
        "agree",
        at,
        extent=notebook.scene.extent(whole),
        how=put,
        label=label,
        subject=subjects,
        object=others,
        event=event,
        scope=scope,
    )
    notebook.note_act(Act(event, at, "agree", subjects, others, label if noted else ""))


def _speaks_of(notebook: Notebook, i: int, office: str) -> bool:
    parse = notebook.scene.parse
    return office in " ".join(parse.tokens[j].text.lower() for j in parse.subtree(i))


def _no_candidate(search: Search, clause: Clause) -> None:
    """Note "the Bloc has no candidate": it put nobody forward."""
    notebook, parse = search.notebook, search.notebook.scene.parse
    lacks = [
        head
        for head in clause.objects
        if parse.tokens[head].lemma in search.words["candidates"]
        and any(one.lemma.lower() == "no" for one in parse.of(head, "det"))
    ]
    subjects = notebook.scene.who(clause.subjects)
    if lacks and subjects and parse.tokens[clause.verb].lemma in _LACKING:
        put = replace(notebook.manner(clause.verb), polarity="-", absence="reported")
        event = notebook.mint(notebook.label_of(subjects, "candidate", (), search.names))
        notebook.propose("event", "event", "nominate", clause.verb, how=put, subject=subjects, event=event)


def _into_rounds(search: Search, mediators: Sequence[str]) -> None:
    """Give what is told of candidates its round: the one named in its sentence, or before it in its paragraph."""
    notebook = search.notebook
    rounds = tuple(_rounds(notebook, search.words["rounds"]))
    for n, one in enumerate(notebook.proposals if rounds else ()):
        option = _option_of(search.slate, one)
        round_ = _round_at(notebook, rounds, one.quoted[0].start or 0) if option else None
        if option is None or round_ is None or one.scope is not None:
            continue
        present = [who for who in mediators if _is_in(notebook, who, _paragraph(notebook, round_))]
        mediator = present[0] if len(present) == 1 else None
        label = phrase(notebook.scene, round_, search.names)
        scope = search.slate.round(label, search.slate.issue_of(option), mediator)
        notebook.proposals[n] = replace(one, scope=scope)


def _option_of(slate: Slate, one: Proposal) -> str | None:
    """Return the candidate that a stance or an act is about, as an option."""
    if one.kind == "stance":
        return next((name for name in one.object if name in slate.candidates.values()), None)
    if one.kind == "event" and one.relation in _OF_CANDIDATES:
        return next((slate.candidates[name] for name in one.object if name in slate.candidates), None)
    return None


def _rounds(notebook: Notebook, nouns: Sequence[str]) -> Iterator[int]:
    """Yield the heads of phrases that name a round with its number, and no supposed one."""
    parse = notebook.scene.parse
    for token in parse.tokens:
        if token.pos == "NOUN" and token.lemma in nouns:
            above = parse.tokens[token.head]
            held = token.dep.startswith("nsubj") or (token.dep == "pobj" and above.text.lower() in _DURING)
            numbered = held and any(_NUMBERS.fullmatch(one.text.lower()) for one in parse.of(token.i, "amod"))
            verb = next((one.i for one in parse.ancestors(token.i) if one.pos in {"VERB", "AUX"}), None)
            if numbered and (verb is None or notebook.manner(verb).modality in {"asserted", "hedged"}):
                yield token.i


def _paragraph(notebook: Notebook, i: int) -> int:
    parse = notebook.scene.parse
    return parse.sentences[parse.tokens[i].sentence].paragraph


def _round_at(notebook: Notebook, rounds: Sequence[int], start: int) -> int | None:
    parse = notebook.scene.parse
    here = parse.sentences[bisect_right(parse.sentences, start, key=lambda one: parse.tokens[one.first].start) - 1]
    known = [i for i in rounds if i < here.last and _paragraph(notebook, i) == here.paragraph]
    return known[-1] if known else None


def _is_in(notebook: Notebook, actor: str, paragraph: int) -> bool:
    scene = notebook.scene
    return any(
        of == actor and _paragraph(notebook, one.head) == paragraph
        for one, of in zip(scene.mentions, scene.of, strict=True)
    )
