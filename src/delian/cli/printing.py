"""What the commands share: arguments, JSON, and words on the side."""

import getpass
import json
from pathlib import Path
from typing import Annotated, Any

import typer


def login() -> str:
    """Return the user's login name; empty where the system knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


StudyFile = Annotated[Path, typer.Argument(help="A study, NAME.delian.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
By = Annotated[str, typer.Option(help="Whose entry it is.", default_factory=login, show_default="your login name")]


def say(words: str) -> None:
    """Tell on standard error what is being done."""
    typer.echo(f"… {words}", err=True)


def print_json(value: Any) -> None:
    """Print any noun as JSON."""
    from delian.model.record import plain  # noqa: PLC0415

    typer.echo(json.dumps(plain(value), ensure_ascii=False, indent=1))
