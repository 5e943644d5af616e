"""Short words for what a claim says: on whose word, who says so, which sentence, when, and with what reservation."""

from typing import Literal

from delian.model.case import Case
from delian.model.claim import DIFFER, Claim, Voice

Basis = Literal["author", "named", "anonymous", "institution"]
BASES: tuple[Basis, ...] = ("author", "named", "anonymous", "institution")
BASIS_WORDS: dict[Basis, str] = {
    "author": "the author's own word",
    "named": "a named voice",
    "anonymous": "a voice without a name",
    "institution": "an institution",
}
_LONGEST = 160


def basis(claim: Claim) -> Basis:
    """Return on what a claim rests: the author's own word, a named voice, one without a name, or an institution."""
    origin = claim.origin
    if origin is None or origin.role == "author":
        return "author"
    if origin.role == "outlet" or origin.kind == "institution":
        return "institution"
    return "anonymous" if origin.kind == "anonymous" else "named"


def voice_name(case: Case, voice: Voice) -> str:
    """Return what people call a voice: its actor's name, else its descriptor in the text's words."""
    return case.name(voice.actor) if voice.actor else (voice.descriptor or "unsigned")


def says_who(case: Case, claim: Claim) -> str:
    """Return the origin of a claim, with the author or outlet through whom it comes and the mind it is read into."""
    origin, mind = claim.origin, claim.mind
    told = voice_name(case, origin) if origin else "unsigned"
    outer = next((voice for voice in claim.voices if voice.role == "author"), None)
    if outer is not None and origin is not None and outer.id != origin.id:
        told = f"{told}, via {voice_name(case, outer)}"
    return f"{told}: what {voice_name(case, mind)} {mind.how}" if mind else told


def sentence(claim: Claim) -> str:
    """Return the words of the text that a claim rests on, shortened for a table."""
    words = " ".join((claim.quote or claim.gloss or "quotation withheld").split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rsplit(' ', 1)[0]} …"


def when(claim: Claim) -> str:
    """Return when a claim says it was, as precise as the text; empty if it does not say."""
    if claim.when is None:
        return ""
    means = "" if claim.when.means == "during" else f"{claim.when.means} "
    return f"{means}{claim.when.edtf}"


def manner(claim: Claim) -> str:
    """Return what keeps a claim from being a plain statement: denied, hedged, supposed, read otherwise by another coder …;
    empty if nothing does.
    """
    words = []
    if claim.absence == "unable":
        words.append("could not")
    elif claim.denies:
        words.append("denied" if claim.absence == "none" else "did not")
    if claim.modality not in {"asserted", "question"}:
        words.append(f"hedged: {claim.hedge or 'weakened'}" if claim.modality == "hedged" else claim.modality)
    words += [flag for flag in claim.flags if flag.startswith(DIFFER)]
    return ", ".join(words)
