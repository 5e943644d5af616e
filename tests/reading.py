"""Codes sentences in tests: what the rules read out of a text, with names in place of ids."""

from dataclasses import dataclass, replace

from delian.coding.proposers.gate import Grounded, ground
from delian.coding.proposers.proposer import Context, Proposer
from delian.coding.proposers.rules import PROPOSER
from delian.model.actor import Actor
from delian.model.claim import Claim
from delian.model.document import Party, bare_document
from delian.model.view import whole
from delian.plugins import vocabulary


@dataclass(frozen=True)
class Read:
    """A text as the rules read it."""

    text: str
    grounded: Grounded

    def of(self, kind: str, relation: str | None = None) -> list[Claim]:
        """Return the claims of a kind, and of a relation if one is given."""
        return [one for one in self.grounded.claims if one.kind == kind and relation in {None, one.relation}]

    def said(self, kind: str, relation: str | None = None) -> list[tuple[str, str, str]]:
        """Return subject, polarity and object of the claims of a kind, as names."""
        return [
            (self.names(one.subject), one.polarity, self.names(one.object) or (one.value or ""))
            for one in self.of(kind, relation)
        ]

    def names(self, idents: tuple[str, ...]) -> str:
        """Return the names or labels of ids."""
        labels = {event.id: event.label for event in self.grounded.events}
        actors = {actor.id: actor.name for actor in self.grounded.actors}
        return " & ".join(labels.get(ident) or actors.get(ident, ident) for ident in idents)

    def actor(self, name: str) -> Actor:
        """Return the actor of that name."""
        return next(actor for actor in self.grounded.actors if actor.name == name)


def read_text(
    text: str,
    *,
    published: str | None = "1998-05-14",
    language: str = "en",
    actors: dict[str, Actor] | None = None,
    proposer: Proposer = PROPOSER,
    author: str | None = "Ines Falk",
    outlet: str | None = None,
    title: str | None = None,
) -> Read:
    """Return what the rules read out of `text`."""
    document = replace(
        bare_document(text, sha256="0", extractor="test"),
        published=published,
        language=language,
        authors=(Party(author),) if author else (),
        outlet=Party(outlet) if outlet else None,
        title=title,
    )
    context = Context(document, whole(text), vocabulary(), actors or {})
    return Read(text, ground(proposer.propose(context), context, proposer.coder))
