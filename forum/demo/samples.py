"""The sample documents, as an operator would have them: one plain text, one Word document."""

from pathlib import Path
from typing import Final

from forum.demo import build_docx
from forum.demo.data.people_lanwan import LANWAN

RECORDS: Final = Path(__file__).parent / "records"
INDUSTRIAL_PARKS: Final = RECORDS / "2023-industrial-parks.txt"
DIGITAL_PORTS: Final = RECORDS / "2024-digital-ports.txt"


def documents(folder: Path) -> list[Path]:
    """Return the files to import, in order; the Word document is built into ``folder``."""
    target = folder / f"{DIGITAL_PORTS.stem}.docx"
    agreed = [person.name for person in LANWAN if person.consent != "refused"]
    build_docx.write(DIGITAL_PORTS, agreed, target)
    return [INDUSTRIAL_PARKS, target]
