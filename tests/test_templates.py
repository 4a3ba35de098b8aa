"""Templates are to be read: their lines are short."""

from pathlib import Path

ROOT = Path(__file__).parent.parent / "templates"
TEMPLATES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.is_file())
LONGEST_LINE = 160


def test_no_line_is_too_long() -> None:
    long_lines = [
        f"{name}:{number}"
        for name in TEMPLATES
        for number, line in enumerate((ROOT / name).read_text("utf-8").splitlines(), 1)
        if len(line) > LONGEST_LINE
    ]
    assert long_lines == []
