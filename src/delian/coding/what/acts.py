"""Stage 10a: events: what verbs report and nouns name by the codebook, with who did what to whom.

An act under another is typed with it: what is agreed, planned or threatened to be done has not happened, and is no claim of its
own; it tells the mode of the act above it, and to whom that was done where nothing else does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from delian.coding.clauses import Clause, Scene
from delian.coding.modality import Manner
from delian.coding.notebook import Act, Notebook
from delian.coding.parse import Parse, Token
from delian.coding.what.codebook import Reading, codebook, raised
from delian.model.text import Extent
from delian.model.vocabulary import EventType

# Verbs that bring in another clause: with one they only tell who says so, unless saying it is itself the act.
_PLAIN_SPEECH = frozenset({"say", "tell", "state", "add", "note", "explain", "write", "report"})
_AGAINST = ("against", "on", "to", "with", "from", "over", "upon", "for", "into", "toward", "towards", "between")
_AT = frozenset({"assault", "protest", "threaten", "accuse", "object", "mobilize"})  # types aimed "at" somebody
_NOUN_BY = ("by",)
_NOUN_OF = ("against", "on", "at", "with", "to", "between", "for")
_DONE_BY = ("from", "by", "of")  # who did it, after "came under attack"
# Types whose noun takes its object with "of": "the killing of the envoy", but "the retreat of the garrison".
_OF_OBJECT = frozenset("assault coerce sanction aid nominate endorse veto support reject accuse".split())
_PARTICLES = frozenset({"in", "out", "down", "up", "over", "back", "off", "away", "together", "apart", "around"})
_PREPOSITIONS = frozenset({"on", "to", "with", "for", "at", "against", "from", "by", "of", "into"})
_CALLS_BACK = frozenset({"withdraw", "pull", "recall"})
# Verbs of force that also tell of hard words.
_VERBAL_TOO = frozenset({"attack", "hit", "strike", "assault", "savage", "bash", "pound", "target", "slam", "blast"})
_KEEPING = frozenset(
    {"finance", "fund", "bankroll", "sponsor", "subsidise", "subsidize", "supply", "train", "equip", "arm"}
)
_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo", "would"})
_MUST = frozenset({"must", "should", "ought"})
_WINDOW = 7  # tokens in which the words of a phrase follow its verb
Names = Callable[[str], str]


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


@dataclass(frozen=True, slots=True)
class _Acted:
    """What a clause reports: its reading, who, whom, and the act under it."""

    reading: Reading
    agents: tuple[str, ...]
    recipients: tuple[str, ...]
    nested: Reading | None = None


def note_acts(notebook: Notebook, names: Names) -> None:
    """Note the events that verbs report and nouns name."""
    book = codebook(notebook.vocabulary)
    scene = notebook.scene

    def is_actor(i: int) -> bool:
        return bool(scene.who((i,)))

    def is_person(i: int) -> bool:
        found = scene.mention(i)
        unknown = found is not None and found.kind == "unknown"
        return any(unknown or notebook.is_person(one) for one in scene.who((i,)))

    readings: dict[int, Reading] = {}
    for clause in notebook.clauses.values():
        found = book.of_verb(scene.parse, clause.verb, is_actor, is_person)
        if found is None and _leaves_body(notebook, clause):
            found = Reading("defect")
        if found is not None:
            readings[clause.verb] = found
    quoting = {one.cue for one in notebook.chains.told if one.direct}  # alone they only tell how it was said
    for clause in notebook.clauses.values():
        acted = _acted(notebook, clause, readings)
        partly = bool(scene.parse.of(clause.verb, "ccomp"))  # "warned that it “would burn”"
        if acted is not None and (acted.recipients or clause.verb not in quoting or partly):
            _note_verb(notebook, clause, acted, names)
    done = {act.place for act in notebook.acts} | {i for one in readings.values() for i in one.nouns}
    for token in scene.parse.tokens:
        if token.pos == "NOUN" and token.i not in done and token.dep != "compound":
            name = book.of_noun(scene.parse, token.i)
            if name is not None:
                _note_noun(notebook, token.i, name, names)
    notebook.acts.sort(key=lambda act: act.place)


def _acted(notebook: Notebook, clause: Clause, readings: Mapping[int, Reading]) -> _Acted | None:
    """Return what a clause reports, by its own verb or by what is planned, promised or demanded under it."""
    scene, parse = notebook.scene, notebook.scene.parse
    below = next((one for one in _under(parse, clause.verb) if one.i in readings), None)
    nested = readings[below.i] if below is not None else None
    reading = readings.get(clause.verb) or _in_plan(notebook, clause, below, nested)
    if reading is None:
        return _said_of(notebook, clause, nested)
    agents = scene.who(clause.subjects) or _issuers(notebook, clause)
    recipients = _recipients(notebook, clause, reading)
    lemma = scene.parse.tokens[clause.verb].lemma
    if reading.type in {"aid", "mobilize"} or (reading.type == "retreat" and lemma in _CALLS_BACK):
        recipients = _without_means(notebook, clause, recipients)
    if reading.undergone:
        agents, recipients = _who_did_it(notebook, clause, reading), agents
    inner = [
        *reading.nouns,
        *([below.i] if below is not None else []),
    ]  # "sent troops to help them", "refused to meet them"
    for i in inner:
        if not recipients and i in notebook.clauses:
            recipients = _recipients(notebook, notebook.clauses[i], nested or reading)
    return _Acted(reading, agents, tuple(one for one in recipients if one not in agents), nested)


def _without_means(notebook: Notebook, clause: Clause, recipients: tuple[str, ...]) -> tuple[str, ...]:
    """Return the recipients without forces that are only sent, placed or called back: "sent troops to help the town"."""
    scene = notebook.scene
    forces = [
        head
        for head in clause.objects
        if scene.parse.tokens[head].lemma.lower() in notebook.vocabulary.classes["force"]
    ]
    means = scene.who([head for head in forces if not _is_name(scene, head)])
    return tuple(one for one in recipients if one not in means)


def _issuers(notebook: Notebook, clause: Clause) -> tuple[str, ...]:
    """Return who issued the document that does what a clause says: "released a statement condemning the raid"."""
    scene, parse = notebook.scene, notebook.scene.parse
    token = parse.tokens[clause.verb]
    issued = parse.tokens[token.head]
    if (
        clause.passive
        or token.dep not in {"acl", "relcl"}
        or issued.lemma not in notebook.vocabulary.classes["document"]
    ):
        return ()
    governor = notebook.clauses.get(issued.head)
    return scene.owner(issued.i) or (scene.who(governor.subjects) if governor and issued.i in governor.objects else ())


def _under(parse: Parse, verb: int) -> list[Token]:
    """Return the verbs whose clauses stand under a verb or its adjective: "is ready to meet", "accused them of leaving"."""
    heads = [verb, *(one.i for one in parse.of(verb, "acomp", "prep"))]
    return [one for head in heads for one in parse.of(head, "xcomp", "ccomp", "pcomp")]


def _in_plan(notebook: Notebook, clause: Clause, below: Token | None, nested: Reading | None) -> Reading | None:
    """Return what an act counts as that somebody plans, decides or is due to do."""
    parse, classes = notebook.scene.parse, notebook.vocabulary.classes
    token = parse.tokens[clause.verb]
    if below is None or nested is None or below.dep != "xcomp" or below.tag != "VB":
        return None
    words = {token.lemma.lower(), *(one.lemma.lower() for one in parse.of(token.i, "acomp"))}
    one = notebook.vocabulary.events[nested.type]
    if words & set(classes["deciding"]) and one.quad.startswith("verbal"):
        return nested
    if words & {*classes["deciding"], *classes["planning"]}:
        return replace(nested, type=one.future or nested.type)
    return None


def _said_of(notebook: Notebook, clause: Clause, nested: Reading | None) -> _Acted | None:
    """Return what it is to say that another must do something, or is to blame for it."""
    scene, parse = notebook.scene, notebook.scene.parse
    token = parse.tokens[clause.verb]
    if notebook.lexicon.telling.get(token.lemma) != "says":
        return None
    speakers = scene.who(clause.subjects)
    for one in parse.of(token.i, "ccomp"):
        inner = notebook.clauses.get(one.i)
        others = tuple(who for who in scene.who(inner.subjects) if who not in speakers) if inner else ()
        if not speakers or not others:
            continue
        if {word.text.lower() for word in parse.of(one.i, "aux")} & _MUST:
            return _Acted(Reading("request", "phrase"), speakers, others, nested)
        if {word.lemma for word in parse.of(one.i, "acomp")} & set(notebook.vocabulary.classes["guilty"]):
            return _Acted(Reading("accuse", "phrase"), speakers, others) if not parse.of(one.i, "neg") else None
    return None


def _note_verb(notebook: Notebook, clause: Clause, acted: _Acted, names: Names) -> None:
    parse = notebook.scene.parse
    token = parse.tokens[clause.verb]
    reading, agents, recipients = acted.reading, acted.agents, acted.recipients
    speaking = token.lemma in notebook.lexicon.telling and bool(parse.of(token.i, "ccomp"))
    if speaking and ((reading.by == "lemma" and token.lemma in _PLAIN_SPEECH) or _asks(notebook, token.i)):
        return
    own_subject = clause.passive or bool(parse.of(token.i, "nsubj"))
    if not agents and not own_subject:
        return
    name = _as_told(notebook, token, acted)
    if name == "aid" and token.lemma in _KEEPING and _is_now(parse, token):
        return  # "finances the school" is a tie
    family = "speech-act" if speaking else "event" if reading.by == "lemma" else "event-phrase"
    if token.lemma in _VERBAL_TOO and name == "assault" and agents and all(map(notebook.is_person, agents)):
        family = "event-verbal"
    unnamed = not agents and not clause.passive and not reading.undergone
    foretold = name != reading.type and _told_by_others(notebook, token, agents)
    if unnamed or foretold or not (agents or recipients):
        family = "event-bare"
    _note(notebook, token.i, name, acted, family, names)


def _is_now(parse: Parse, token: Token) -> bool:
    """Say whether a clause tells a state in the present: "funds", "is funded"."""
    auxiliaries = parse.of(token.i, "aux", "auxpass")
    done = any(one.lemma == "have" for one in auxiliaries)
    return {one.tag for one in auxiliaries or [token]} <= {"VBZ", "VBP"} and token.tag != "VBG" and not done


def _told_by_others(notebook: Notebook, token: Token, agents: tuple[str, ...]) -> bool:
    """Say whether what is to come is somebody else's word: a forecast, no promise and no threat."""
    around = notebook.chains.around(Extent(token.start, token.end), token.i)
    speakers = {notebook.scene.one(one.source) for one in around if one.source is not None}
    return bool(speakers) and not speakers & set(agents)


def _as_told(notebook: Notebook, token: Token, acted: _Acted) -> str:
    """Return the type that the act counts as: what is only announced is a promise or a threat."""
    events = notebook.vocabulary.events
    one = events[acted.reading.type]
    nested = events[acted.nested.type] if acted.nested else None
    threat = one.promises and nested is not None and nested.is_conflict and nested.future
    if threat and token.lemma in notebook.vocabulary.classes["vowing"]:
        return threat
    put = notebook.manner(token.i)
    certain = put.modality == "asserted" or (put.modality == "conditional" and _will(notebook, token))
    if one.future and put.polarity == "+" and certain and _is_to_come(notebook, token):
        return one.future
    return acted.reading.type


def _will(notebook: Notebook, token: Token) -> bool:
    """Say whether what depends on a condition is announced: "if they march, we will burn the bridge"."""
    return any(one.text.lower() in _WILL - {"would", "wo"} for one in notebook.scene.parse.of(token.i, "aux"))


def _is_to_come(notebook: Notebook, token: Token) -> bool:
    """Say whether a clause tells what is to happen: "will visit", "said that it would visit"."""
    parse = notebook.scene.parse
    auxiliaries = {one.text.lower() for one in parse.of(token.i, "aux")}
    above = parse.tokens[token.head]
    if not auxiliaries and token.dep == "conj" and above.i != token.i and token.tag == "VB":
        return _is_to_come(notebook, above)
    return bool(auxiliaries & _WILL) and "have" not in auxiliaries


def _asks(notebook: Notebook, verb: int) -> bool:
    """Say whether a verb of speech brings in a question, which asks for nothing but an answer."""
    parse = notebook.scene.parse
    return any(
        child.tag in {"WP", "WRB", "WDT"} or child.text.lower() in {"whether", "if"}
        for one in parse.of(verb, "ccomp")
        for child in (parse.tokens[i] for i in parse.children[one.i])
    )


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


def _recipients(notebook: Notebook, clause: Clause, reading: Reading) -> tuple[str, ...]:
    """Return whom the act is done to: its objects, whom a preposition brings in, or the owners of its objects."""
    scene = notebook.scene
    heads = (*clause.objects, *(one.i for one in raised(scene.parse, clause.verb)))
    as_what = {one.i for one in scene.parse.of(clause.verb, "oprd") if one.pos == "NOUN"}  # "was elected president"
    aimed = [head for head in heads if head not in {*reading.nouns, *as_what} or _is_name(scene, head)]
    direct = scene.who(aimed)
    if direct:
        return direct
    nouns = [*clause.objects, *reading.nouns]
    inner = [one for head in nouns for one in scene.of_whom(head, *_AGAINST, "at", "of", *_NOUN_BY)]
    by = (
        () if clause.passive else _NOUN_BY
    )  # "turned down a proposal by Chile", also where the parser ties it to the verb
    at = ("at",) if reading.type in _AT else ()  # elsewhere it tells where
    indirect = scene.who(clause.after(*_AGAINST, *at, *by))
    if indirect or (inner and reading.by != "lemma"):
        return indirect or tuple(dict.fromkeys(inner))
    owners = [one for head in nouns for one in scene.owner(head)]
    found = tuple(dict.fromkeys((owners or inner) if clause.passive else (inner or owners)))
    return found or scene.reached((*clause.objects, *clause.after("on", "against", "to", "with")))


def _is_name(scene: Scene, head: int) -> bool:
    found = scene.mention(head)
    return found is not None and found.form == "name"


def _who_did_it(notebook: Notebook, clause: Clause, reading: Reading) -> tuple[str, ...]:
    """Return who did what the subject underwent: "faced criticism from the synod"."""
    scene = notebook.scene
    inner = [one for noun in reading.nouns for one in (*scene.of_whom(noun, *_DONE_BY), *scene.owner(noun))]
    return tuple(dict.fromkeys(inner)) or scene.who(clause.after(*_DONE_BY))


def _note(notebook: Notebook, at: int, name: str, acted: _Acted, family: str, names: Names) -> None:
    what = notebook.scene.parse.tokens[at].lemma
    event = notebook.mint(notebook.label_of(acted.agents, what, acted.recipients, names))
    label = f"act-{at}"
    noted = notebook.propose(
        family,
        "event",
        name,
        at,
        extent=notebook.scene.extent(_whole(notebook, at)),
        how=notebook.manner(at),
        label=label,
        subject=acted.agents,
        object=acted.recipients,
        event=event,
        mode=_mode(notebook, name, at, acted.nested),
        place=_place(notebook, at),
    )
    if acted.agents or acted.recipients:
        notebook.note_act(Act(event, at, name, acted.agents, acted.recipients, label if noted else ""))


def _whole(notebook: Notebook, at: int) -> int:
    """Return the verb whose clause tells an act: "failed to agree", "had to leave"."""
    parse = notebook.scene.parse
    token = parse.tokens[at]
    above = parse.tokens[token.head]
    governs = token.dep == "xcomp" and token.tag == "VB" and above.pos == "VERB" and not parse.of(above.i, "dobj")
    return above.i if governs and not any(act.place == above.i for act in notebook.acts) else at


def _mode(notebook: Notebook, name: str, at: int, nested: Reading | None = None) -> str | None:
    """Return the mode that the act under it makes, or that the words of its clause tell."""
    event_type: EventType = notebook.vocabulary.events[name]
    if nested is not None and nested.type in event_type.mode_of:
        return event_type.mode_of[nested.type]
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
    token = parse.tokens[at]
    by, owners = scene.of_whom(at, *_NOUN_BY), scene.owner(at)
    suffers = bool(by) and name in _OF_OBJECT  # "Novák's arrest by the guard"
    agents = by if suffers else tuple(dict.fromkeys((*by, *owners)))
    recipients = scene.of_whom(at, *_NOUN_OF) or (owners if suffers else ())
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
        mode=_mode(notebook, name, at),
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
