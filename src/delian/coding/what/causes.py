"""Stage 12b: causes and suppositions: both ends as readings or events, how sure, how much, and against what."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from delian.coding.modality import Manner
from delian.coding.notebook import Notebook
from delian.coding.parse import Parse
from delian.coding.proposers.proposer import CauseEnds, Quoted
from delian.coding.what.causal_ends import End, Link, sides
from delian.coding.what.causal_links import find_links
from delian.coding.what.causal_verbs import POINTING
from delian.model.claim import Grade, Polarity
from delian.model.text import EvidenceRole
from delian.plugins import read_list

_DEPTH = 2  # steps below the head of an end in which a reading stands for it
_PLAIN = frozenset({"because", "response", "verb"})  # ties that say themselves that they are causes
_GRADES: tuple[Grade, ...] = ("sole", "proximate", "enabling")
_BEFORE = 3  # tokens before a connective that can say how much of a cause it was


@dataclass(frozen=True, slots=True)
class _Causes:
    """Notes causes; an end that no reading covers becomes an event in its own words."""

    notebook: Notebook

    def note(self, link: Link, label: str, contrast: Sequence[str]) -> None:
        """Note a tie, unless an end of it is nothing that happens."""
        causes, effects = self.ids(link.cause), self.ids(link.effect)
        if not causes or not effects or set(causes) & set(effects):
            return
        parse = self.notebook.scene.parse
        far = parse.tokens[link.cause.head].sentence != parse.tokens[link.effect.head].sentence
        link = replace(link, at=link.cause.head) if far else link  # "Why did it fall? Because nobody paid."
        beside = [i for i in (*link.cause.words, *link.effect.words) if self._is_beside(link, i)]
        self.notebook.propose(
            self._family(link),
            "cause",
            "causes",
            link.at,
            extent=None if link.family == "verb" else parse.extent([*link.cue, *beside]),
            how=self._manner(link),
            label=label,
            timed=False,
            far=far or self._points(link.cause) or self._points(link.effect),
            evidence=tuple(self.quoted(("cue", link.cue), ("cause", link.cause.words), ("effect", link.effect.words))),
            cause=CauseEnds(causes, effects, tuple(contrast), self._grade(link)),
        )

    def _is_beside(self, link: Link, i: int) -> bool:
        tokens = self.notebook.scene.parse.tokens
        return tokens[i].sentence == tokens[link.cue[0]].sentence

    def quoted(self, *parts: tuple[EvidenceRole, Sequence[int]]) -> Iterator[Quoted]:
        """Yield words of the text with what they are to a cause."""
        parse = self.notebook.scene.parse
        for role, words in parts:
            extent = parse.extent(list(words))
            yield Quoted(parse.text[extent.start : extent.end], start=extent.start, role=role)

    def ids(self, end: End) -> tuple[str, ...]:
        """Return what an end is: a reading noted there, what a pronoun points back at, else an event in its words."""
        label = self._noted(end)
        if label is None and self._points(end) and (before := self._before(end.head)):
            return before
        if label is None and self.notebook.scene.parse.tokens[end.head].pos != "PRON":
            label = self._mint(end)
        return (label,) if label else ()

    def _noted(self, end: End) -> str | None:
        """Return the reading noted at the head of an end, or else just below it."""
        parse, level = self.notebook.scene.parse, [end.head]
        for _ in range(_DEPTH + 1):
            for i in level:
                if i in self.notebook.labels and i in end.words:
                    return self.notebook.labels[i]
            level = [
                child for i in level for child in parse.children[i] if parse.tokens[child].dep not in {"relcl", "advcl"}
            ]
        return None

    def _points(self, end: End) -> bool:
        """Say whether an end only points back: "this led to", "their inaction"."""
        parse = self.notebook.scene.parse
        return parse.tokens[end.head].text.lower() in POINTING or any(
            one.text.lower() in {"this", "that", "these", "such"} for one in parse.of(end.head, "det", "amod")
        )

    def _before(self, head: int) -> tuple[str, ...]:
        """Return what the sentence before tells: its last reading, else the event that its main verb tells."""
        parse = self.notebook.scene.parse
        sentence = parse.sentences[parse.tokens[head].sentence]
        before = parse.sentences[sentence.i - 1] if sentence.i else None
        if before is None or sentence.paragraph - before.paragraph > 1:
            return ()
        noted = [i for i in self.notebook.labels if before.first <= i < before.last]
        if noted:
            return (self.notebook.labels[max(noted)],)
        root = next((i for i in range(before.first, before.last) if parse.tokens[i].head == i), None)
        if root is None or parse.tokens[root].pos not in {"VERB", "AUX"}:
            return ()
        return (self._mint(End(root, tuple(range(before.first, before.last)))),)

    def _mint(self, end: End) -> str:
        extent = self.notebook.scene.parse.extent(list(end.words))
        return self.notebook.event_in_words(end.head, self.notebook.scene.parse.text[extent.start : extent.end])

    def _family(self, link: Link) -> str:
        """Return the family, a weaker one where an end is somebody, or nobody in particular, not what happened."""
        if link.family not in _PLAIN:
            return "cause-loose"
        scene = self.notebook.scene
        for end in (link.cause, link.effect):
            token = scene.parse.tokens[end.head]
            somebody = scene.one(end.head) is not None or (token.pos == "PRON" and token.text.lower() not in POINTING)
            if somebody and end.head not in self.notebook.labels:
                return "cause-loose"
        return f"cause-{link.family}"

    def _manner(self, link: Link) -> Manner:
        """Return how a tie is put: a denial counts where it denies the tie, not its effect; what could or would come is not told."""
        put = self.notebook.manner(link.at)
        by_verb = link.family in {"verb", "effect"}
        polarity: Polarity = "-" if link.denied or (by_verb and put.polarity == "-") else "+"
        auxiliaries = {one.text.lower() for one in self.notebook.scene.parse.of(link.at, "aux")}
        if put.modality == "asserted" and (link.family == "condition" or (by_verb and "would" in auxiliaries)):
            return Manner("conditional", polarity)
        if put.modality == "asserted" and by_verb and auxiliaries & {"can", "could"}:
            return Manner("hedged", polarity, "none", "possible")
        return Manner(put.modality, polarity, "none", put.hedge)

    def _grade(self, link: Link) -> Grade:
        parse = self.notebook.scene.parse
        if link.family == "verb" and self._enables(link):
            return "enabling"
        words = " ".join(token.text.lower() for token in parse.tokens[max(link.cue[0] - _BEFORE, 0) : link.cue[-1] + 1])
        graded = read_list("causes")["grades"]
        return next((grade for grade in _GRADES if any(sign in words for sign in graded[grade])), "partial")

    def _enables(self, link: Link) -> bool:
        lemma = self.notebook.scene.parse.tokens[link.cue[0]].lemma
        return any(phrase.split()[0] == lemma for phrase in read_list("causes")["verbs"]["enabling"])


def note_causes(notebook: Notebook) -> None:
    """Note what the text says brought what about, and what would have been."""
    causes = _Causes(notebook)
    found = list(_told_apart(notebook, find_links(notebook.scene.parse, notebook.clauses)))
    for label, link in found:
        against = [other for other, one in found if one.effect.head == link.effect.head and one.denied != link.denied]
        causes.note(link, label, against)
    for verb in notebook.clauses:
        _contrary(causes, verb)


def _told_apart(notebook: Notebook, links: Iterable[Link]) -> Iterator[tuple[str, Link]]:
    """Yield each tie with a label, sides that are set against each other ("not A but B") as ties of their own."""
    for link in links:
        for part, denied in sides(notebook.scene.parse, link):
            yield f"cause-{link.family}-{link.cue[0]}-{part.head}", replace(link, cause=part, denied=denied)


def _contrary(causes: _Causes, verb: int) -> None:
    """Note "had A done this, B would not have done that" and "without A, B would have": both ends contrary to fact."""
    notebook, parse = causes.notebook, causes.notebook.scene.parse
    if notebook.manner(verb).modality != "counterfactual":
        return
    supposed = [one.i for one in parse.of(verb, "advcl") if notebook.manner(one.i).modality == "counterfactual"]
    supposed += [
        inner.i
        for one in parse.of(verb, "prep")
        if one.text.lower() == "without" or "but for" in _pair(parse, one.i)
        for inner in parse.of(one.i, "pobj", "pcomp")
    ]
    under = {i for one in supposed for i in parse.subtree(one)}
    effect = End(verb, tuple(i for i in parse.subtree(verb) if i not in under and parse.tokens[i].pos != "PUNCT"))
    for one in supposed:
        cause = End(one, tuple(i for i in parse.subtree(one) if parse.tokens[i].pos != "PUNCT"))
        ends = causes.ids(cause), causes.ids(effect)
        if all(ends) and ends[0] != ends[1]:
            notebook.propose(
                "counterfactual",
                "cause",
                "causes",
                verb,
                extent=parse.extent(parse.subtree(verb)),
                how=Manner("counterfactual"),
                label=f"counterfactual-{one}",
                timed=False,
                evidence=tuple(causes.quoted(("cause", cause.words), ("effect", effect.words))),
                cause=CauseEnds(*ends, (), "partial"),
            )


def _pair(parse: Parse, i: int) -> tuple[str, str]:
    """Return a word with the word before it, and with the word after."""
    words = [token.text.lower() for token in parse.tokens[max(i - 1, 0) : i + 2]]
    return " ".join(words[:2]), " ".join(words[-2:])
