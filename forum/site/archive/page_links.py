"""A page's links, led to the files of the archive, and to the site where they leave it."""

import re
from collections.abc import Callable
from html import escape, unescape
from typing import Final
from urllib.parse import urljoin, urlsplit

from forum.site.archive.file_names import link_files, name_file

# Scripts' and comments' insides are no markup; a filter needs a server that filters.
_PIECE: Final = re.compile(
    r"(?P<skipped><!--.*?-->|(?<=>)[^<]*(?=</script))"
    r'|(?P<filters><form class="filters".*?</form>)'
    r"""|(?P<tag><(?P<name>[a-z][a-z0-9-]*)(?:[^>"']|"[^"]*"|'[^']*')*>)""",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE: Final = re.compile(r'(?<=\s)(href|src|srcset|imagesrcset|action|poster)="([^"]*)"')
# What names the page's own address in the world stays as it is.
_METADATA: Final = re.compile(r'\brel="canonical"|\bhreflang=')
# What WeChat makes the card of a link from; files on a disk are no links.
_UNSEEN_PICTURE: Final = re.compile(r"^<img .* hidden>$")
# What is fetched ahead lies near, and browsers fetch none from a disk so.
_FETCHED_AHEAD: Final = re.compile(r'^<link rel="preload" .* as="font" ')
# Names are proposed by a server.
_SUGGESTING: Final = re.compile(r'\sdata-suggest="[^"]*"')
# What is a part of another file, and that file: a reference to what somebody said stands among the
# session's, a session's book in the event's; of the hidden pictures one is enough.
_PARTS: Final = (
    (re.compile(r"(/[^/]+/events/[^/]+/[^/]+/)[^/]+(\.(?:ris|bib|json))"), r"\1cite\2"),
    (re.compile(r"(/[^/]+/events/[^/]+/)[^/]+/(proceedings\.pdf)"), r"\1\2"),
    (re.compile(r"(/[^/]+/)(?:.+/)?square\.png(?:\?v=[\w-]+)?"), r"\1share.png"),
)
_IMPORTED: Final = re.compile(r"url\(\s*[\"']?([^)\"']+)[\"']?\s*\)")

type Contains = Callable[[str], bool]


class PageLinks:
    """Rewrites the pages of one archive.

    base: scheme and host of the site; contains: whether an address (path and query) is one of the
    archive's; has_parts: whether it has what is a part of a file at an address of its own.
    """

    def __init__(self, base: str, contains: Contains, *, has_parts: bool = False) -> None:
        self.base = base
        self.contains = contains
        self.has_parts = has_parts

    def rewrite_page(self, html: str, address: str) -> tuple[str, list[str]]:
        """Return a page for the disk, and the addresses in the archive that it leads to."""
        targets: list[str] = []

        def lead(match: re.Match[str]) -> str:
            name, value = match.groups()
            if name.endswith("srcset"):
                sources = [source.split(maxsplit=1) for source in unescape(value).split(",")]
                led = ", ".join(
                    " ".join((self.lead(url, address, targets), *size)) for url, *size in sources
                )
            else:
                led = self.lead(unescape(value), address, targets)
            return f'{name}="{escape(led)}"'

        def replace(piece: re.Match[str]) -> str:
            tag = piece["tag"]
            if tag is None:
                return "" if piece["filters"] else piece[0]
            if piece["name"].lower() == "link" and _METADATA.search(tag):
                return tag
            if _UNSEEN_PICTURE.search(tag) or _FETCHED_AHEAD.search(tag):
                return ""
            # Browsers load no module from a disk.
            tag = _ATTRIBUTE.sub(lead, tag).replace('type="module"', "defer")
            return _SUGGESTING.sub("", tag)

        return _PIECE.sub(replace, html), targets

    def lead(self, url: str, address: str, targets: list[str]) -> str:
        """Return where a link of a page leads now; add what it needs to the targets."""
        whole = urlsplit(urljoin(f"{self.base}{address}", url))
        if not url or url.startswith("#") or f"{whole.scheme}://{whole.netloc}" != self.base:
            return url
        # “v” tells caches that a file has changed; the archive has one state of it.
        query = "" if whole.query.startswith("v=") else whole.query
        target = whole.path + (f"?{query}" if query else "")
        fragment = f"#{whole.fragment}" if whole.fragment else ""
        if is_search(whole.path):
            # The archive's own search, which reads what is asked in the address.
            suffix = f"?{query}" if query else ""
            return link_files(name_file(address), name_file(whole.path)) + suffix
        whole_file = find_whole(target)
        if not self.contains(whole_file):
            return f"{self.base}{target}{fragment}"
        targets.append(whole_file)
        if self.has_parts and target != whole_file:
            targets.append(target)
        return link_files(name_file(address), name_file(whole_file)) + fragment


def find_whole(path: str) -> str:
    """Return the path of the file in which there is what stands at a path: itself, or the whole."""
    for part, whole in _PARTS:
        if match := part.fullmatch(path):
            return match.expand(whole)
    return path


def is_search(path: str) -> bool:
    """Tell whether a path is that of the search, in any language."""
    return path.count("/") == 3 and path.endswith("/search/")


def list_imported(css: str, address: str) -> list[str]:
    """Return the addresses of the files that a style sheet names."""
    urls = _IMPORTED.findall(css)
    return [urlsplit(urljoin(address, url)).path for url in urls if not url.startswith("data:")]


def enclose_script(script: str) -> str:
    """Return a module as a script of its own scope."""
    return f"(() => {{\n{script}\n}})();\n"
