"""A study as a file of JSON Lines: append-only, and written whole or not at all."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from errno import EISDIR
from pathlib import Path
from stat import S_IMODE

from delian.errors import UnreadableStudy, UnwritableFile
from delian.model.problem import Problem
from delian.model.record import Record, header, read_lines, to_line

_NEW_FILE = 0o644
_BLOCK = 1 << 20  # bytes copied at once


def read_study(path: Path) -> tuple[list[Record], list[Problem]]:
    """Return the records of the study at `path`, in order, and the faults of lines that had to be left out.

    Raises:
        UnreadableStudy: If there is no such file, or it is no study, or of a newer version.
    """
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")  # a text may hold other line ends, such as U+2028
    except FileNotFoundError as fault:
        raise UnreadableStudy(
            f"there is no study at {path}", "Make one with `delian code ARTICLE --to NAME.delian`."
        ) from fault
    except IsADirectoryError as fault:
        raise UnreadableStudy(f"{path} is a folder, not a study", "Name the .delian file in it.") from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise UnreadableStudy(f"{path} cannot be read as a study: {fault}", "A study is UTF-8 JSON Lines.") from fault
    if not any(line.strip() for line in lines):
        raise UnreadableStudy(f"{path} is empty", "Make a study with `delian code ARTICLE --to NAME.delian`.")
    records: list[Record] = []
    problems: list[Problem] = []
    for one in read_lines(lines, path.name):
        (problems if isinstance(one, Problem) and _is_fault(one, path) else records).append(one)  # type: ignore[arg-type]
    return records, problems


def _is_fault(problem: Problem, path: Path) -> bool:
    """Say whether the problem is about a line of the file, not a record of kind problem that the file holds."""
    return bool(problem.where and problem.where.startswith(f"{path.name}:"))


def append(path: Path, records: Iterable[Record]) -> None:
    """Add `records` to the study at `path`, making it if need be; after a crash the file is as before or complete."""
    write(path, _with_more(path, records))


def put(path: Path, records: Iterable[Record]) -> Path | None:
    """Make `path` a study of just those records; return where the other study that stood there is kept, if one did."""
    fresh = b"".join(_lines(records))
    if not path.exists():
        write(path, [fresh])
        return None
    if path.is_file() and path.read_bytes() == fresh:
        return None
    kept = path
    number = 0
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.stem}.{number}{path.suffix}")
    try:
        path.rename(kept)
    except OSError as fault:
        raise UnwritableFile(f"{path} cannot be written: {fault.strerror}", "Name another folder.") from fault
    write(path, [fresh])
    return kept


def _lines(records: Iterable[Record]) -> Iterator[bytes]:
    yield f"{header()}\n".encode()
    for record in records:
        yield f"{to_line(record)}\n".encode()


def _with_more(path: Path, records: Iterable[Record]) -> Iterator[bytes]:
    """Yield the study as it is, then a line for each record: never all of it in memory at once."""
    last = b"\n"
    if path.exists():
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                last = block[-1:]
                yield block
    else:
        yield f"{header()}\n".encode()
    if last != b"\n":
        yield b"\n"
    for record in records:
        yield f"{to_line(record)}\n".encode()


def write(path: Path, content: Iterable[bytes]) -> None:
    """Write `content` to `path` in one step: a reader sees the old file or the new one, never half of either."""
    try:
        _write(path.resolve(), content)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise UnwritableFile(
            f"{path} cannot be written: {reason}", "Name a file in a folder that you may write to."
        ) from fault


def _write(path: Path, content: Iterable[bytes]) -> None:
    if path.is_dir():
        raise IsADirectoryError(EISDIR, "it is a folder")
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = S_IMODE(path.stat().st_mode) if path.exists() else _NEW_FILE
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in content:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
