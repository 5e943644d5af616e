"""Measures of a coder against a person's sheet: each takes one article and returns a tally; tallies add up over articles."""

from collections import Counter
from collections.abc import Callable, Iterable

from delian.model.actor import Actor, Mention
from delian.model.claim import SHOWN_FROM, Claim, Kind, Voice
from delian.model.text import Extent
from delian.model.when import When
from matching import OVERLAP, Coded, Tally, actors_of, match, overlap, touch

_HEARD = 0.6  # how much of the longer of two quotations must be shared
_SMALL = {"a", "an", "and", "for", "of", "the", "his", "her", "its", "our", "my", "their"}


def _hits(right: int, gold: int, found: int) -> Tally:
    return Tally(right, found, right, gold)


def _share(verdicts: Iterable[bool]) -> Tally:
    listed = list(verdicts)
    return Tally(right_found=sum(listed), found=len(listed))


# --- names -----------------------------------------------------------------------------------------------------------------------


def names(coded: Coded) -> Tally:
    """B³ over mentions by name.

    A mention is one by name if its first word, articles and possessives apart, and its last have a capital, and if the coder holds it for one. Offices, mentions inside a longer name, bylines and outlets, and what lies outside the part that is coded are left out. Mentions meet one to one
    where they overlap by half or more; one that meets none counts as wrong.
    """
    gold, found = _names(coded, coded.gold.actors), _names(coded, coded.rules.actors)
    near = sorted(
        (
            (overlap(one, other), n, m)
            for n, (one, _) in enumerate(gold)
            for m, (other, _) in enumerate(found)
            if touch(one, other)
        ),
        reverse=True,
    )
    partner: dict[int, int] = {}
    for share, n, m in near:
        if share >= 0.5 and n not in partner and m not in partner.values():
            partner[n] = m
    shared = Counter((gold[n][1], found[m][1]) for n, m in partner.items())
    in_gold, in_found = Counter(ident for _, ident in gold), Counter(ident for _, ident in found)
    return Tally(
        right_found=sum(count * count / in_found[theirs] for (_, theirs), count in shared.items()),
        found=len(found),
        right_gold=sum(count * count / in_gold[ours] for (ours, _), count in shared.items()),
        gold=len(gold),
    )


def _names(coded: Coded, actors: Iterable[Actor]) -> list[tuple[Mention, str]]:
    body = coded.document.body
    start, end = _part_coded(coded)
    apart = [place for name, place in coded.document.fields.items() if name in {"author", "outlet"}]
    listed = [
        (mention, actor.id)
        for actor in actors
        if actor.kind != "office"
        for mention in actor.mentions
        if mention.form == "name" and _is_name(body[mention.start : mention.end])
        if start <= mention.start < end and not any(touch(mention, place) for place in apart)
    ]
    listed.sort(key=lambda one: (one[0].start, -one[0].end))
    outer: list[tuple[Mention, str]] = []
    for mention, ident in listed:
        if not outer or mention.end > outer[-1][0].end:
            outer.append((mention, ident))
    return outer


def _is_name(words: str) -> bool:
    """Say whether the first word, articles and possessives apart, and the last have a capital."""
    full = [word for word in words.split() if word.lower() not in _SMALL]
    return bool(full) and all(any(letter.isupper() for letter in word) for word in (full[0], full[-1]))


def _part_coded(coded: Coded) -> tuple[int, int]:
    body = coded.document.body
    if "coded" not in coded.facts:
        return 0, len(body)
    first, last = coded.facts["coded"]
    return body.index(first), body.index(last) + len(last)


# --- claims ----------------------------------------------------------------------------------------------------------------------


def spans(coded: Coded) -> Tally:
    """Clauses found, whatever is made of them."""
    return _hits(
        len(match(coded.gold.claims, coded.rules.claims, overlap)), len(coded.gold.claims), len(coded.rules.claims)
    )


def with_actors(coded: Coded) -> Tally:
    """Clauses found with subject and object right."""
    right = sum(coded.both_agree(*pair) for pair in coded.matched)
    return _hits(right, len(coded.gold.claims), len(coded.rules.claims))


def dyadic(coded: Coded) -> Tally:
    """The same among claims that have an actor on both sides."""
    gold = [claim for claim in coded.gold.claims if _is_dyadic(claim)]
    found = [claim for claim in coded.rules.claims if _is_dyadic(claim)]
    right = sum(coded.both_agree(*pair) for pair in coded.matched if all(map(_is_dyadic, pair)))
    return _hits(right, len(gold), len(found))


def _is_dyadic(claim: Claim) -> bool:
    return bool(actors_of(claim.subject) and actors_of(claim.object))


def kinds(coded: Coded) -> Tally:
    """Kind right of matched claims."""
    return _share(one.kind == other.kind for one, other in coded.matched)


def polarity(coded: Coded) -> Tally:
    """Polarity right of matched claims."""
    return _share(one.polarity == other.polarity for one, other in coded.matched)


def non_asserted(coded: Coded) -> Tally:
    """Matched claims that are not plainly asserted: hedged, conditional, counterfactual, normative, or a question."""
    unsure = [(one.modality != "asserted", other.modality != "asserted") for one, other in coded.matched]
    return _hits(sum(map(all, unsure)), sum(one for one, _ in unsure), sum(other for _, other in unsure))


def non_asserted_of_all(coded: Coded) -> Tally:
    """The same, with every such claim that was not found counted as missed, and every such reading that meets none as wrong."""
    right = sum(one.modality != "asserted" and other.modality != "asserted" for one, other in coded.matched)
    gold, found = ([one.modality != "asserted" for one in coding.claims] for coding in (coded.gold, coded.rules))
    return _hits(right, sum(gold), sum(found))


def holders(coded: Coded) -> Tally:
    """Last voice right of matched claims that are not on the author's word alone."""
    return _share(_same_voice(coded, one.voices[-1], other.voices[-1]) for one, other in coded.matched if _is_held(one))


def _is_held(claim: Claim) -> bool:
    return claim.voices[-1].role in {"source", "mind"}


def _same_voice(coded: Coded, gold: Voice, found: Voice) -> bool:
    if found.role not in {"source", "mind"}:
        return False
    if gold.actor and found.actor and coded.same.get(found.actor, found.actor) == gold.actor:
        return True
    return _same_words(_called(gold, coded.gold.actors), _called(found, coded.rules.actors))


def _called(voice: Voice, actors: Iterable[Actor]) -> str | None:
    return voice.descriptor or next((actor.name for actor in actors if actor.id == voice.actor), None)


def _same_words(one: str | None, other: str | None) -> bool:
    """Say whether the words of one description, small ones apart, are among those of the other."""
    first, second = ({word.strip(",.;") for word in (words or "").lower().split()} - _SMALL for words in (one, other))
    return bool(first and second) and (first <= second or second <= first)


def dates(coded: Coded) -> Tally:
    """Date right of matched claims for which the facts give one: the same expression."""
    return _share(when is not None and when.edtf == wanted.edtf for wanted, when in _dated(coded))


def days(coded: Coded) -> Tally:
    """Date near of matched claims for which the facts give one: a day in common."""
    return _share(when is not None and wanted.bounds.overlaps(when.bounds) for wanted, when in _dated(coded))


def _dated(coded: Coded) -> list[tuple[When, When | None]]:
    given = {(date["quote"], date["edtf"]) for date in coded.entries("date")}
    return [(one.when, other.when) for one, other in coded.matched if one.when and (one.quote, one.when.edtf) in given]


def shown(*of: Kind) -> Callable[[Coded], Tally]:
    """Return the measure: readings of these kinds shown by default for which the sheet has one of the kind, polarity and subject at that place."""

    def measure(coded: Coded) -> Tally:
        readings = [claim for claim in coded.rules.claims if claim.kind in of and (claim.score or 0) >= SHOWN_FROM]
        return _share(any(_bears_out(coded, one, reading) for one in coded.gold.claims) for reading in readings)

    return measure


def _bears_out(coded: Coded, gold: Claim, found: Claim) -> bool:
    alike = (gold.kind, gold.polarity) == (found.kind, found.polarity)
    return alike and overlap(gold, found) >= OVERLAP and coded.sides_agree(gold.subject, found.subject)


# --- quotations ------------------------------------------------------------------------------------------------------------------


def quotations(coded: Coded) -> Tally:
    """Quotations and reported clauses of the facts that were found."""
    return _share(heard is not None for _, heard in _heard(coded))


def speakers(coded: Coded) -> Tally:
    """Speaker right of those found."""
    return _share(heard for _, heard in _heard(coded) if heard is not None)


def _heard(coded: Coded) -> list[tuple[str, bool | None]]:
    """Return each quotation of the facts, and whether its speaker is right; None if it was not found."""
    body, verdicts = coded.document.body, []
    for wanted in coded.entries("quotation"):
        start = body.index(wanted["quote"])
        end = start + len(wanted["quote"])
        verdict = None
        for one in coded.rules.attributions:
            shared = min(end, one.content.end) - max(start, one.content.start)
            if shared > _HEARD * max(end - start, one.content.end - one.content.start):
                verdict = bool(verdict) or _is_speaker(coded, one.speaker, one.source, wanted["speaker"])
        verdicts.append((wanted["quote"], verdict))
    return verdicts


def _is_speaker(coded: Coded, speaker: str | None, source: Extent | None, wanted: str) -> bool:
    if speaker is not None and coded.same.get(speaker, speaker) == wanted:
        return True
    called = next((actor.name for actor in coded.gold.actors if actor.id == wanted), wanted)
    return source is not None and _same_words(called, coded.document.body[source.start : source.end])
