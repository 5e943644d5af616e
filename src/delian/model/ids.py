"""Ids: strings of `[a-z0-9-]`, minted once or computed from content (RECORDS 1)."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Collection, Sequence
from typing import TypeAlias

Json: TypeAlias = bool | int | float | str | Sequence["Json"] | dict[str, "Json"] | None

# Letters that Unicode does not decompose into a base letter and a mark.
_PLAIN = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "œ": "oe", "ı": "i"})


def canonical(value: Json) -> str:
    """Return the one JSON text of `value`: keys sorted, no blanks, no escapes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value: Json) -> str:
    """Return the SHA-256 of the canonical JSON of `value`, in hexadecimal."""
    return hashlib.sha256(canonical(value).encode("utf-8", "surrogatepass")).hexdigest()


def text_digest(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def slug(label: str) -> str:
    """Return `label` in `[a-z0-9-]`.

    A label with no Latin letter or digit, such as an Arabic name, gets `x-` and eight digits of its hash: stable,
    and never empty.

    >>> slug("Qāsem Soleimānī"), slug("Al-Bina’ (Construction)")
    ('qasem-soleimani', 'al-bina-construction')
    """
    folded = unicodedata.normalize("NFKD", label.lower().translate(_PLAIN))
    base = "".join(letter for letter in folded if not unicodedata.combining(letter))
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’‘ʿʾ`]", "", base))
    return "-".join(words) or f"x-{text_digest(label)[:8]}"


def mint(label: str, taken: Collection[str], prefix: str = "") -> str:
    """Return a new id for `label` that is not in `taken`: its slug, with `-2`, `-3` … on a clash."""
    first = prefix + slug(label)
    name, count = first, 1
    while name in taken:
        count += 1
        name = f"{first}-{count}"
    return name


def document_id(text_sha256: str) -> str:
    """Return the id of the document with that frozen text."""
    return f"d-{text_sha256[:10]}"


def claim_id(text_sha256: str, start: int, end: int, kind: str, coder: str, n: int) -> str:
    """Return the id of the `n`-th claim of `kind` that `coder` reads at that place of the text."""
    return f"c-{digest([text_sha256, start, end, kind, coder, n])[:12]}"


def voice_id(root_document: str, who: str, ordinal: int = 0) -> str:
    """Return the id of a voice.

    Args:
        root_document: Id of the first document of the reprint chain, so that a reprint shares its root's voices.
        who: The actor's id, or the normalised descriptor of a voice without a name.
        ordinal: Tells equal descriptors of one text apart where the coder does.
    """
    return f"v-{digest([root_document, who, ordinal])[:10]}"


def attribution_id(document: str, start: int, end: int, n: int = 0) -> str:
    """Return the id of the `n`-th attribution whose content lies there."""
    return f"a-{digest([document, start, end, n])[:12]}"


def proposition_id(key: Json) -> str:
    """Return the id of the proposition with that key (RECORDS 4)."""
    return f"p-{digest(key)[:12]}"


def normalised(descriptor: str) -> str:
    """Return a descriptor as it is compared: lower case, single blanks, no article before it."""
    words = descriptor.lower().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in {"a", "an", "the"} else words)
