"""Stage 9c: when: which clause an expression of time belongs to, and what time a clause without one inherits."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from delian.coding.parse import Parse, Sentence, Token
from delian.coding.when.expressions import Expression, find_expressions
from delian.coding.when.stretches import Stretch, a_day
from delian.coding.when.times import Setting, Tense, read_time
from delian.model.claim import Kind
from delian.model.text import Extent
from delian.model.when import Basis, Day, Means, When

_VERBAL = frozenset({"VERB", "AUX"})
_STRICT = frozenset({"compound", "nummod", "poss", "amod", "nmod"})  # a date so bound to a noun is the noun's alone
_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
_SAME_TIME = frozenset({"while", "when", "as", "where"})
_STATES = frozenset({"tie", "attribute", "stance"})
_PLAIN = frozenset({"asserted", "hedged"})
_ONCE = frozenset({"former", "once", "formerly", "ex", "erstwhile", "previously", "late"})
_OPENING = 8  # tokens into its sentence within which a time is set for all that the sentence joins
_LONGEST_LABEL = 60  # characters of a heading that sets a time
_LABEL_END = re.compile(r"\s*(?:[:–—]|-\s)")
_OFFSET = re.compile(
    r"(?i)\b(a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s+(day|week|month|year)s?\s+$"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A time that words name, as a clause has it.

    Attributes:
        stretch: What is named.
        when: What is said of it.
    """

    stretch: Stretch
    when: When


@dataclass
class Timeline:
    """The times of a text: read once in order, then asked clause by clause.

    Attributes:
        parse: The text.
        anchor: The document's day; None if it has none.
        tells: Lemmas of verbs of saying: when something was said is not when it happened.
    """

    parse: Parse
    anchor: Day | None
    tells: frozenset[str]
    _own: dict[int, Named] = field(default_factory=dict)
    _frames: dict[int, Stretch] = field(default_factory=dict)
    _labels: dict[int, Stretch] = field(default_factory=dict)
    _opened: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Read the times of the text in order."""
        named: Stretch | None = None
        frame: Stretch | None = None
        label: Stretch | None = None
        paragraph, end = -1, 0
        for sentence in self.parse.sentences:
            extent = self.parse.extent([sentence.first, sentence.last - 1])
            if sentence.paragraph != paragraph:
                headed = self._heading(end, extent.start)
                label = headed if headed or self._has_heading(end, extent.start) else label
                paragraph, frame = sentence.paragraph, label
            end = extent.end
            if frame:
                self._frames[sentence.i] = frame
            for expression in _without_weekdays_of_dates(find_expressions(self.parse.text, extent.start, extent.end)):
                if opened := self._entry(expression, extent):
                    frame = named = label_here = opened
                    self._frames[sentence.i] = opened
                    self._labels[sentence.i] = label_here
                    continue
                frame, named = self._attach(expression, sentence, frame, named)
            if label:
                self._labels.setdefault(sentence.i, label)
            elif frame and self._labels.get(sentence.i - 1) == frame:
                self._labels.setdefault(sentence.i, frame)

    def of(
        self, at: int, kind: Kind, *, modality: str = "asserted", spoken: bool = False, own: bool = True
    ) -> When | None:
        """Return the time of the claim that token `at` makes; None if the text gives none.

        Args:
            at: Its verb or noun.
            kind: Kind of the claim.
            modality: How it is put; what is only supposed has no time but its own.
            spoken: Whether somebody beyond the author says it.
            own: Whether the clause's own time is the claim's: an office named in passing is older than the deed.
        """
        verb = self._verb(at)
        is_state = kind in _STATES
        nominal = at != verb and self.parse.tokens[at].dep not in {"attr", "acomp"}
        if own and (stated := self._stated(at, verb, nominal=nominal and is_state)):
            return stated
        if modality not in _PLAIN or kind in {"cause", "question"} or (nominal and not is_state):
            return None
        if is_state and self._is_former(at):
            return self._now("before", at)
        tense = tense_of(self.parse, verb)
        if nominal:
            return self._office(verb, at, tense)
        if tense == "present" and kind == "event" and not spoken:
            return self._entered(at)
        if tense == "perfect" and kind == "unanswered" and not spoken:
            return self._now("by", at)
        if tense == "past" and not spoken and self._carries_on(verb):
            says = self.parse.tokens[verb].lemma in self.tells
            return self._inherited(at) if kind == "answer" or (kind == "event" and not says) else None
        return None

    def _stated(self, at: int, verb: int, *, nominal: bool) -> When | None:
        """Return the time in the clause's own words, or in those of a clause told at the same time."""
        if at in self._own:
            return self._own[at].when
        if nominal:
            return None
        if at != verb and verb in self._own and self.parse.tokens[at].dep not in {"attr", "acomp", "dobj", "pobj"}:
            return None
        seen = verb
        while seen not in self._own:
            other = self._told_with(seen) or self._set_by(seen)
            if other is None:
                return self._beside_dated(verb)
            seen = other
        found = self._own[seen].when
        is_shared = found.means == "during" and ".." not in found.edtf  # "until today" bounds its own clause alone
        return found if seen == verb or is_shared else None

    def _told_with(self, verb: int) -> int | None:
        """Return the verb above whose time the clause shares."""
        token = self.parse.tokens[verb]
        above = self._verb(token.head)
        if verb in {token.head, above}:
            return None
        finite = tense_of(self.parse, verb)
        marks = {one.lemma.lower() for one in self.parse.of(verb, "mark", "advmod")}
        shared = finite in {"none", tense_of(self.parse, above)} or above in self._opened
        joined = token.dep == "conj" and token.head == above and shared
        along = token.dep == "advcl" and (bool(marks & _SAME_TIME) or (token.tag == "VBG" and not marks))
        return above if joined or along or (token.dep == "xcomp" and token.tag == "VBG") else None

    def _set_by(self, verb: int) -> int | None:
        """Return the verb of a dated clause that says when: "when the quota was broken two years later, …"."""
        for below in self.parse.of(verb, "advcl"):
            marks = {one.lemma.lower() for one in self.parse.of(below.i, "mark", "advmod")}
            if below.i in self._own and marks & _SAME_TIME:
                return below.i
        return None

    def _beside_dated(self, verb: int) -> When | None:
        """Return the time of a clause that a dated one follows or precedes: "a month after the boards had merged"."""
        token = self.parse.tokens[verb]
        above = self._own.get(self._verb(token.head))
        mark = next(
            (one for one in self.parse.of(verb, "mark", "prep") if one.lemma.lower() in {"after", "before"}), None
        )
        if token.dep not in {"advcl", "pcomp"} or above is None or mark is None:
            return None
        offset = _OFFSET.search(self.parse.text, max(mark.start - 24, 0), mark.start)
        if offset is None:
            return When.read(above.stretch.edtf, "by", "frame") if mark.lemma.lower() == "after" else None
        way = "earlier" if mark.lemma.lower() == "after" else "later"
        counted = Expression(Extent(0, 0), "count", {"count": offset[1], "unit": offset[2], "way": way})
        read = read_time(counted, Setting(self.anchor, above.stretch))
        return read and read[1]

    def _office(self, verb: int, at: int, tense: Tense) -> When | None:
        """Return the time of a state named in passing: that of the deed told in its clause."""
        deed = self._stated(verb, verb, nominal=False) if verb != at and tense == "past" else None
        if deed and deed.means == "during" and ".." not in deed.edtf and self._reaches(at, verb):
            return replace(deed, basis="frame")
        return None

    def _reaches(self, at: int, verb: int) -> bool:
        """Say whether the noun belongs to the verb's own clause, not to one below it."""
        return all(
            one.i == verb or one.dep not in {"relcl", "advcl", "ccomp"}
            for one in self.parse.ancestors(at)
            if one.i > verb
        )

    def _entered(self, at: int, means: Means = "during") -> When | None:
        """Return the day of the entry of a chronology."""
        label = self._labels.get(self.parse.tokens[at].sentence)
        return _inheriting(label, "frame", means) if label else None

    def _now(self, means: Means, at: int) -> When | None:
        """Return the day on which the text speaks: the entry's of a chronology, else the document's."""
        if entered := self._entered(at, means):
            return entered
        return _inheriting(a_day(self.anchor), "tense", means) if self.anchor else None

    def _inherited(self, at: int) -> When | None:
        frame = self._frames.get(self.parse.tokens[at].sentence)
        if frame is None:
            return None
        then = any(
            one.lemma.lower() in {"then", "later", "afterwards", "subsequently"} for one in self.parse.of(at, "advmod")
        )
        return _inheriting(frame, "frame", "after" if then else "during")

    def _is_former(self, at: int) -> bool:
        near = [at, *(one.i for one in self.parse.of(at, "amod", "advmod", "compound"))]
        head = self.parse.tokens[at].head
        near += [one.i for one in self.parse.of(head, "advmod") if self.parse.tokens[head].pos not in _VERBAL]
        return any(self.parse.tokens[i].lemma.lower() in _ONCE for i in near)

    def _carries_on(self, verb: int) -> bool:
        """Say whether the clause carries the account on: a main clause or one joined to it."""
        token = self.parse.tokens[verb]
        while token.dep == "conj" and token.head != token.i:
            token = self.parse.tokens[token.head]
        return token.head == token.i

    def _verb(self, i: int) -> int:
        """Return the verb of the clause that token `i` is in; itself if it is under none."""
        tokens = self.parse.tokens
        at = i
        while tokens[at].pos not in _VERBAL or tokens[at].dep in {"aux", "auxpass"}:
            if tokens[at].head == at:
                return i
            at = tokens[at].head
        return at

    def _attach(
        self, expression: Expression, sentence: Sentence, frame: Stretch | None, named: Stretch | None
    ) -> tuple[Stretch | None, Stretch | None]:
        """Note the time at its verb or noun; return the frame and the last time named, as they are after it."""
        head = self._head(expression, sentence)
        if head is None:
            return frame, named
        holders, verb = self._holders(head, expression)
        tense = tense_of(self.parse, verb) if verb is not None else "none"
        read = read_time(expression, Setting(self.anchor, named if expression.counts_on else frame, tense))
        if read is None:
            return frame, named
        one = Named(*read)
        for holder in holders:
            self._own.setdefault(holder, one)
        if verb in holders and head.i - sentence.first < _OPENING:
            self._opened.add(verb)
        if verb not in holders or verb is None or tense not in {"past", "none"} or not self._is_main(verb):
            return frame, named
        told = self.parse.tokens[verb].lemma in self.tells and bool(self.parse.of(verb, "ccomp"))
        return (frame if told or one.when.means not in {"during", "throughout"} else one.stretch), one.stretch

    def _is_main(self, verb: int) -> bool:
        """Say whether no relative or reported clause stands between the verb and the sentence's root."""
        chain = (self.parse.tokens[verb], *self.parse.ancestors(verb))
        return not any(one.dep in {"relcl", "acl", "ccomp"} for one in chain)

    def _head(self, expression: Expression, sentence: Sentence) -> Token | None:
        """Return the word of the expression that hangs on a word outside it."""
        words = [
            token
            for token in self.parse.words(sentence)
            if expression.place.start <= token.start and token.end <= expression.place.end
        ]
        inside = {token.i for token in words}
        return next((token for token in words if token.head not in inside or token.head == token.i), None)

    def _holders(self, head: Token, expression: Expression) -> tuple[list[int], int | None]:
        """Return the nouns and the verb whose time it is, and the verb that governs it."""
        tokens = self.parse.tokens
        holders: list[int] = []
        at, verb = head.head, self._verb(head.i)
        if tokens[verb].dep in {"advcl", "ccomp"} and any(mark.i > head.i for mark in self.parse.of(verb, "mark")):
            at = verb = self._verb(tokens[verb].head)  # it stands before the clause that it was hung on
        governing = verb if tokens[verb].pos in _VERBAL else None
        if head.i == at or governing is None:
            return [at], governing
        if tokens[at].pos not in _VERBAL and tokens[at].pos in {"NOUN", "PROPN"}:
            strict = expression.lead == "of" or head.dep in _STRICT
            holders.append(at)
            if strict or (at < governing and self._is_subject(at, governing)):
                return holders, governing
        return [*holders, governing], governing

    def _is_subject(self, i: int, verb: int) -> bool:
        token = self.parse.tokens[i]
        while token.head not in {verb, token.i}:
            token = self.parse.tokens[token.head]
        return token.dep in _SUBJECT

    def _entry(self, expression: Expression, sentence: Extent) -> Stretch | None:
        """Return the time that opens an entry of a chronology: "3 January: …"."""
        opens = expression.place.start - sentence.start < 3 and not expression.lead  # noqa: PLR2004 - a mark or bracket
        if not opens or not _LABEL_END.match(self.parse.text, expression.place.end):
            return None
        read = read_time(expression, Setting(self.anchor))
        return read and read[0]

    def _has_heading(self, start: int, end: int) -> bool:
        return start > 0 and bool(self.parse.text[start:end].strip(' \t\r\n”"’)*_'))

    def _heading(self, start: int, end: int) -> Stretch | None:
        """Return the time that a heading between two paragraphs sets."""
        lines = self.parse.text[max(start, end - 4 * _LONGEST_LABEL) : end].splitlines()
        line = next((one.strip(" \t#*=_") for one in reversed(lines) if one.strip(" \t#*=_->")), "")
        found = find_expressions(line, 0, len(line)) if len(line) <= _LONGEST_LABEL else ()
        if len(found) != 1 or found[0].place.start > 0:
            return None
        whole = found[0].place.end == len(line) or _LABEL_END.match(line, found[0].place.end)
        read = read_time(found[0], Setting(self.anchor)) if whole and not found[0].lead else None
        is_dateline = read and self.anchor and read[0].edtf == str(self.anchor)
        return read[0] if read and not is_dateline else None


def _inheriting(stretch: Stretch, basis: Basis, means: Means = "during") -> When:
    return When.read(stretch.edtf, means, basis)


def _without_weekdays_of_dates(found: Iterable[Expression]) -> list[Expression]:
    """Return the expressions without the weekday that stands right before a date: "on Monday, 4 May"."""
    kept: list[Expression] = []
    for one in found:
        if kept and kept[-1].kind == "weekday" and one.kind == "day" and one.place.start - kept[-1].place.end <= 2:  # noqa: PLR2004 - a comma and a blank
            last = kept.pop()
            kept.append(Expression(Extent(last.place.start, one.place.end), one.kind, one.parts, last.lead))
        else:
            kept.append(one)
    return kept


def tense_of(parse: Parse, verb: int) -> Tense:
    """Return the tense of a verb's clause; a verb without one of its own has that of the verb it is joined to."""
    token = parse.tokens[verb]
    helpers = parse.of(verb, "aux", "auxpass")
    words = {one.text.lower() for one in helpers}
    if words & {"will", "shall", "’ll", "'ll", "wo"}:
        return "future"
    if words & {"would", "could", "should", "might", "may", "can", "must"}:
        return "none"
    if words & {"has", "have", "’ve", "'ve"}:
        return "perfect"
    if "had" in words:
        return "pluperfect"
    tags = {one.tag for one in helpers if one.tag in {"VBD", "VBZ", "VBP"}} or {token.tag}
    if "VBD" in tags or (tags == {"VBN"} and not helpers and parse.of(verb, "nsubj")):  # a past taken for a participle
        return "past"
    if tags & {"VBZ", "VBP"}:
        return "present"
    if token.dep == "conj" and token.head != verb and parse.tokens[token.head].pos in _VERBAL:
        return tense_of(parse, token.head)
    return "none"
