"""What was decided about an upload, as it is stored: key of a question -> answer, and options."""

from typing import Final

from forum.imports.plan import Decisions
from forum.models import ImportUpload

OVERWRITE: Final = "overwrite"


def answers(upload: ImportUpload) -> Decisions:
    """Return the answers to the plan's questions."""
    return {key: str(answer) for key, answer in upload.decisions.items() if key != OVERWRITE}


def overwrites(upload: ImportUpload) -> bool:
    """Tell whether the document's text wins over what staff changed."""
    return bool(upload.decisions.get(OVERWRITE))
