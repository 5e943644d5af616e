"""Small studies for tests, built claim by claim: what is said stands in the test, the rest is filled in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from delian.model.actor import Actor, ActorKind
from delian.model.case import Case, Scope
from delian.model.claim import Claim, Coder, Kind, Voice, new_claim_id
from delian.model.document import Document, Party, bare_document
from delian.model.event import Coalition, Event, Option
from delian.model.ids import text_digest, voice_id
from delian.model.judgement import Judgement, JudgementKind
from delian.model.proposition import propositions
from delian.model.record import Record
from delian.model.text import cut
from delian.model.when import When
from delian.pipeline import assemble
from delian.plugins import vocabulary

HUMAN = Coder("tester", "human")
MACHINE = Coder("rules", "rules", "0")


@dataclass
class Builder:
    """Collects claims about a made-up world and turns them into records and cases."""

    day: str = "2001-06-01"
    records: list[Record] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    documents: dict[str, Document] = field(default_factory=dict)

    def document(self, name: str, *, day: str | None = None, reprint_of: str | None = None) -> Document:
        """Return the document called `name`, signed by an author of that name."""
        if name not in self.documents:
            text = f"{name}: " + " ".join(f"sentence-{number}" for number in range(400))
            bare = bare_document(text, sha256=text_digest(text), extractor="test")
            self.documents[name] = Document(
                **{
                    **{slot: getattr(bare, slot) for slot in bare.__dataclass_fields__},
                    "title": name,
                    "published": day or self.day,
                    "authors": (Party(name, f"author-{name}"),),
                    "reprint_of": reprint_of,
                    "reprint": reprint_of is not None,
                }
            )
            self.records.append(self.documents[name])
            self.records.append(Actor(f"author-{name}", f"Author {name}", "person"))
        return self.documents[name]

    def voice(self, who: str, document: Document, **fields: Any) -> Voice:
        """Return a voice: `?word` has no name, else it is an actor."""
        nameless = who.startswith("?")
        return Voice(
            id=voice_id(document.id, who.removeprefix("?")),
            role=fields.pop("role", "source"),
            actor=None if nameless else who,
            kind=fields.pop("kind", "anonymous" if nameless else "named"),
            descriptor=who.removeprefix("?") if nameless else None,
            how=fields.pop("how", "says"),
            **fields,
        )

    def say(
        self,
        kind: Kind,
        subject: Iterable[str],
        relation: str,
        objects: Iterable[str] = (),
        *,
        document: str = "one",
        voices: Iterable[str | Voice] = (),
        outlet: str | None = None,
        signed: bool = True,
        when: str | When | None = None,
        coder: Coder = HUMAN,
        **fields: Any,
    ) -> Claim:
        """Add a claim and return it."""
        source = self.document(document)
        start = len(source.body) // 2 + len(self.taken)
        author = f"author-{document}"
        chain = [Voice(voice_id(source.id, author), "author", author, "named", None, "writes")] if signed else []
        if outlet:
            chain.insert(0, Voice(voice_id(source.id, outlet), "outlet", outlet, "institution", None, "writes"))
        chain += [self.voice(one, source) if isinstance(one, str) else one for one in voices]
        draft = Claim(
            id="c-draft",
            document=source.id,
            kind=kind,
            start=start,
            end=start + 5,
            quote=source.body[start : start + 5],
            evidence=(cut(source.body, start, start + 5),),
            subject=tuple(subject),
            relation=relation,
            object=tuple(objects),
            voices=tuple(chain),
            when=When.read(when) if isinstance(when, str) else when,
            coder=coder,
            status="accepted" if coder.kind == "human" else "proposed",
            score=0.9 if coder.kind != "human" else None,
            **fields,
        )
        values = {slot: getattr(draft, slot) for slot in draft.__dataclass_fields__}
        values["id"] = new_claim_id(source.text_sha256, draft, self.taken)
        claim = Claim(**values)
        by_id = {one.id: one for one in self.records if isinstance(one, Claim)}
        values["propositions"] = tuple(one.id for one in propositions(claim, vocabulary(), by_id.get))
        claim = Claim(**values)
        self._register(claim)
        self.records.append(claim)
        return claim

    def _register(self, claim: Claim) -> None:
        known = {getattr(one, "id", None) for one in self.records}
        for name in (*claim.subject, *claim.object, claim.event, *(voice.actor for voice in claim.voices)):
            if name and name not in known:
                known.add(name)
                if name.startswith("e-"):
                    self.records.append(Event(name, name[2:].replace("-", " ")))
                elif name.startswith("o-"):
                    self.records.append(Option(name, name[2:], "i-issue"))
                else:
                    kind: ActorKind = "person" if name.startswith("person") else "organisation"
                    self.records.append(Actor(name, name.replace("-", " ").title(), kind))

    def tie(self, subject: str, relation: str, obj: str, **fields: Any) -> Claim:
        """Add a tie."""
        return self.say("tie", [subject], relation, [obj], **fields)

    def roster(self, *members: str, coalition: str = "k-league") -> None:
        """Enter a roster of core members."""
        self.records.append(Coalition(coalition, "League"))
        for member in members:
            if member not in {getattr(one, "id", None) for one in self.records}:
                self.records.append(Actor(member, member.title(), "organisation"))
            name = f"j-membership-{coalition}-{member}"
            self.records.append(Judgement(name, member, "membership", coalition=coalition, value="core", by="tester"))

    def enter(self, kind: JudgementKind, about: str | tuple[str, ...], value: Any = None, **fields: Any) -> Judgement:
        """Enter a judgement of a person and return it."""
        number = sum(1 for one in self.records if isinstance(one, Judgement))
        entry = Judgement(f"j-{kind}-{number}", about, kind, value=value, by="tester", **fields)
        self.records.append(entry)
        return entry

    def case(self, **scope: Any) -> Case:
        """Return the case under a scope."""
        return assemble(self.records, Scope(**{"count": 256, **scope}))
