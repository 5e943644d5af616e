"""What the commands share: arguments, JSON, and words on the side."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

StudyFile = Annotated[Path, typer.Argument(help="A study, NAME.delian.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def say(words: str) -> None:
    """Tell on standard error what is being done."""
    typer.echo(f"… {words}", err=True)


def print_json(value: Any) -> None:
    """Print any noun as JSON."""
    from delian.model.record import plain  # noqa: PLC0415

    typer.echo(json.dumps(plain(value), ensure_ascii=False, indent=1))
