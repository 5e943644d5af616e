"""What `delian voices` prints: each voice with what depends on it and how it is taken, which to grade first, who looks alike."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from delian.cli.printing import WIDTH

if TYPE_CHECKING:
    from delian.model.case import Case
    from delian.model.judgement import Judgement
    from delian.worlds.learn.anchored import Lessons
    from delian.worlds.learn.copying import Suspect
    from delian.worlds.trust.voices import Standing, Taken

_KINDS = {"named": "named", "institution": "institution", "anonymous": "without a name", "unsigned": "unsigned text"}


def render_voices(
    case: "Case", voices: "Sequence[Standing]", first: "Sequence[Standing]", alike: "Sequence[Suspect]", study: Path
) -> Iterator[str]:
    """Yield the lines.

    Args:
        case: Where they speak.
        voices: In the order in which they are listed.
        first: Those that are worth grading first.
        alike: Outlets that may copy each other.
        study: Its file, for the commands that are named.
    """
    if not voices:
        yield "No claim of this study says how the world is, so that nobody’s word counts yet."
        return
    yield f"{len(voices)} voices, those with most claims first. That is a count: it says nothing of anybody’s worth."
    for one in voices:
        yield ""
        yield from _voice(case, one)
    if first:
        yield ""
        yield "Grade these first: nobody has graded them, and most claims rest on their word alone."
        for one in first:
            command = shlex.join(["delian", "grade", str(study), one.id, "LETTER", "--why", "TEXT"])
            yield f"  {_quoted(one)}: {_claims(one.alone)}  {command}"
    if alike:
        yield ""
        yield "Outlets that look like copies of each other; nothing follows from it before a person has looked:"
        yield from (_alike(case, one) for one in alike)


def render_lessons(lessons: "Lessons") -> Iterator[str]:
    """Yield the lines: for each origin its retention before and after learning, and what to distrust."""
    yield fill(f"What {len(lessons.origins)} origins say was compared ({lessons.why}).", WIDTH)
    yield "Retention by the grade, or by what stands in for one → as learnt:"
    for one in lessons.origins:
        yield f"  {one.prior:.2f} → {one.learnt:.2f}  {one.name} · {one.origin} · {one.said} contested or known"
    yield from (fill(words, WIDTH) for words in lessons.warnings)


def name_of(case: "Case", ident: str) -> str:
    """Return what people call whom or what an entry is about: a voice without a name by its descriptor."""
    if ident in case.documents:
        return case.documents[ident].title or ident
    described = (voice.descriptor for claim in case.readings for voice in claim.voices if voice.id == ident)
    return next((f"“{words}”" for words in described if words), case.name(ident))


def _voice(case: "Case", one: "Standing") -> Iterator[str]:
    parts = [_quoted(one), _KINDS[one.kind]]
    if one.kind == "anonymous":
        parts.append(" and ".join(f"in “{case.documents[name].title or name}”" for name in one.documents))
    open_ = f" ({one.unreviewed} unreviewed)" if one.unreviewed else ""
    parts += [one.id, _claims(one.origin + one.relay) + open_]
    yield fill(" · ".join(parts), WIDTH, subsequent_indent="  ")
    for taken in one.taken:
        yield _indented(_taken(taken))
    for coalition, standing in one.coalitions.items():
        yield f"    coalition: {case.name(coalition)} ({standing})"
    for entry in one.interests:
        yield _indented(_interest(case, entry))


def _quoted(one: "Standing") -> str:
    return f"“{one.name}”" if one.kind == "anonymous" else one.name


def _taken(taken: "Taken") -> str:
    link = taken.link
    letter = f"{link.letter}, " if link.letter else ""
    return f"{link.role} of {_claims(taken.claims)}: {letter}retention {link.retention:.2f}, {link.why}"


def _interest(case: "Case", entry: "Judgement") -> str:
    _, *matters = entry.abouts
    what = ", ".join(name_of(case, matter) for matter in matters) or "all that it says"
    topic = f" on {case.name(entry.topic)}" if entry.topic else ""
    return f"interest: {entry.value} it: {what}{topic}; entered by {entry.by or 'somebody'}: {entry.why}"


def _alike(case: "Case", one: "Suspect") -> str:
    both = f"{name_of(case, one.one)} and {name_of(case, one.other)}"
    told = f"say the same of {one.shared} things, {one.shared_false} of them against what most say, and differ on {one.different}"
    return _indented(f"{both} {told}: {one.p:.2f} that one copies the other")


def _claims(count: int) -> str:
    return f"{count} claim{'s' * (count != 1)}"


def _indented(words: str) -> str:
    return fill(words, WIDTH, initial_indent="    ", subsequent_indent="      ")
