"""Names and speakers in languages that no parser here reads: by lists of states, titles and verbs of saying, and capitals."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from delian.coding.proposers.proposer import Heard
from delian.coding.said.quotes import Quotation, find_quotations
from delian.coding.who.folding import Folded, fold, folded
from delian.model.actor import Actor, ActorKind, Mention
from delian.model.ids import mint
from delian.model.text import Extent
from delian.model.view import View
from delian.plugins import read_list, read_rows

_CASED = frozenset({"ru", "uk", "fr", "de", "tr"})
_SLAVIC = frozenset({"ru", "uk"})
_PREFIXES = {"ar": "[وفبلك]{0,2}", "he": "[ובלמשכ]{0,2}"}  # written in one with the word that follows
_ENDINGS = {"ru": "[а-я]{0,3}", "uk": "[а-яієґ]{0,3}", "de": "(?:s)?"}
_JOINTS = {"uk": "-'", "he": "-'\"", "tr": "-"}  # marks inside a word; the Turkish apostrophe ends a name
_INSIDE = frozenset("de da di du del der van von zu al el bin ben ibn la le аль эль ибн оглы".split())
_TIES = frozenset(map(folded, ("بن", "ابن", "أبو", "عبد", "آل", "بنت", "בן", "אבו", "בת")))
_ACRONYM = 3  # letters
_STEM = 4
_REACH = 160  # characters between a quotation and who said it
_NEAR = 60  # characters between a verb of saying and who says
_SENTENCE_END = re.compile(r"[.!?…؟۔](?=[\s»”\"“])")
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\n))+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a folded text.

    Attributes:
        start: First character.
        end: Character after the last.
        kind: What it names.
        key: By what names of one bearer are put together.
        state: The name that is shown, if it is a state's.
    """

    start: int
    end: int
    kind: ActorKind
    key: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    opens: bool  # a sentence


@dataclass(frozen=True)
class _Words:
    """What is known of a language's words, folded."""

    titles: re.Pattern[str]
    says: re.Pattern[str]
    states: re.Pattern[str]
    state_of: Mapping[str, str]
    bodies: frozenset[str]
    stop: frozenset[str]


def reads_names(language: str) -> bool:
    """Say whether names are found in texts in the language."""
    return language in read_list("foreign")


def read_foreign(
    view: View, language: str, document: str, known: Mapping[str, Actor]
) -> tuple[tuple[Actor, ...], tuple[Heard, ...]]:
    """Return the actors that a text names, with their mentions, and who speaks in its quotations."""
    quotations = [one for one in find_quotations(view) if not one.short]
    if not reads_names(language):
        return (), tuple(Heard((one.content.start, one.content.end), direct=True) for one in quotations)
    text = fold(view.text)
    names = _find_names(text, language, known)
    ids, actors = _actors(view, text, names, document, known)
    return actors, tuple(_heard(view, text, language, quotations, names, ids))


@cache
def _words(language: str) -> _Words:
    entry = read_list("foreign")[language]
    state_of = {
        folded(name): row[0] for row in read_rows("states.tsv", "|") for name in row[entry["column"]].split(",")
    }
    small = read_list("languages")[language].get("words", ())
    months = (name for names in read_list("languages")[language].get("months", ()) for name in names)
    return _Words(
        titles=_any_of(
            entry["titles"], _PREFIXES.get(language, ""), "[а-яієґ]{0,3}" if language in _SLAVIC else "", re.IGNORECASE
        ),
        says=_any_of(entry["says"]),
        states=_any_of(_stems(state_of, language), _PREFIXES.get(language, ""), _ENDINGS.get(language, "")),
        state_of={_stem(name, language): shown for name, shown in state_of.items()},
        bodies=frozenset(folded(word).lower() for word in entry["bodies"]),
        stop=frozenset(folded(word).lower() for word in (*entry.get("stop", ()), *entry["says"], *small, *months)),
    )


def _any_of(words: Iterable[str], prefix: str = "", ending: str = "", flags: int = 0) -> re.Pattern[str]:
    ordered = sorted({folded(word) for word in words}, key=len, reverse=True)
    inner = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)
    return re.compile(rf"(?<![\w]){prefix}(?P<word>{inner}){ending}(?!\w)", flags)


def _stem(name: str, language: str) -> str:
    """Return a Slavic name without the vowel that its cases change."""
    return name[:-1] if language in _SLAVIC and name[-1] in "аяьий" and len(name) > _STEM else name


def _stems(names: Iterable[str], language: str) -> set[str]:
    return {_stem(name, language) for name in names}


def _find_names(text: Folded, language: str, known: Mapping[str, Actor]) -> list[Name]:
    """Return the names of the text, in order and apart from each other."""
    words = _words(language)
    found: list[Name] = []
    taken: set[int] = set()
    sources = (
        _known(text, known),
        _states(text, language),
        _cased(text, language) if language in _CASED else _titled(text, language),
    )
    for source in sources:
        for one in source:
            if not taken.intersection(range(one.start, one.end)):
                taken.update(range(one.start, one.end))
                found.append(one)
    if language in _CASED:
        found += [one for one in _surnames(text, language, found) if not taken.intersection(range(one.start, one.end))]
    else:
        found += [one for one in _repeated(text, found) if not taken.intersection(range(one.start, one.end))]
    kept = sorted((one for one in found if one.key.lower() not in words.stop), key=lambda one: one.start)
    longer = {one.key.split()[-1]: one.key for one in kept if one.kind != "state" and " " in one.key}
    return [replace(one, key=longer.get(one.key, one.key)) for one in kept]


def _known(text: Folded, known: Mapping[str, Actor]) -> Iterator[Name]:
    """Yield the actors that the study knows by the name that stands in the text."""
    for actor in known.values():
        name = folded(actor.name)
        if len(name) > _STEM:
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text.text):
                yield Name(match.start(), match.end(), actor.kind, name)


def _states(text: Folded, language: str) -> Iterator[Name]:
    words = _words(language)
    for match in words.states.finditer(text.text):
        shown = words.state_of[" ".join(match["word"].split())]
        end = match.end() if language in _SLAVIC else match.end("word")
        yield Name(match.start("word"), end, "state", shown, shown)


def _split(text: str, language: str) -> list[_Word]:
    joints = re.escape(_JOINTS.get(language, "-"))
    found = []
    for match in re.finditer(rf"[^\W\d_]+(?:[{joints}][^\W\d_]+)*", text):
        before = text[: match.start()][-3:].rstrip(' "«„“')
        found.append(_Word(match.start(), match.end(), match.group(), not before or before[-1] in ".!?…:\n"))
    return found


def _cased(text: Folded, language: str) -> Iterator[Name]:
    """Yield runs of words with capitals: after a title, or of two and more, or abbreviations."""
    words = _words(language)
    states = {match.end(): match.start() for match in words.states.finditer(text.text)}
    titles = {match.end() for match in words.titles.finditer(text.text)}
    tokens = _split(text.text, language)
    at = 0
    while at < len(tokens):
        last = _run(text.text, tokens, at, states)
        if last == at:
            at += 1
            continue
        run, at = tokens[at:last], last
        lead = next((n for n in range(len(run) - 1, -1, -1) if run[n].end in titles), -1)
        has_title = lead >= 0 or _follows(text.text, run[0].start, titles, states)
        run = run[lead + 1 :]
        while run and run[0].text.lower() in words.stop:
            run = run[1:]
        if not run or any(one.text.lower() in words.stop for one in run if one.text not in _INSIDE):
            continue
        acronym = len(run) == 1 and run[0].text.isupper() and len(run[0].text) >= _ACRONYM
        if has_title or len(run) > 1 or acronym:
            is_body = acronym or run[0].text.lower() in words.bodies
            kind: ActorKind = "person" if has_title else "organisation" if is_body else "unknown"
            yield Name(run[0].start, run[-1].end, kind, text.text[run[0].start : run[-1].end])


def _run(text: str, tokens: Sequence[_Word], at: int, states: Mapping[int, int]) -> int:
    """Return the position after the run of words with capitals that begins at `at`; `at` if none does."""
    last = n = at
    while n < len(tokens) and (n == at or re.fullmatch(r"[ .-]{1,2}", text[tokens[n - 1].end : tokens[n].start])):
        if tokens[n].end in states or (n > at and tokens[n].opens):
            break
        if tokens[n].text[0].isupper():
            last = n + 1
        elif n == at or tokens[n].text not in _INSIDE:
            break
        n += 1
    return last


def _follows(text: str, start: int, titles: set[int], states: Mapping[int, int]) -> bool:
    """Say whether a title ends right before the name, or before the state between them."""
    before = len(text[:start].rstrip(" "))
    if before in states:
        before = len(text[: states[before]].rstrip(" "))
    return before in titles


def _surnames(text: Folded, language: str, found: Sequence[Name]) -> Iterator[Name]:
    """Yield single words that repeat the last word of a longer name."""
    last = {one.key.split()[-1]: one for one in found if one.kind != "state" and " " in one.key}
    for word in _split(text.text, language):
        for surname, one in last.items():
            if word.text == surname or (language in _SLAVIC and _same_stem(word.text, surname)):
                yield Name(word.start, word.end, one.kind, one.key)
                break


def _same_stem(one: str, other: str) -> bool:
    shared = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[0].isupper() and shared >= _STEM and max(len(one), len(other)) - shared <= 2  # noqa: PLR2004 - a case's ending


def _titled(text: Folded, language: str) -> Iterator[Name]:
    """Yield the one to three words after a title, in scripts without capitals."""
    words = _words(language)
    tokens = _split(text.text, language)
    starts = [one.start for one in tokens]
    for match in words.titles.finditer(text.text):
        at = bisect_right(starts, match.end() - 1)
        at = _past_qualifiers(text.text, tokens, at, match.end(), words, language)
        run: list[_Word] = []
        end = tokens[at - 1].end if at else 0
        for word in tokens[at : at + 4]:
            if (
                text.text[end : word.start].strip(" ")
                or word.text.lower() in words.stop
                or words.says.fullmatch(word.text)
            ):
                break
            if words.titles.fullmatch(word.text):
                break
            run.append(word)
            end = word.end
            if len(run) >= 2 and word.text not in _TIES and run[-2].text not in _TIES:  # noqa: PLR2004 - given name and surname
                break
        if run and not (language == "ar" and run[0].text.startswith("ال")):
            yield Name(run[0].start, run[-1].end, "person", text.text[run[0].start : run[-1].end])


def _past_qualifiers(text: str, tokens: Sequence[_Word], at: int, end: int, words: _Words, language: str) -> int:
    """Return the first word after what a title is of: "the Iranian minister of foreign affairs NAME"."""
    while at < len(tokens) and at and not text[end : tokens[at].start].strip(" "):
        word = tokens[at]
        is_state = words.states.fullmatch(word.text) is not None
        of_what = language == "ar" and word.text.startswith("ال")
        is_title = words.titles.fullmatch(word.text) is not None
        if not (is_state or of_what or is_title):
            break
        at, end = at + 1, word.end
    return at


def _repeated(text: Folded, found: Sequence[Name]) -> Iterator[Name]:
    """Yield further places of names of two and more words that a title brought in once."""
    for key in {one.key for one in found if one.kind == "person" and " " in one.key}:
        for match in re.finditer(rf"(?<!\w){re.escape(key)}(?!\w)", text.text):
            yield Name(match.start(), match.end(), "person", key)


def _actors(
    view: View, text: Folded, names: Sequence[Name], document: str, known: Mapping[str, Actor]
) -> tuple[dict[str, str], tuple[Actor, ...]]:
    """Return the actor's id by key of a name, and the actors with their mentions."""
    by_name = {folded(actor.name): actor for actor in known.values()}
    ids: dict[str, str] = {}
    actors: dict[str, Actor] = {}
    for one in names:
        start, end = text.place(one.start, one.end)
        place = view.raw(start, end)
        if one.key not in ids:
            shown = one.state or " ".join(view.text[start:end].split())
            old = by_name.get(folded(shown))
            actor = replace(old, mentions=()) if old else Actor(mint(shown, {*known, *actors}), shown, one.kind)
            ids[one.key] = actor.id
            actors.setdefault(actor.id, actor)
        actor = actors[ids[one.key]]
        mention = Mention(document, place.start, place.end)
        actors[actor.id] = replace(actor, mentions=(*actor.mentions, mention))
    return ids, tuple(actors.values())


def _heard(
    view: View,
    text: Folded,
    language: str,
    quotations: Sequence[Quotation],
    names: Sequence[Name],
    ids: Mapping[str, str],
) -> Iterator[Heard]:
    """Yield the quotations with who is named beside a verb of saying before or after them."""
    raws = [view.raw(*text.place(one.start, one.end)) for one in names]
    quoted = [one.content for one in quotations]
    said = [view.raw(*text.place(*match.span("word"))) for match in _words(language).says.finditer(text.text)]
    cues = [cue for cue in said if not any(cue.overlaps(one) for one in quoted)]
    outside = [pair for pair in zip(raws, names, strict=True) if not any(pair[0].overlaps(one) for one in quoted)]
    paragraphs = [view.raw(*match.span()) for match in _PARAGRAPH.finditer(view.text) if match.group().strip()]
    ends = [match.start() for match in _SENTENCE_END.finditer(view.text)]
    stops = [view.raw(end, end + 1).start for end in ends]
    stops = [stop for stop in stops if not any(one.start <= stop < one.end for one in quoted)]
    for one in quotations:
        around = next((paragraph for paragraph in paragraphs if paragraph.overlaps(one.content)), one.content)
        beside = [cue for cue in cues if cue.overlaps(around) and _gap(cue, one.content) <= _REACH]
        cue = min(beside, key=lambda cue: (_apart(cue, one.content, stops), _gap(cue, one.content)), default=None)
        ranked = sorted(
            (_apart(place, one.content, stops), name.kind == "state", _gap(place, cue), place.start, place, name)
            for place, name in outside
            if cue and place.overlaps(around) and min(_gap(place, cue), _gap(place, one.content)) <= _NEAR
        )
        who = ranked[0] if ranked else None
        yield Heard(
            (one.content.start, one.content.end),
            source=(who[4].start, who[4].end) if who else None,
            cue=(cue.start, cue.end) if cue else None,
            speaker=ids[who[5].key] if who else None,
            direct=True,
        )


def _apart(one: Extent, other: Extent, stops: Sequence[int]) -> int:
    """Return how many sentences end between both."""
    low, high = min(one.end, other.end), max(one.start, other.start)
    return sum(low <= stop < high for stop in stops)


def _gap(one: Extent, other: Extent) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
