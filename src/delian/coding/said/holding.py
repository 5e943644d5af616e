"""Stage 5a: what becomes of a clause that a verb of knowing, thinking or saying holds, where the verb is denied, asked or supposed."""

from functools import cache
from typing import Literal

from delian.coding.modality import manner
from delian.coding.parse import Parse
from delian.model.vocabulary import Vocabulary
from delian.plugins import read_list

# Presupposed: who speaks takes it for true. Held: whose verb it is does. Contrary: they think it is not so. Open: nobody says.
Hold = Literal["presupposed", "held", "contrary", "open"]
_SELVES = frozenset({"i", "we"})
_PAST = frozenset({"VBD", "VBN"})
_UNREAL = frozenset({"question", "conditional", "counterfactual", "normative"})
_CAN = frozenset({"can", "could"})


def hold(parse: Parse, cue: int, vocabulary: Vocabulary) -> Hold:
    """Return what becomes of the clause that the verb at token `cue` holds."""
    lemma = parse.tokens[cue].lemma
    put = manner(parse, cue, vocabulary)
    denied = put.polarity == "-"
    if _is_wonder(parse, cue, denied=denied) or (
        lemma in _verbs("factive", "perceived") and _can(parse, cue) and not denied
    ):
        return "presupposed"
    if lemma in _verbs("factive", "verbs"):
        doubted = denied and lemma in _verbs("factive", "doubted") and is_own(parse, cue)
        plain = not denied and put.modality not in _UNREAL and lemma not in _verbs("factive", "unaware")
        return "open" if doubted else "held" if plain else "presupposed"
    if put.modality in _UNREAL:
        return "open"
    if denied:
        return "contrary" if lemma in _verbs("turned", "verbs") else "open"
    return "held"


def is_own(parse: Parse, cue: int) -> bool:
    """Say whether a verb tells what the speaker knows, thinks or says as they speak: "I think"."""
    token = parse.tokens[cue]
    past = token.tag in _PAST or any(one.tag in _PAST for one in parse.of(cue, "aux"))
    return not past and any(one.text.lower() in _SELVES for one in parse.of(cue, "nsubj"))


@cache
def _verbs(group: str, name: str) -> frozenset[str]:
    return frozenset(read_list("modalities")[group][name])


def _can(parse: Parse, cue: int) -> bool:
    """Say whether somebody can perceive a thing: "could tell that", not "could tell her that"."""
    return bool(_CAN & {one.text.lower() for one in parse.of(cue, "aux")}) and not parse.of(cue, "dobj", "dative")


def _is_wonder(parse: Parse, cue: int, *, denied: bool) -> bool:
    """Say whether it is told as hard to believe, which it is only if it is so: "could hardly believe that"."""
    can = _CAN | {"ca"}
    return (
        denied
        and parse.tokens[cue].lemma == "believe"
        and bool(can & {one.text.lower() for one in parse.of(cue, "aux")})
    )
