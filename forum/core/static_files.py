"""Style sheets, scripts, fonts and icons as they are collected for a site that serves visitors."""

import re
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

OWN_SHEETS = ("css/", ".css")
# A comment with the space before it, or the space that a line begins with.
_FOR_EDITORS = re.compile(rb"\s*/\*.*?\*/|(?<=\n)[ \t]+", re.DOTALL)


class CollectedFilesStorage(CompressedManifestStaticFilesStorage):
    """Collected files under names of their content; the site's own sheets bear no comments.

    Comments are a quarter of what a style sheet weighs on its way, and are for whoever edits it.
    """

    def _save(self, name: str, content: Any) -> str:
        folder, suffix = OWN_SHEETS
        if name.startswith(folder) and name.endswith(suffix):
            # Its chunks begin at its beginning, wherever its hash was read to.
            content = ContentFile(_FOR_EDITORS.sub(b"", b"".join(content.chunks())))
        # The stubs leave Django's private methods out.
        return super()._save(name, content)  # type: ignore[misc,no-any-return]
