"""The one rule holds, and the check that keeps it is known to fail when it should."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "lint-imports"
    if not program.exists():
        pytest.skip("import-linter is not installed in this environment")
    environment = {"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        [program, "--no-cache"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_an_upward_import_fails(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "vocabulary"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    sound = lint(tmp_path)
    assert sound.returncode == 0, sound.stdout
    noun = tmp_path / "src" / "delian" / "model" / "quantity.py"
    noun.write_text(noun.read_text("utf-8") + "\nfrom delian.worlds import gather as gather\n", "utf-8")
    broken = lint(tmp_path)
    assert broken.returncode != 0
    assert "delian.model.quantity -> delian.worlds" in broken.stdout
