"""How the tests of the command line start it."""

import sys
from collections.abc import Callable

import pytest

from delian.cli.main import main


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[str, str]]:
    """Runs `delian` with those words; returns what it printed and what it said on the side."""

    def runs(*words: str, code: int = 0) -> tuple[str, str]:
        monkeypatch.setattr(sys, "argv", ["delian", *words])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main()
        assert (stop.value.code or 0) == code
        printed = capsys.readouterr()
        return printed.out, printed.err

    return runs
