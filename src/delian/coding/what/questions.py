"""Stage 13: questions that the text asks: open, rhetorical, or answered by what follows."""

import re

from delian.coding.modality import Manner
from delian.coding.notebook import Notebook
from delian.model.claim import Asks

_RHETORICAL = re.compile(
    r"^(?:(?:but|and|so|after all),? )?(?:who (?:would|could|can|does not|doesn['’]t)|how could|why (?:would|should)|is it any wonder|"
    r"isn['’]t|aren['’]t|wasn['’]t|don['’]t|doesn['’]t|didn['’]t|what else|when has|has .* ever)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"^(?:no|yes|certainly|hardly|of course|not at all|never|nobody|nothing|because|the answer)\b", re.IGNORECASE
)


def note_questions(notebook: Notebook) -> None:
    """Note each question with who and what it is about."""
    scene, parse = notebook.scene, notebook.scene.parse
    for sentence in parse.sentences:
        words = parse.words(sentence)
        if not any(token.text.startswith("?") for token in words[-2:]):
            continue
        last = next(token.i for token in reversed(words) if token.text.startswith("?"))
        extent = parse.extent([sentence.first, last])
        about = [scene.of[n] for n in sorted({scene.at[i] for i in range(sentence.first, last) if i in scene.at})]
        notebook.propose(
            "question",
            "question",
            "asks",
            _root(notebook, sentence.first, sentence.last),
            extent=extent,
            how=Manner("question"),
            about=tuple(dict.fromkeys(one for one in about if one)),
            asks=_asks(notebook, sentence.i, parse.text[extent.start : extent.end]),
            timed=False,
        )


def _root(notebook: Notebook, first: int, last: int) -> int:
    tokens = notebook.scene.parse.tokens
    return next((i for i in range(first, last) if not first <= tokens[i].head < last or tokens[i].head == i), first)


def _asks(notebook: Notebook, sentence: int, words: str) -> Asks:
    """Return whether a question is open, rhetorical, or answered in the next sentence of its paragraph."""
    parse = notebook.scene.parse
    if _RHETORICAL.search(words.lstrip("“\"’'‘ ")):
        return "rhetorical"
    following = parse.sentences[sentence + 1] if sentence + 1 < len(parse.sentences) else None
    if following and following.paragraph == parse.sentences[sentence].paragraph:
        next_words = parse.text[parse.tokens[following.first].start : parse.tokens[following.last - 1].end]
        if _ANSWER.search(next_words):
            return "answered"
    return "open"
