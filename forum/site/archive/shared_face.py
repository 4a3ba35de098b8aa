"""One display face for all pages of an archive.

A visitor gets each page's own cut, for the first visit has to be light; cutting takes longer than
making the page, and on a disk nobody waits for the larger file. In a zip the pages name it; in a
web archive, whose pages are as the site has them, the style sheet of each page's own cut does.
"""

import re
from collections.abc import Iterator
from typing import Final

from forum.delivery.han_face.characters import read_cut
from forum.delivery.han_face.cutting import cut_face
from forum.site.archive.file_names import link_files
from forum.site.typefaces import write_sheet

FOLDER: Final = "typefaces"
_LINK: Final = re.compile(r'<link rel="stylesheet" href="(/[^/"]+/typefaces/[^"]+style\.css)">\n')
# Where a web archive has it; the site has nothing there.
ADDRESS: Final = "/typefaces/face.woff2"


class SharedFace:
    """Gathers the characters of all pages, by what their heads are set in."""

    def __init__(self) -> None:
        self._characters: set[str] = set()
        self._roles: set[int] = set()

    def take_link(self, html: str, name: str) -> tuple[str, str]:
        """Return a page without the link to its own face, and the one to put there instead.

        name: of the page's file. A page without Han heads has neither.
        """
        _address, roles = self.take_page(html)
        if not roles:
            return html, ""
        self._roles.add(roles)
        href = link_files(name, f"{FOLDER}/style-{roles}.css")
        return _LINK.sub("", html, count=1), f'<link rel="stylesheet" href="{href}">\n'

    def take_page(self, html: str) -> tuple[str, int]:
        """Return the address of a page's own style sheet, and the roles of its cut; "", 0: none."""
        link = _LINK.search(html)
        cut = read_cut(html) if link else None
        if link is None or cut is None:
            return "", 0
        self._characters.update(cut.characters)
        return link[1], cut.roles

    def list_sheets(self) -> Iterator[tuple[str, str]]:
        """Yield name and text of the style sheets that pages name."""
        for roles in sorted(self._roles):
            yield f"{FOLDER}/style-{roles}.css", self._write_sheet(roles)

    def write_sheet_of_page(self, roles: int) -> str:
        """Return what a web archive has as the style sheet of a page's own cut."""
        return self._write_sheet(roles).replace('url("face.woff2")', f'url("{ADDRESS}")')

    def _write_sheet(self, roles: int) -> str:
        # Where all heads so far are of common characters, there is no face to name.
        return write_sheet(roles, has_face=bool(self._characters))

    def cut(self) -> tuple[str, bytes] | None:
        """Return name and content of the face, None where no page wants one."""
        if not self._characters:
            return None
        return f"{FOLDER}/face.woff2", cut_face("".join(sorted(self._characters)))
