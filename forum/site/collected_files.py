"""Style sheets, scripts, fonts and icons as they are collected for a site that serves visitors."""

import re
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.middleware import WhiteNoiseMiddleware
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
        return super()._save(name, content)  # type: ignore[misc,no-any-return]  # not in the stubs


class CollectedFilesMiddleware(WhiteNoiseMiddleware):
    """Hands out collected files as WhiteNoise does; looks at each once somebody asks for it.

    WhiteNoise remembers headers, sizes and variants of all that was collected: 2 MB of each process
    for five hundred files, most of which are the desk's or are handed out by the web server.
    """

    # Any: WhiteNoise says nothing of types.
    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.paths: dict[str, str] = {}
        super().__init__(*arguments, **options)

    def add_file_to_dictionary(self, url: Any, path: Any, stat_cache: Any = None) -> Any:
        if not self.is_compressed_variant(path, stat_cache=stat_cache):
            self.paths[url] = path

    def __call__(self, request: Any) -> Any:
        path = self.paths.get(request.path_info)
        if path and request.path_info not in self.files:
            super().add_file_to_dictionary(request.path_info, path)
        return super().__call__(request)
