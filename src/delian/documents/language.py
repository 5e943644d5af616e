"""Language of a text, told by its script first and by its commonest small words second."""

import re
import unicodedata
from collections import Counter
from functools import cache

from delian.plugins import read_list

_LONGEST_SAMPLE = 20_000  # characters; more does not change the answer
_FEWEST_LETTERS = 12
_FEWEST_KINDS = 3  # different small words
_LEAST_SHARE = 0.12  # of the words that are small words of the language; running text has 0.25 to 0.5
_LEAST_LEAD = 1.15  # over the next language
_MAIN_SCRIPT = 0.6  # of the letters

# First word of a letter's Unicode name, where it is not itself the script's name in languages.toml.
_SCRIPTS = {"cjk": "han", "hiragana": "kana", "katakana": "kana"}
_WORD = re.compile(r"[^\W\d_]+")


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language that `text` is in; None if that is not sure.

    >>> detect_language("The envoys of both cities met in the harbour, but they did not agree on the toll.")
    'en'
    """
    sample = text[:_LONGEST_SAMPLE]
    script = _main_script(sample)
    candidates = [code for code, entry in read_list("languages").items() if entry["script"] == script]
    if len(candidates) == 1:
        return candidates[0]
    ranked = sorted(((evidence(sample, code), code) for code in candidates), reverse=True)
    if not ranked:
        return None
    (share, kinds), code = ranked[0]
    second = ranked[1][0][0]
    sure = kinds >= _FEWEST_KINDS and share >= _LEAST_SHARE and share >= second * _LEAST_LEAD
    return code if sure else None


def best_evidence(text: str) -> float:
    """Return the share of the text's words that are small words of the language it most looks like."""
    return max(evidence(text[:_LONGEST_SAMPLE], code)[0] for code in read_list("languages"))


def evidence(text: str, code: str) -> tuple[float, int]:
    """Return which share of the words of `text` are small words of the language, and how many different ones."""
    words = Counter(_WORD.findall(text.lower()))
    small = words.keys() & _small_words(code)
    return (sum(words[word] for word in small) / words.total() if words else 0.0), len(small)


def is_known(code: str) -> bool:
    """Say whether texts in the language can be told from others."""
    return code in read_list("languages")


def is_unfinished(word: str, code: str | None) -> bool:
    """Say whether no sentence of the language ends in `word`; a text of unknown language counts as English."""
    return word.lower() in _unfinished_words(code or "en")


@cache
def _small_words(code: str) -> frozenset[str]:
    return frozenset(read_list("languages")[code].get("words", ()))


@cache
def _unfinished_words(code: str) -> frozenset[str]:
    return frozenset(read_list("languages").get(code, {}).get("unfinished", ()))


def _main_script(sample: str) -> str | None:
    """Return the script that most letters are in; None if there are few letters or no script leads."""
    scripts: Counter[str] = Counter()
    for letter, count in Counter(sample).items():
        if letter.isalpha():
            scripts[_script(letter)] += count
    total = sum(scripts.values())
    if total < _FEWEST_LETTERS:
        return None
    if scripts["kana"] > total / 20:  # Japanese writes most of its nouns in Han signs
        return "kana"
    script, count = scripts.most_common(1)[0]
    return script if count >= total * _MAIN_SCRIPT else None


@cache
def _script(letter: str) -> str:
    first = unicodedata.name(letter, "?").split()[0].lower()
    return _SCRIPTS.get(first, first)
