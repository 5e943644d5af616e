"""The record format: nouns ↔ JSON objects, one a line, lossless (RECORDS 2).

Field names are those of the nouns; where Python forbids a name, the field's metadata carries the record's (`from`).
Fields and records that this version does not know survive a round trip.
"""

import json
import math
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from delian.errors import UnreadableStudy
from delian.model.actor import Actor
from delian.model.claim import Attribution, Claim
from delian.model.document import Document
from delian.model.event import Coalition, Event, Issue, Option, Round, Topic
from delian.model.ids import Json
from delian.model.judgement import Decision, Judgement
from delian.model.problem import Problem
from delian.model.when import Day

VERSION = 1

Noun: TypeAlias = (
    Document
    | Actor
    | Event
    | Issue
    | Option
    | Round
    | Topic
    | Coalition
    | Attribution
    | Claim
    | Decision
    | Judgement
    | Problem
)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A record of a kind that this version does not know, kept as it is."""

    record: str
    fields: dict[str, Json]


Record: TypeAlias = Noun | Unknown

NOUNS: dict[str, type[Noun]] = {
    "document": Document,
    "actor": Actor,
    "event": Event,
    "issue": Issue,
    "option": Option,
    "round": Round,
    "topic": Topic,
    "coalition": Coalition,
    "attribution": Attribution,
    "claim": Claim,
    "decision": Decision,
    "judgement": Judgement,
    "problem": Problem,
}
_NAMES: dict[type, str] = {noun: name for name, noun in NOUNS.items()}


class RecordFault(ValueError):
    """A record that is not of its form; says which field and what it should be."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """One field of a noun as the format sees it."""

    attribute: str
    name: str
    hint: Any
    required: bool


@cache
def _slots(noun: type) -> tuple[_Slot, ...]:
    hints = get_type_hints(noun)

    def slot(field: "Field[Any]") -> _Slot:
        name = field.metadata.get("record", field.name)
        required = field.default is MISSING and field.default_factory is MISSING
        return _Slot(field.name, name, hints[field.name], required)

    return tuple(slot(field) for field in fields(noun) if field.name != "extra")


def to_record(noun: Record) -> dict[str, Json]:
    """Return `noun` as a JSON object, `record` first, every known field present, unknown ones after them."""
    if isinstance(noun, Unknown):
        return {"record": noun.record, **noun.fields}
    return {"record": _NAMES[type(noun)], **plain(noun)}


def plain(value: Any) -> Any:
    """Return any noun as JSON values; a number that could not be worked out (NaN) becomes null."""
    if isinstance(value, float):
        return None if math.isnan(value) else value
    if isinstance(value, Day):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        out = {slot.name: plain(getattr(value, slot.attribute)) for slot in _slots(type(value))}
        return out | getattr(value, "extra", {})
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    return value


def to_line(noun: Record) -> str:
    """Return `noun` as one line of JSON, without the line end."""
    return json.dumps(to_record(noun), ensure_ascii=False, separators=(",", ":"))


def header() -> str:
    """Return the first line of a study file: the format and its version."""
    return json.dumps({"record": "format", "name": "delian", "version": VERSION}, separators=(",", ":"))


def from_record(record: Mapping[str, Json]) -> Record:
    """Return the noun that a JSON object writes.

    Raises:
        RecordFault: If a known field has a value that it cannot have, or a required one is missing.
    """
    kind = record.get("record")
    if not isinstance(kind, str):
        msg = 'a record is a JSON object with a field "record"'
        raise RecordFault(msg)
    rest = {name: value for name, value in record.items() if name != "record"}
    noun = NOUNS.get(kind)
    return Unknown(kind, rest) if noun is None else _build(noun, rest, kind)


def _build(noun: type, record: Mapping[str, Any], where: str) -> Any:
    known = _slots(noun)
    values = {}
    for slot in known:
        if slot.name in record:
            values[slot.attribute] = _read(slot.hint, record[slot.name], f"{where}.{slot.name}")
        elif slot.required:
            if type(None) not in get_args(slot.hint) and get_origin(slot.hint) is not tuple:
                msg = f"{where} has no field {slot.name!r}"
                raise RecordFault(msg)
            values[slot.attribute] = () if get_origin(slot.hint) is tuple else None
    names = {slot.name for slot in known}
    extra = {name: value for name, value in record.items() if name not in names}
    try:
        return noun(**values, **({"extra": extra} if extra else {}))
    except (ValueError, TypeError) as fault:
        msg = f"{where}: {fault}"
        raise RecordFault(msg) from fault


def _read(hint: Any, value: Any, where: str) -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        return _read_union(args, value, where)
    if origin is Literal:
        return _expect(value in args, value, where, f"one of {', '.join(map(repr, args))}")
    if origin is tuple:
        _expect(isinstance(value, list | tuple), value, where, "a list")
        return tuple(_read(args[0], one, f"{where}[{place}]") for place, one in enumerate(value))
    if origin is dict:
        _expect(isinstance(value, dict), value, where, "an object")
        return value if args[1] == Json else {key: _read(args[1], one, f"{where}.{key}") for key, one in value.items()}
    if hint in _SCALARS:
        return _SCALARS[hint](value, where)
    if hint is Day:
        return _read_day(value, where)
    if isinstance(value, str) and hasattr(hint, "SHORT"):
        value = {hint.SHORT: value}
    _expect(isinstance(value, dict), value, where, "an object")
    return _build(hint, value, where)


def _read_union(hints: tuple[Any, ...], value: Any, where: str) -> Any:
    if value is None and type(None) in hints:
        return None
    last: RecordFault | None = None
    for hint in hints:
        if hint is not type(None):
            try:
                return _read(hint, value, where)
            except RecordFault as fault:
                last = fault
    raise last or RecordFault(where)


def _read_day(value: Any, where: str) -> Day:
    _expect(isinstance(value, str), value, where, "a day such as 2020-01-03")
    try:
        return Day.read(value)
    except ValueError as fault:
        msg = f"{where}: {fault}"
        raise RecordFault(msg) from fault


def _expect(holds: bool, value: Any, where: str, what: str) -> Any:  # noqa: FBT001 - a guard
    if not holds:
        msg = f"{where} should be {what}, got {json.dumps(value, ensure_ascii=False, default=str)[:60]}"
        raise RecordFault(msg)
    return value


_SCALARS: dict[Any, Callable[[Any, str], Any]] = {
    str: lambda value, where: _expect(isinstance(value, str), value, where, "a text"),
    bool: lambda value, where: _expect(isinstance(value, bool), value, where, "true or false"),
    int: lambda value, where: _expect(
        isinstance(value, int) and not isinstance(value, bool), value, where, "a whole number"
    ),
    float: lambda value, where: _expect(
        isinstance(value, int | float) and not isinstance(value, bool), value, where, "a number"
    ),
}


def read_lines(lines: Iterable[str], name: str) -> Iterator[Record | Problem]:
    """Yield the records of a study file; a line that is no sound record becomes a Problem that says why.

    Args:
        lines: Lines of the file.
        name: Name of the file, for the problems.

    Raises:
        UnreadableStudy: If the file is of a newer version of the format, or its first line is no record at all.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            if isinstance(record, dict) and record.get("record") == "format":
                _check_version(record, name)
                continue
            yield from_record(record if isinstance(record, dict) else {})
        except (json.JSONDecodeError, RecordFault) as fault:
            if number == 1 and isinstance(fault, json.JSONDecodeError):
                raise UnreadableStudy(
                    f"{name} is not a Delian study: its first line is no JSON",
                    "A study is made by `delian code ARTICLE --to NAME.delian`.",
                ) from fault
            yield Problem(f"{name}:{number}", f"this line was left out: {fault}", "Mend the line, or delete it.")


def _check_version(record: Mapping[str, Any], name: str) -> None:
    version = record.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise UnreadableStudy(
            f"{name} is written in version {version} of the record format; this Delian reads up to {VERSION}",
            "Install a newer Delian to open it; the file was not touched.",
        )
