"""What does the text rest on?"""

from collections import defaultdict
from collections.abc import Sequence

from delian.answers.measure import HAS_CLAIMS, OfClaims
from delian.answers.phrases import TAIL, row
from delian.answers.tensions import tensions
from delian.model.answer import Row, Table
from delian.model.case import Case
from delian.model.claim import Claim
from delian.model.contest import contradictions
from delian.model.wording import BASES, BASIS_WORDS, basis, says_who, sentence, voice_name


def anatomy(case: Case) -> Table:
    """Return what the claims of the study rest on, by count of the claims that are shown.

    Each claim rests on its origin: the last voice of its chain that is not a mind. Only saying and writing make somebody
    a source; what a person is said to think without a word of theirs is the author's claim, listed apart. Counts are of
    claims, not of importance. Nothing here judges whether a voice is right.

    Source: intelligence sourcing practice, ICD 206 (source descriptors); Berkeley Protocol 2020, ch. VI.
    """
    parts = (_basis(case), _minds(case), _hedges(case), _reprints(case), _against_itself(case), _without(case))
    return Table("anatomy", MEASURE.title, parts=parts, note=_note(case))


def _note(case: Case) -> str:
    hidden = f" {case.hidden} machine readings with a low score are not counted." if case.hidden else ""
    return f"Counts of claims, not of importance.{hidden}"


def _share(count: int, total: int) -> str:
    return f"{count} ({count / total:.0%})" if total else "0"


def _basis(case: Case) -> Table:
    groups: dict[str, list[Claim]] = defaultdict(list)
    voices: dict[str, set[str]] = defaultdict(set)
    for claim in case.shown:
        groups[basis(claim)].append(claim)
        if claim.origin:
            voices[basis(claim)].add(voice_name(case, claim.origin))
    rows = tuple(
        Row(
            (BASIS_WORDS[name], _share(len(groups[name]), len(case.shown)), _some(sorted(voices[name]))),
            tuple(claim.id for claim in groups[name]),
        )
        for name in BASES
        if groups[name]
    )
    return Table("basis", "On whose word", ("rests on", "claims", "who"), rows)


def _some(names: Sequence[str], most: int = 6) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _minds(case: Case) -> Table:
    rows = tuple(row(case, claim, (voice_name(case, claim.mind), claim.mind.how)) for claim in case.shown if claim.mind)
    columns = ("mind", "is said to", *TAIL)
    return Table("minds", "Minds read without a voice", columns, rows, empty="none found")


def _hedges(case: Case) -> Table:
    rows = tuple(
        row(case, claim, (claim.hedge or "weakened", claim.kind)) for claim in case.shown if claim.modality == "hedged"
    )
    return Table("hedges", "Hedged", ("hedge", "kind", *TAIL), rows, empty="nothing is hedged")


def _reprints(case: Case) -> Table:
    rows = []
    for document in case.documents.values():
        if not (document.reprint or document.reprint_of):
            continue
        outlet = document.outlet.name if document.outlet else "unknown outlet"
        first = document.original
        where = " ".join(word for word in ((first and first.outlet) or "", (first and first.published) or "") if word)
        root = case.documents.get(document.reprint_of or "")
        in_study = root.title or root.id if root else "not in this study"
        own = tuple(claim.id for claim in case.shown if claim.document == document.id)
        rows.append(Row((f"{outlet} {document.published or ''}".strip(), where or "–", in_study), own))
    columns = ("reprinted by", "first published", "original here")
    return Table("reprints", "Reprint chain", columns, tuple(rows), empty="no reprint found")


def _against_itself(case: Case) -> Table:
    """Return where one origin contradicts itself, or is at odds with itself (`tensions`)."""
    rows = []
    own = [pair for pair in contradictions(case) if case.origin(pair[0]) == case.origin(pair[1])]
    for one, other, about in (*own, *tensions(case)):
        cells = (about, f"“{sentence(one)}”", f"“{sentence(other)}”", says_who(case, one))
        machine = case.is_machine(one) or case.is_machine(other)
        rows.append(Row(cells, (one.id, other.id), machine))
    columns = ("about", "one place", "another place", "who says so")
    return Table("against-itself", "Text against itself", columns, tuple(rows), empty="no contradiction found")


def _without(case: Case) -> Table:
    """Return what remains of each kind without the voices that have no name."""
    kinds: dict[str, list[Claim]] = defaultdict(list)
    for claim in case.shown:
        kinds[claim.kind].append(claim)
    rows = []
    for kind, claims in kinds.items():
        left = [claim for claim in claims if basis(claim) != "anonymous"]
        lost = tuple(claim.id for claim in claims if basis(claim) == "anonymous")
        rows.append(Row((kind, str(len(claims)), _share(len(left), len(claims))), lost))
    columns = ("kind of claim", "all", "without voices that have no name")
    return Table("without-anonymous", "What remains without voices that have no name", columns, tuple(rows))


MEASURE = OfClaims(
    title="What does it rest on?",
    tells="how much rests on the author's word, on named and nameless voices, on minds read without a voice, and where the "
    "text contradicts itself",
    source="Sourcing practice: ICD 206 (2015); Berkeley Protocol (OHCHR 2020), ch. VI",
    uses=(HAS_CLAIMS,),
    of=anatomy,
)
