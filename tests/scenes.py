"""Sets the scene of a text in tests: who is mentioned where, and who does what to whom in each clause, by names."""

from dataclasses import dataclass

from delian.coding.clauses import Clause, Scene, find_clauses
from delian.coding.lexicon import lexicon
from delian.coding.parse import parse
from delian.coding.said.quotes import find_quotations
from delian.coding.said.turns import addressed_in
from delian.coding.said.voices import find_told, speaker_at
from delian.coding.who.actors import Cast, cast
from delian.coding.who.coref import first_persons, resolve
from delian.coding.who.mentions import find_mentions
from delian.model.view import whole


@dataclass(frozen=True)
class Staged:
    """A text with its actors and clauses."""

    scene: Scene
    who: Cast
    clauses: tuple[Clause, ...]

    def means(self, words: str, nth: int = 1) -> str | None:
        """Return the name of the actor that the nth place with those words means; None if it means nobody."""
        tokens = self.scene.parse.tokens
        found = [
            actor
            for one, actor in zip(self.scene.mentions, self.scene.of, strict=True)
            if self.scene.parse.text[tokens[one.first].start : tokens[one.last - 1].end] == words
        ]
        return self._name(found[nth - 1]) if len(found) >= nth else None

    def mentions(self) -> list[str]:
        """Return the words of every mention, in order."""
        tokens = self.scene.parse.tokens
        return [
            self.scene.parse.text[tokens[one.first].start : tokens[one.last - 1].end] for one in self.scene.mentions
        ]

    def roles(self, verb: str) -> tuple[set[str], set[str]]:
        """Return the names of who does what a verb says, and to whom."""
        clause = next(one for one in self.clauses if self.scene.parse.tokens[one.verb].text == verb)
        return self._names(clause.subjects), self._names(clause.objects)

    def brought_in(self, verb: str, preposition: str) -> set[str]:
        """Return the names of whom a preposition brings in after a verb."""
        clause = next(one for one in self.clauses if self.scene.parse.tokens[one.verb].text == verb)
        return self._names(clause.after(preposition))

    def owners(self, word: str) -> set[str]:
        """Return the names of whom a thing belongs to."""
        head = next(token.i for token in self.scene.parse.tokens if token.text == word)
        return {self._name(actor) or "" for actor in self.scene.owner(head)}

    def _names(self, heads: tuple[int, ...]) -> set[str]:
        return {self._name(actor) or "" for actor in self.scene.who(heads)}

    def _name(self, actor: str | None) -> str | None:
        return self.who.clusters[actor].name if actor else None


def set_scene(text: str) -> Staged:
    """Return `text` with its actors and clauses, as the rules set it."""
    words, view = lexicon(), whole(text)
    parsed = parse(view, text, "en")
    mentions = find_mentions(parsed, words)
    who = cast(parsed, mentions, {}, words)
    told = find_told(parsed, find_quotations(view), words)
    named = Scene(parsed, mentions, who.of)
    third, others = resolve(parsed, mentions, who, words, speaker_at(named.one, parsed, told, None))
    speaker = speaker_at(Scene(parsed, mentions, third).one, parsed, told, None)
    scene = Scene(parsed, mentions, first_persons(mentions, third, speaker, speaker, addressed_in((), named)), others)
    return Staged(scene, who, find_clauses(parsed))
