"""Study: the user's project, kept as its record file; and the worked cases that ship with Delian, read into studies."""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from delian.coding.calibrate import Calibration, calibrate, reviewed
from delian.coding.proposers.proposer import Proposer
from delian.errors import DelianError, UnknownName
from delian.model.answer import Reply
from delian.model.case import Case, Scope
from delian.model.claim import Claim, revoiced
from delian.model.document import Document
from delian.model.entries import faults
from delian.model.event import Coalition
from delian.model.ids import mint
from delian.model.judgement import Decision, Judgement, JudgementKind
from delian.model.problem import Problem
from delian.model.record import Noun, Record
from delian.model.vocabulary import Vocabulary
from delian.pipeline import answer, assemble, chain, code, read, refuse_entry, same_events
from delian.plugins import vocabulary
from delian.settling import latest_nouns
from delian.store import lines
from delian.store.packs import Pack, find_pack
from delian.worlds.same.identity import Identity, Signature
from delian.worlds.trust.named import find_abouts, find_topic

if TYPE_CHECKING:
    from delian.coding.proposers.llm.proposer import LanguageModel
    from delian.coding.proposers.sheet import Sheet

Progress = Callable[[str], None]


@dataclass
class Study:
    """All records of one project, in order, and where they are kept.

    The records are the only state: what a question sees is worked out from them each time.

    Attributes:
        records: In order of entry; a later record of an id stands in place of an earlier one.
        path: The file; None for a study in memory.
        problems: Faults of lines that had to be left out when the file was read.
        lists: Folder of the study's own word lists; by default `vocabulary/` beside its file, if there is one.
    """

    records: list[Record] = field(default_factory=list)
    path: Path | None = None
    problems: list[Problem] = field(default_factory=list)
    lists: Path | None = None

    @classmethod
    def open(cls, path: str | Path) -> "Study":
        """Return the study kept at `path`; raises UnreadableStudy if there is none or it cannot be read."""
        records, problems = lines.read_study(Path(path))
        return cls(records, Path(path), problems)

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary, with the study's own lists merged over it; raises BadVocabulary if they cannot be."""
        beside = self.path.parent / "vocabulary" if self.path else None
        return vocabulary(self.lists or (beside if beside is not None and any(beside.glob("*.toml")) else None))

    @classmethod
    def new(cls, path: Path) -> "Study":
        """Return a new study that is kept at `path`, and write its first line."""
        lines.append(path, [])
        return cls(path=path)

    @property
    def nouns(self) -> Mapping[str, Noun]:
        """Nouns by id, as they stand."""
        return latest_nouns(self.records)

    @property
    def documents(self) -> list[Document]:
        """Documents, in order of entry."""
        return [noun for noun in self.nouns.values() if isinstance(noun, Document)]

    def add(self, records: Iterable[Record]) -> None:
        """Add the records that say anything new, and write them if the study has a file: all or, after a crash, none."""
        nouns = self.nouns
        told = {record for record in self.records if isinstance(record, Problem)}
        added = [
            record
            for record in records
            if (record not in told if isinstance(record, Problem) else nouns.get(getattr(record, "id", "")) != record)
        ]
        if self.path is not None:
            lines.append(self.path, added)
        self.records += added

    def code(
        self,
        path: Path,
        proposer: Proposer | None = None,
        progress: Progress = lambda _: None,
        pack: Pack | None = None,
    ) -> Document:
        """Read the article at `path`, code it, and add what was found; return the document.

        Args:
            path: A text, Markdown or saved web page.
            proposer: Who reads claims out of it; the rules by default.
            progress: Told what is being done.
            pack: A person's coding of this text that is taken instead; `pack_of` finds it.
        """
        progress(f"reading {path.name}")
        document, problems = read(path)
        others = [one for one in self.documents if one.id != document.id]
        chained, chain_problems = chain([*others, document])
        document = chained[-1]
        changed: list[Record] = [new for new, old in zip(chained, others, strict=False) if new != old]
        changed += self._revoiced(others, chained)
        progress(f"coding {path.name}")
        coded: list[Record]
        gone: list[Decision] = []
        if pack is not None:
            coded = [document, *pack.coding(document)]
        else:
            coder = proposer or default_proposer()
            root = _root(document, chained)
            coded = code(document, coder, self.nouns, root=root, words=self.vocabulary, tell=progress)
            gone = self._no_longer_read(document, coder.coder.name, coded)
        self.add([*changed, *coded, *problems, *chain_problems, *gone])
        self.add(same_events(document.id, self.records, self.vocabulary))
        return next(record for record in coded if isinstance(record, Document))

    def _revoiced(self, before: Sequence[Document], after: Sequence[Document]) -> list[Claim]:
        """Return the claims of documents that turn out to be reprints, with the voices of their new root."""
        found = []
        for old, new in zip(before, after, strict=False):
            old_root, new_root = _root(old, before), _root(new, after)
            if old_root != new_root:
                claims = (noun for noun in self.nouns.values() if isinstance(noun, Claim) and noun.document == old.id)
                found += [revoiced(claim, old_root, new_root) for claim in claims]
        return found

    def _no_longer_read(self, document: Document, coder: str, coded: Sequence[Record]) -> list[Decision]:
        """Return decisions that retire open proposals which the same coder, run again, does not make any more."""
        fresh = {record.id for record in coded if isinstance(record, Claim)}
        old = [
            noun
            for noun in self.nouns.values()
            if isinstance(noun, Claim) and noun.document == document.id and noun.coder.name == coder
        ]
        gone = [claim for claim in old if claim.id not in fresh and claim.status == "proposed"]
        why = "no longer read when the document was coded again"
        names = {f"x-{claim.id}-gone": claim.id for claim in gone}
        fresh_names = names.keys() - self.nouns.keys()
        return [Decision(name, names[name], "deprecate", by=coder, why=why) for name in sorted(fresh_names)]

    def case(self, scope: Scope | None = None) -> Case:
        """Return the study as a question under `scope` sees it."""
        case = assemble(self.records, scope or Scope(), self.vocabulary)
        return replace(case, problems=(*self.problems, *case.problems))

    def judge(
        self,
        kind: JudgementKind,
        about: str | Sequence[str],
        value: str | float | tuple[str, ...],
        *,
        why: str,
        by: str,
        topic: str | None = None,
        low: float | None = None,
        on: str | None = None,
    ) -> Judgement:
        """Enter a judgement and return it; a later one of the same kind takes its place, and nothing is deleted.

        Rules take no other's place: all of them are in force.

        Args:
            kind: What is judged.
            about: Names or ids of what it is about; for an interest the voice first, then what serves or harms it.
            value: As its kind asks for.
            why: Reason.
            by: Who judges.
            topic: Topic that it is limited to.
            low: Of an interest, how surely the voice says what serves it, in [0, 1]; of a rule, how many hold.
            on: Day from which a grade holds.

        Raises:
            UnknownName: If the study has nothing of that name.
            DelianError: If the value does not fit the kind, or a rule or resolution contradicts what is in force.
        """
        case = self.case()
        names = find_abouts(case, kind, [about] if isinstance(about, str) else about)
        judgement = Judgement(
            id=mint(f"{kind}-{names[0]}", self.nouns, "j-"),
            about=names[0] if len(names) == 1 else names,
            kind=kind,
            topic=find_topic(case, topic) if topic else None,
            value=value,
            low=low,
            on=on,
            by=by,
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            why=why,
        )
        for fault in faults(judgement):
            raise DelianError(fault)
        self._refuse_unsound(judgement, judgement)
        self.add([judgement])
        return judgement

    def _refuse_unsound(self, judgement: Judgement, record: Record) -> None:
        """Refuse a record by which a rule or a resolution comes into force that does not fit the others."""
        if judgement.kind in {"rule", "resolution"}:
            refuse_entry(assemble([*self.records, record], Scope(), self.vocabulary), judgement.id)

    @property
    def faults(self) -> list[Problem]:
        """What in the records had to be left out or does not fit together, apart from the problems that they record."""
        recorded = {record for record in self.records if isinstance(record, Problem)}
        return [problem for problem in self.case().problems if problem not in recorded]

    @property
    def calibration(self) -> Calibration:
        """What people's decisions say about the machine coders' scores."""
        claims = (noun for noun in self.nouns.values() if isinstance(noun, Claim))
        return calibrate(reviewed(claims, [one for one in self.records if isinstance(one, Decision)]))

    def ask(self, question: str, scope: Scope | None = None) -> Reply:
        """Return the reply to one question, such as `cohesion`."""
        return answer(self.case(scope), question)

    def merge(self, keep: str, drop: Sequence[str], why: str, by: str) -> Decision:
        """Enter that `drop` are the same as `keep`, which survives; return the decision.

        Raises:
            DelianError: If one is unknown, or they are of different kinds, one already, or declared apart.
        """
        return self._enter(self._identity.merge(keep, drop, _signed(why, by)))

    def apart(self, one: str, others: Sequence[str], why: str, by: str) -> Decision:
        """Enter that `one` and each of `others` are not the same, so that no rule merges or proposes them."""
        return self._enter(self._identity.apart(one, others, _signed(why, by)))

    def split(self, keep: str, drop: Sequence[str], why: str, by: str) -> tuple[Decision, tuple[Judgement, ...]]:
        """Enter that `drop` leave `keep`; return the decision and the judgements on what was one, to be bound again."""
        before = self._identity
        decision = self._enter(before.split(keep, drop, _signed(why, by)))
        return decision, before.bound(decision.about)

    def undo(self, decision: str, why: str, by: str) -> Decision:
        """Enter that a decision or a judgement is taken back; an undo of an undo restores.

        Raises:
            UnknownName: If there is none of that id.
            DelianError: If it is undone already, or what would be restored contradicts what is in force.
        """
        made = self._identity.undo(decision, _signed(why, by))
        judgement = self.judgement_of(made)
        if judgement is not None and judgement.id != decision:
            self._refuse_unsound(judgement, made)
        return self._enter(made)

    def judgement_of(self, undo: Decision) -> Judgement | None:
        """Return the judgement that an undo takes back or restores; None if it is about a decision."""
        return self._identity.judgement_of(undo)

    @property
    def _identity(self) -> Identity:
        return Identity(self.nouns, [record for record in self.records if isinstance(record, Decision)])

    def _enter(self, decision: Decision) -> Decision:
        self.add([decision])
        return decision


def _signed(why: str, by: str) -> Signature:
    return Signature(by, datetime.now(UTC).isoformat(timespec="seconds"), why)


def default_proposer() -> Proposer:
    """Return the proposer that needs nothing but the text: rules."""
    from delian.coding.proposers.rules import PROPOSER  # noqa: PLC0415

    return PROPOSER


def proposer_named(name: str, cache: Path | None = None) -> Proposer:
    """Return the proposer called `rules` or `llm`.

    Args:
        name: Which.
        cache: Folder for the answers of a language model; by default in the user's cache folder.

    Raises:
        DelianError: If there is none of that name, or the environment names no language model.
    """
    if name == "rules":
        return default_proposer()
    if name != "llm":
        raise UnknownName("coder", name, ["rules", "llm"])
    return language_model(cache)


def language_model(cache: Path | None = None) -> "LanguageModel":
    """Return the language model that the environment names, as a proposer; nothing is asked of it yet."""
    from delian.coding.proposers.llm.endpoint import Endpoint  # noqa: PLC0415
    from delian.coding.proposers.llm.proposer import LanguageModel  # noqa: PLC0415
    from delian.coding.proposers.llm.settings import read_settings  # noqa: PLC0415

    return LanguageModel(Endpoint(read_settings(cache=cache)))


def sheet_proposer(path: Path) -> "Sheet":
    """Return the proposer that a person's coding sheet at `path` is; raises DelianError if it cannot be read."""
    from delian.coding.proposers.sheet import Sheet  # noqa: PLC0415

    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        message = f"the sheet {path} cannot be read: {fault}"
        raise DelianError(message, "Name a TOML file; docs/coding-sheets.md describes the format.") from fault
    return Sheet.read(text, path.name)


def _root(document: Document, documents: Sequence[Document]) -> str:
    by_id = {one.id: one for one in documents}
    seen: set[str] = set()
    while document.reprint_of in by_id and document.id not in seen:
        seen.add(document.id)
        document = by_id[document.reprint_of]
    return document.id


def catalog() -> dict[str, Path]:
    """Return the worked cases that ship with Delian: slug → folder."""
    roots = (Path(__file__).parent / "catalog", Path(__file__).parents[2] / "examples" / "catalog")
    root = next((one for one in roots if one.is_dir()), None)
    if root is None:
        message = "the worked cases are not installed here"
        raise DelianError(message, "They are in the folder examples/catalog of the source distribution.")
    return {folder.name: folder for folder in sorted(root.iterdir()) if (folder / "case.toml").exists()}


def pack_of(path: Path) -> Pack | None:
    """Return the hand coding of the article at `path` that ships with a worked case, if there is one."""
    document, _ = read(path)
    return find_pack(catalog().values(), document.text_sha256)


def read_case(folder: Path) -> dict[str, Any]:
    """Return what the case.toml in `folder` says.

    Raises:
        DelianError: If there is none, or it is not TOML.
    """
    try:
        return tomllib.loads((folder / "case.toml").read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as fault:
        message = f"{folder} holds no readable case.toml: {fault}"
        raise DelianError(message) from fault


def load_catalog_case(folder: Path, path: Path | None = None, progress: Progress = lambda _: None) -> Study:
    """Return the worked case in `folder` as a study: its documents coded by its sheets, with roster and thesis.

    Args:
        folder: Holds `case.toml`, documents, and one sheet a document.
        path: Where to keep the study; None for memory only.
        progress: Told what is being done.

    Raises:
        DelianError: If `case.toml` is missing or not of its form.
    """
    content = read_case(folder)
    study = Study()
    labels: dict[str, str] = {}
    documents: dict[str, Document] = {}
    for name in content["documents"]:
        sheet = sheet_proposer(folder / name)
        document = study.code(folder / sheet.document, sheet, progress)
        documents[sheet.document] = document
        labels |= claim_labels(sheet, study, document)
    study.add(case_entries(content, documents, labels))
    if path is not None:
        kept = lines.put(path, study.records)
        if kept:
            progress(f"{path} held other records: kept as {kept}")
        study.path = path
    return study


def claim_labels(sheet: "Sheet", study: Study, document: Document) -> dict[str, str]:
    """Return `DOCUMENT#label` → claim id, matched by the order in which the gate numbers equal claims."""
    claims = [one for one in study.records if isinstance(one, Claim) and one.document == document.id]
    found: dict[str, str] = {}
    used: set[str] = set()
    for entry in sheet.content.get("claim", ()):
        for claim in claims:
            matches = claim.gloss == entry.get("gloss") and claim.kind == entry["kind"]
            quoted = " ".join((claim.quote or "").split()) == " ".join(entry["quote"].split())
            if matches and quoted and claim.id not in used and claim.relation == entry["relation"]:
                used.add(claim.id)
                if "label" in entry:
                    found[f"{sheet.document}#{entry['label']}"] = claim.id
                break
    return found


def case_entries(
    content: Mapping[str, Any], documents: Mapping[str, Document], labels: Mapping[str, str]
) -> list[Record]:
    """Return coalitions, judgements and merges of a catalog case as records."""
    by, at = content.get("by", "Delian editors"), str(content.get("at", ""))
    records: list[Record] = [Coalition(f"k-{slug}", one["label"]) for slug, one in content.get("coalition", {}).items()]

    def about(name: str) -> str:
        return documents[name].id if name in documents else labels.get(name, name)

    for kind in ("membership", "list-origin", "grade", "interest"):
        for number, one in enumerate(content.get(kind, ()), 1):
            fields = {
                name: one[name] for name in ("topic", "coalition", "value", "low", "high", "on", "why") if name in one
            }
            whom = one["about"]
            abouts = about(whom) if isinstance(whom, str) else tuple(map(about, whom))
            records.append(Judgement(f"j-{kind}-{number}", abouts, kind, by=by, at=at, **fields))
    for number, one in enumerate(content.get("thesis", ()), 1):
        value = tuple(labels[f"{one['about']}#{label}"] for label in one["value"])
        thesis = Judgement(f"j-thesis-{number}", about(one["about"]), "thesis", value=value, by=by, at=at)
        records.append(replace(thesis, why=one.get("why", "")))
    for number, one in enumerate(content.get("merge", ()), 1):
        drop = tuple(one["drop"])
        records.append(
            Decision(f"x-merge-{number}", one["keep"], "merge", one["keep"], drop, by=by, at=at, why=one["why"])
        )
    return records
