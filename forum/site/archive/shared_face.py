"""One display face for all pages of a zip.

A visitor gets each page's own cut, for the first visit has to be light; cutting takes longer than
making the page, and on a disk nobody waits for the larger file.
"""

import re
from collections.abc import Iterator
from typing import Final

from forum.delivery.han_face.characters import read_cut
from forum.delivery.han_face.cutting import cut_face
from forum.site.archive.file_names import link_files
from forum.site.typefaces import write_sheet

FOLDER: Final = "typefaces"
_LINK: Final = re.compile(r'<link rel="stylesheet" href="/[^/"]+/typefaces/[^"]+style\.css">\n')


class SharedFace:
    """Gathers the characters of all pages, by what their heads are set in."""

    def __init__(self) -> None:
        self._characters: set[str] = set()
        self._roles: set[int] = set()

    def take_link(self, html: str, name: str) -> tuple[str, str]:
        """Return a page without the link to its own face, and the one to put there instead.

        name: of the page's file. A page without Han heads has neither.
        """
        cut = read_cut(html) if _LINK.search(html) else None
        if cut is None:
            return html, ""
        self._characters.update(cut.characters)
        self._roles.add(cut.roles)
        href = link_files(name, f"{FOLDER}/style-{cut.roles}.css")
        return _LINK.sub("", html, count=1), f'<link rel="stylesheet" href="{href}">\n'

    def list_sheets(self) -> Iterator[tuple[str, str]]:
        """Yield name and text of the style sheets that pages name."""
        for roles in sorted(self._roles):
            yield f"{FOLDER}/style-{roles}.css", write_sheet(roles)

    def cut(self) -> tuple[str, bytes] | None:
        """Return name and content of the face, None where no page wants one."""
        if not self._characters:
            return None
        return f"{FOLDER}/face.woff2", cut_face("".join(sorted(self._characters)))
