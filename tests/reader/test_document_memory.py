"""Whatever is accepted is read within 300 MB, measured in a process of its own."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from tests.support.documents import written
from tests.support.docx_factory import document_xml, docx, package, paragraph

MOST = 300 * 1024  # kB
PROCESS = Path("/proc/self/status")
XML = 8 * 1024 * 1024 - 2_000
TEXT = 5 * 1024 * 1024

# VmHWM is the peak of this program alone; ru_maxrss also counts that of the one that started it.
SCRIPT = """
import sys
from pathlib import Path
from forum.reader.document import read
document = read(Path(sys.argv[1]))
status = Path("/proc/self/status").read_text()
print(len(document.lines), next(line for line in status.splitlines() if "VmHWM" in line).split()[1])
"""


def filled(unit: str, before: str = "", after: str = "") -> bytes:
    """Return a Word file whose text part has nearly 8 MB, unpacked as it is stored."""
    times = (XML - len(before) - len(after)) // len(unit.encode())
    xml = document_xml(before, unit * times, after)
    return package({"word/document.xml": xml}, packing=zipfile.ZIP_STORED)


def many_lists() -> bytes:
    """Return a Word file with nearly 8 MB of lists that no paragraph uses."""
    numbers = "".join(f'<w:num w:numId="{number}"/>' for number in range(300_000))
    content = docx(paragraph("一"), numbering=numbers)
    source = zipfile.ZipFile(BytesIO(content))
    parts = {name: source.read(name) for name in source.namelist()}
    return package(parts, packing=zipfile.ZIP_STORED)


def cell(text: str) -> str:
    return f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


WORST: dict[str, Callable[[], bytes]] = {
    "runs.docx": lambda: filled("<w:r><w:t>a</w:t></w:r>", "<w:p>", "</w:p>"),
    "characters.docx": lambda: filled("<w:t>中</w:t>", "<w:p><w:r>", "</w:r></w:p>"),
    "rows.docx": lambda: filled(f"<w:tr>{cell('字' * 13)}</w:tr>", "<w:tbl>", "</w:tbl>"),
    # Paragraphs, and something to say of each.
    "damage.docx": lambda: filled(f"<w:p><w:r><w:t>\ufffd锟斤拷{'字' * 14}</w:t></w:r></w:p>"),
    "lists.docx": many_lists,
    "gb18030.txt": lambda: ("论坛记录" * 99 + "\n").encode("gb18030") * (TEXT // 800),
    "broken.txt": lambda: ("论坛记录" * 99 + "\n").encode() * (TEXT // 1_200) + b"\xe4\n",
}


@pytest.mark.skipif(not PROCESS.exists(), reason="the system does not tell a process's peak")
@pytest.mark.parametrize("name", WORST)
def test_peak_memory(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, WORST[name](), name)
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path)], capture_output=True, text=True, check=False
    )
    assert result.stderr == ""
    lines, peak = map(int, result.stdout.split())
    assert lines > 0
    assert peak < MOST
