"""Stage 10a: events: verbs and phrases of the codebook with who did what to whom, and nouns that name an act."""

from collections.abc import Callable, Mapping

from delian.coding.clauses import Clause
from delian.coding.modality import Manner
from delian.coding.notebook import Act, Notebook
from delian.coding.parse import Parse
from delian.model.vocabulary import EventType, Vocabulary

# Verbs that bring in another clause: with one they only tell who says so, unless saying it is itself the act.
_PLAIN_SPEECH = frozenset({"say", "tell", "state", "add", "note", "explain", "write", "report"})
_AGAINST = ("against", "on", "at", "to", "with", "from", "over")
_NOUN_BY = ("by",)
_NOUN_OF = ("against", "on", "at", "with", "to")
# Types whose noun takes its object with "of": "the killing of the envoy", but "the retreat of the garrison".
_OF_OBJECT = frozenset("assault coerce sanction aid nominate endorse veto support reject accuse".split())
_PARTICLES = frozenset({"in", "out", "down", "up", "over", "back", "off", "away", "together", "apart", "around"})
_PREPOSITIONS = frozenset({"on", "to", "with", "for", "at", "against", "from", "by", "of", "into"})
# Verbs that are an act against somebody, or for somebody, only where somebody is their object.
# Verbs of force that also tell of hard words.
_VERBAL_TOO = frozenset({"attack", "hit", "strike", "assault", "savage", "bash", "pound", "target", "slam", "blast"})
_NEEDS_SOMEBODY = frozenset(
    {"release", "free", "defend", "host", "receive", "name", "choose", "select", "pick", "help", "encourage"}
)
_WINDOW = 7  # tokens in which the words of a phrase follow its verb
Names = Callable[[str], str]


def by_verb(vocabulary: Vocabulary) -> Mapping[str, str]:
    """Return event verbs with the type that they report."""
    return {lemma: name for name, one in vocabulary.events.items() for lemma in one.lemmas}


def by_noun(vocabulary: Vocabulary) -> Mapping[str, str]:
    """Return event nouns with the type that they name."""
    return {noun: name for name, one in vocabulary.events.items() for noun in one.nouns if " " not in noun}


def phrases(vocabulary: Vocabulary) -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
    """Return event phrases by their verb: the words after it, and the type; longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, one in vocabulary.events.items():
        for phrase in one.phrases:
            first, *rest = phrase.split()
            found.setdefault(first, []).append((tuple(rest), name))
    return {verb: sorted(rows, key=lambda row: -len(row[0])) for verb, rows in found.items()}


def follows(parse: Parse, verb: int, words: tuple[str, ...]) -> bool:
    """Say whether the words follow the verb in order, close by and in its sentence.

    A particle must stand right behind the verb ("gave in", not "gave a speech in"), a preposition must hang on it or on
    what stands between ("opened fire on").
    """
    i, last = verb + 1, min(verb + 1 + _WINDOW, parse.sentences[parse.tokens[verb].sentence].last)
    for place, word in enumerate(words):
        while i < last and word not in {parse.tokens[i].lemma.lower(), parse.tokens[i].text.lower()}:
            i += 1
        if i >= last:
            return False
        if place == 0 and word in _PARTICLES and i != verb + 1 and parse.tokens[i].dep != "prt":
            return False
        if place == 0 and word in _PREPOSITIONS and parse.tokens[i].head != verb and i != verb + 1:
            return False
        i += 1
    return True


def note_acts(notebook: Notebook, names: Names) -> None:
    """Note the events that verbs report and nouns name."""
    verbs, nouns, sayings = by_verb(notebook.vocabulary), by_noun(notebook.vocabulary), phrases(notebook.vocabulary)
    for clause in notebook.clauses.values():
        _note_verb(notebook, clause, verbs, sayings, names)
    done = {act.place for act in notebook.acts}
    for token in notebook.scene.parse.tokens:
        if token.pos == "NOUN" and token.i not in done and token.lemma in nouns and token.dep != "compound":
            _note_noun(notebook, token.i, nouns[token.lemma], names)
    notebook.acts.sort(key=lambda act: act.place)


def _note_verb(
    notebook: Notebook,
    clause: Clause,
    verbs: Mapping[str, str],
    sayings: Mapping[str, list[tuple[tuple[str, ...], str]]],
    names: Names,
) -> None:
    parse, scene = notebook.scene.parse, notebook.scene
    token = parse.tokens[clause.verb]
    phrase = next((name for words, name in sayings.get(token.lemma, ()) if follows(parse, token.i, words)), None)
    name = phrase or verbs.get(token.lemma) or ("defect" if _leaves_body(notebook, clause) else None)
    if name is None:
        return
    if not _is_used_so(notebook, clause, name, phrase):
        return
    if token.lemma == "fire" and name == "sanction" and not _dismisses(notebook, clause):
        name = "assault"
    if token.lemma in _VERBAL_TOO and not phrase and _gives_reason(parse, token.i):
        name = "accuse"
    agents = scene.who(clause.subjects)
    recipients = _recipients(notebook, clause, phrased=phrase is not None)
    recipients = tuple(one for one in recipients if one not in agents)
    if not agents and not recipients:
        return
    event_type = notebook.vocabulary.events[name]
    if not clause.passive and not agents and not parse.of(token.i, "nsubj"):
        return
    speaking = token.lemma in notebook.lexicon.telling and bool(parse.of(token.i, "ccomp"))
    family = "speech-act" if speaking else "event-phrase" if phrase else "event"
    if speaking and (token.lemma in _PLAIN_SPEECH or _asks(notebook, token.i)):
        return
    if name == "nominate" and not (agents and recipients):
        return
    if token.lemma in _VERBAL_TOO and name == "assault" and agents and all(map(notebook.is_person, agents)):
        family = "event-verbal"
    _note(notebook, token.i, name, event_type, agents, recipients, family, names, token.lemma)


def _gives_reason(parse: Parse, verb: int) -> bool:
    """Say whether a verb has a reason behind it: "attacked the bishop for his sermon" is done with words."""
    return any(one.lemma.lower() in {"for", "over", "as"} for one in parse.of(verb, "prep"))


def _asks(notebook: Notebook, verb: int) -> bool:
    """Say whether a verb of speech brings in a question, which asks for nothing but an answer."""
    parse = notebook.scene.parse
    return any(
        child.tag in {"WP", "WRB", "WDT"} or child.text.lower() in {"whether", "if"}
        for one in parse.of(verb, "ccomp")
        for child in (parse.tokens[i] for i in parse.children[one.i])
    )


def _is_used_so(notebook: Notebook, clause: Clause, name: str, phrase: str | None) -> bool:
    """Say whether the verb has what it needs to mean the act: "call" alone names a thing, "call on" asks for one."""
    parse = notebook.scene.parse
    token = parse.tokens[clause.verb]
    if not phrase and token.lemma in _NEEDS_SOMEBODY and not notebook.scene.who(clause.objects):
        return False
    struck = [
        *notebook.scene.who(clause.objects),
        *(one for head in clause.objects for one in notebook.scene.owner(head)),
    ]
    if token.lemma == "hit" and clause.objects and not struck:
        return False  # "hit the stage"
    if token.lemma == "meet" and clause.objects and not notebook.scene.who(clause.objects):
        return False  # "meet the bar"
    if name == "coerce" and not phrase and not clause.passive and not clause.objects:
        return False  # "seized upon the report"
    if name != "request" or phrase:
        return True
    return token.lemma != "call" and bool(parse.of(token.i, "dobj", "xcomp", "ccomp", "prep", "dative"))


def _leaves_body(notebook: Notebook, clause: Clause) -> bool:
    """Say whether somebody leaves an alliance, a party or the like: "Serra left the pact"."""
    scene = notebook.scene
    if scene.parse.tokens[clause.verb].lemma not in {"leave", "abandon", "quit"} or clause.passive:
        return False
    left = [scene.mention(head) for head in clause.objects]
    return any(
        one is not None
        and (one.kind == "organisation" or scene.parse.tokens[one.head].lemma.lower() in notebook.lexicon.organisation)
        for one in left
    )


def _dismisses(notebook: Notebook, clause: Clause) -> bool:
    """Say whether "fire" takes a person as its object."""
    return any(notebook.is_person(actor) for actor in notebook.scene.who(clause.objects))


def _recipients(notebook: Notebook, clause: Clause, *, phrased: bool) -> tuple[str, ...]:
    """Return whom the act is done to: its objects, the owners of its objects, or whom a preposition brings in."""
    scene = notebook.scene
    direct = scene.who(clause.objects)
    if direct:
        return direct
    indirect = scene.who(clause.after(*_AGAINST))
    if indirect:
        return indirect
    inner = [one for head in clause.objects for one in scene.of_whom(head, *_AGAINST, "of")]
    owners = [one for head in clause.objects for one in scene.owner(head)]
    if phrased or not clause.passive:
        return tuple(dict.fromkeys(inner or owners))
    return tuple(dict.fromkeys(owners or inner))


def _note(
    notebook: Notebook,
    at: int,
    name: str,
    event_type: EventType,
    agents: tuple[str, ...],
    recipients: tuple[str, ...],
    family: str,
    names: Names,
    what: str,
) -> None:
    put = notebook.manner(at)
    event = notebook.mint(notebook.label_of(agents, what, recipients, names))
    label = f"act-{at}"
    noted = notebook.propose(
        family,
        "event",
        name,
        at,
        how=put,
        label=label,
        subject=agents,
        object=recipients,
        event=event,
        mode=_mode(notebook, event_type, at),
        place=_place(notebook, at),
    )
    notebook.note_act(Act(event, at, name, agents, recipients, label if noted else ""))


def _mode(notebook: Notebook, event_type: EventType, at: int) -> str | None:
    extent = notebook.scene.extent(at)
    parse = notebook.scene.parse
    sentence = parse.words(parse.sentences[parse.tokens[at].sentence])
    words = {token.lemma.lower() for token in sentence if extent.start <= token.start < extent.end}
    return next((mode for mode, signs in event_type.mode_words.items() if words & set(signs)), None)


def _place(notebook: Notebook, at: int) -> str | None:
    """Return the place of the event: a name of a place that "in" or "at" brings in."""
    scene = notebook.scene
    for preposition in scene.parse.of(at, "prep"):
        if preposition.lemma.lower() in {"in", "at", "near", "outside"}:
            for inner in scene.parse.of(preposition.i, "pobj"):
                found = scene.mention(inner.i)
                if found is not None and found.kind == "place" and found.form == "name":
                    return scene.one(inner.i)
    return None


def _note_noun(notebook: Notebook, at: int, name: str, names: Names) -> None:
    """Note an act that a noun names, such as "the league's blockade of the port", where an actor is tied to it."""
    scene, parse = notebook.scene, notebook.scene.parse
    event_type = notebook.vocabulary.events[name]
    token = parse.tokens[at]
    governor = parse.tokens[token.head]
    if (
        token.dep == "dobj"
        and governor.lemma in {"have", "hold", "give", "make", "take"}
        and governor.i in {act.place for act in notebook.acts}
    ):
        return
    agents = tuple(dict.fromkeys((*scene.of_whom(at, *_NOUN_BY), *scene.owner(at))))
    recipients = scene.of_whom(at, *_NOUN_OF)
    of = scene.of_whom(at, "of")
    if of and name in _OF_OBJECT:
        recipients = recipients or of
    elif of and not agents:
        agents = of
    if not agents and not recipients:
        return
    recipients = tuple(one for one in recipients if one not in agents)
    extent = parse.extent([i for i in parse.subtree(at) if not _in_side_clause(parse, i, at)])
    event = notebook.mint(notebook.label_of(agents, token.lemma, recipients, names))
    label = f"act-{at}"
    noted = notebook.propose(
        "event-noun",
        "event",
        name,
        at,
        extent=extent,
        how=_noun_manner(notebook, at),
        label=label,
        subject=agents,
        object=recipients,
        event=event,
        mode=_mode(notebook, event_type, at),
    )
    notebook.note_act(Act(event, at, name, agents, recipients, label if noted else ""))


def _in_side_clause(parse: Parse, i: int, noun: int) -> bool:
    while i != noun:
        if parse.tokens[i].dep in {"relcl", "appos", "conj", "cc"} or parse.tokens[i].dep == "advcl":
            return True
        i = parse.tokens[i].head
    return False


def _noun_manner(notebook: Notebook, at: int) -> Manner:
    """Return how a noun's act is put: as its clause where that is unreal, else as told."""
    for above in notebook.scene.parse.ancestors(at):
        if above.pos in {"VERB", "AUX"}:
            put = notebook.manner(above.i)
            unreal = put.modality in {"conditional", "counterfactual", "normative", "question"}
            return Manner(put.modality if unreal else "asserted")
    return Manner()
