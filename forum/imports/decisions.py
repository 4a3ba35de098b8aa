"""What was decided about an upload, as it is stored: key of a question -> answer, and options."""

from typing import Final

from forum.imports.plan import Decisions
from forum.models import ImportUpload
from forum.reader.reading import Reading

OVERWRITE: Final = "overwrite"
PARTIAL: Final = "partial"
# The key of the plan of an upload of which only a draft can be made.
UNFIT: Final = "unfit"
_OPTIONS: Final = frozenset({OVERWRITE, PARTIAL})


def answers(upload: ImportUpload) -> Decisions:
    """Return the answers to the plan's questions."""
    return {key: str(answer) for key, answer in upload.decisions.items() if key not in _OPTIONS}


def overwrites(upload: ImportUpload) -> bool:
    """Tell whether the document's text wins over what staff changed."""
    return bool(upload.decisions.get(OVERWRITE))


def takes_part(upload: ImportUpload) -> bool:
    """Tell whether what was understood of an unfit document is taken, as a draft."""
    return bool(upload.decisions.get(PARTIAL))


def is_publishable(upload: ImportUpload, reading: Reading) -> bool:
    """Tell whether what was read may be published at once: it is whole, and nothing is a guess."""
    return not takes_part(upload) and not reading.guesses
