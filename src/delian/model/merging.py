"""Merging: a study's own entries over the shipped ones. Lists grow, single values are replaced, new entries are whole."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

_TERM = {"line": str, "example": str}
_KEYS: Mapping[str, Mapping[str, type | tuple[type, ...]]] = {
    "events": _TERM
    | {
        "plover": str, "extension": bool, "quad": str, "score": (int, float), "recipient": str, "lemmas": list, "nouns": list,
        "phrases": list, "modes": dict, "unscored": list, "mode_words": dict, "mode_of": dict, "future": str, "ended": str,
        "negated": str, "promises": bool, "examples": list, "near_misses": list,
    },
    "relations": _TERM
    | {
        "sign": int, "symmetric": bool, "function": str, "inverse": str, "verbs": list, "nouns": list, "phrases": list,
        "closes": list, "excludes": list,
    },
}  # fmt: skip
_NEEDED: Mapping[str, AbstractSet[str]] = {
    "events": {"line", "example", "plover", "quad"},
    "relations": {"line", "example", "sign"},
}
# Lists of which a word stands under one entry only: what a study lists anew leaves the entry that had it.
_EXCLUSIVE: Mapping[str, AbstractSet[str]] = {"events": {"lemmas", "nouns"}, "relations": {"verbs"}}


def merged(name: str, shipped: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return the list `name` with a study's own entries in it.

    Raises:
        ValueError: If an entry has an unknown key, a value of the wrong form, or lacks what a new entry needs.
    """
    if name == "wordings":
        return _wordings(shipped, own)
    if name == "trust":
        return _trust(shipped, own)
    result = {ident: dict(entry) for ident, entry in shipped.items()}
    for ident, entry in own.items():
        _check(name, ident, entry, new=ident not in shipped)
        for field in _EXCLUSIVE[name] & entry.keys():
            for other in result.values():
                if field in other:
                    other[field] = [word for word in other[field] if word not in entry[field]]
        old = result.get(ident, {"extension": True} if name == "events" else {})
        result[ident] = {**old, **{field: _joined(old.get(field), value) for field, value in entry.items()}}
    return result


def _joined(old: Any, new: Any) -> Any:
    if isinstance(old, list):
        return list(dict.fromkeys([*old, *new]))
    if isinstance(old, dict):
        return {**old, **{key: _joined(old.get(key), value) for key, value in new.items()}}
    return new


def _check(name: str, ident: str, entry: Any, *, new: bool) -> None:
    if not isinstance(entry, dict):
        message = f"{ident!r} stands outside an entry; entries begin with [name]"
        raise ValueError(message)  # noqa: TRY004 - a fault of the file, as those below
    for field, value in entry.items():
        if field not in _KEYS[name]:
            message = f"[{ident}] has the unknown key {field!r}; keys are {', '.join(_KEYS[name])}"
            raise ValueError(message)
        words = isinstance(value, list) and not all(isinstance(one, str) for one in value)
        if not isinstance(value, _KEYS[name][field]) or words:
            message = f"[{ident}] {field} has a value of the wrong form"
            raise ValueError(message)
    missing = sorted(_NEEDED[name] - entry.keys()) if new else []
    if missing:
        message = f"[{ident}] is new and lacks {', '.join(missing)}"
        raise ValueError(message)


def _wordings(shipped: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    strange = sorted(own.keys() - {"idioms", "classes"})
    if strange:
        message = f"it has the unknown key {strange[0]!r}; keys are idioms, classes"
        raise ValueError(message)
    lists = [own.get("idioms", []), *dict(own.get("classes", {})).values()]
    if not all(isinstance(words, list) and all(isinstance(word, str) for word in words) for words in lists):
        message = "idioms and each class are lists of words"
        raise ValueError(message)
    return {key: _joined(shipped[key], own.get(key, type(shipped[key])())) for key in ("idioms", "classes")}


def _trust(shipped: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    for table, values in own.items():
        if table not in shipped or not isinstance(values, dict):
            message = f"it has the unknown table {table!r}; tables are {', '.join(shipped)}"
            raise ValueError(message)
        if table != "base":
            _check_keys(f"[{table}]", shipped[table], values)
        for key, value in values.items():
            if isinstance(shipped[table].get(key), dict):
                _check_keys(f"[{table}.{key}]", shipped[table][key], value)
    return {table: _joined(values, own.get(table, {})) for table, values in shipped.items()}


def _check_keys(where: str, shipped: Mapping[str, Any], own: Any) -> None:
    if not isinstance(own, dict):
        message = f"{where} is a table with the keys {', '.join(shipped)}, got {own!r}"
        raise ValueError(message)  # noqa: TRY004 - a fault of the file
    strange = next((key for key in own if key not in shipped), None)
    if strange is not None:
        message = f"{where} has the unknown key {strange!r}; keys are {', '.join(shipped)}"
        raise ValueError(message)
