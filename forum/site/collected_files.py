"""Collected files, each of which is looked at once somebody asks for it.

WhiteNoise remembers headers, sizes and variants of all that was collected: 2 MB of each process for
five hundred files, most of which are the desk's or are handed out by the web server in front.
"""

from typing import Any

from whitenoise.middleware import WhiteNoiseMiddleware


class CollectedFilesMiddleware(WhiteNoiseMiddleware):
    """Hands out static files as WhiteNoise does."""

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
