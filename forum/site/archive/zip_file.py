"""The archive as a zip whose pages open from the disk, styled, linked and searchable."""

import json
import pickle
import re
import zipfile
from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from html import escape, unescape
from io import BytesIO
from tempfile import SpooledTemporaryFile, TemporaryFile
from typing import IO, Final

from django.urls import resolve
from django.utils.translation import gettext, override

from forum.core.content import language_codes
from forum.core.translated import html_lang
from forum.delivery.frame import UNLISTED, build_plain_frame
from forum.delivery.page_texts import PageTexts
from forum.delivery.renderer import render_page
from forum.delivery.share_cards import page_site_name
from forum.delivery.time_markup import day_words
from forum.models import SiteSettings
from forum.site import static_error_pages
from forum.site.archive.data_files import list_data_files
from forum.site.archive.file_names import link_files, name_file
from forum.site.archive.page_links import PageLinks, enclose_script, list_imported
from forum.site.archive.search_index import KINDS, write_index
from forum.site.archive.shared_face import SharedFace
from forum.site.archive.walk import SiteAnswer, SiteWalk, list_chunks

MANIFEST: Final = "manifest-sha256.txt"
IDENTITY: Final = "archive.json"
REMOVED: Final = "removed.txt"
INDEX: Final = "search-index.js"
# Of no moment: the same content gives the same bytes.
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
_CAPTIONS: Final = re.compile(r'(?<=<track kind="captions" src=")[^"]+')
_COMPRESSED: Final = (
    ".pdf",
    ".docx",
    ".jpg",
    ".jpeg",
    ".png",
    ".webp",
    ".avif",
    ".docx",
    ".xlsx",
    ".zip",
    ".gz",
)


class PartsZip:
    """A zip of parts that the ledger notes; parts that an earlier archive has are left out."""

    def __init__(self, target: IO[bytes], walk: SiteWalk) -> None:
        self.ledger = walk.ledger
        self.count = 0
        self._zip = zipfile.ZipFile(target, "w")
        self.entries = self._zip.filelist = StoredEntries()

    def add(self, name: str, body: IO[bytes]) -> None:
        """Note a file, and write it if it is new or differs."""
        digest = sha256()
        for chunk in list_chunks(body):
            digest.update(chunk)
        if self.ledger.note(name, digest.hexdigest()):
            self.write(name, list_chunks(body))

    def add_text(self, name: str, texts: Iterable[str]) -> None:
        """Note a text, and write it if it is new or differs."""
        with SpooledTemporaryFile(1 << 20) as body:
            body.writelines(text.encode() for text in texts)
            self.add(name, body)

    def write(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write a file, whatever the earlier archive has."""
        with self._zip.open(make_info(name), "w", force_zip64=True) as part:
            for chunk in chunks:
                part.write(chunk)
        self.count += 1
        # Which names there are the ledger knows.
        self._zip.NameToInfo.clear()

    def close(self, identity: str) -> None:
        """Write of what it is and what is in it, whole: of an increment too; and what is gone."""
        self.ledger.note(IDENTITY, sha256(identity.encode()).hexdigest())
        self.write(IDENTITY, [identity.encode()])
        rows = self.ledger.list_written()
        self.write(MANIFEST, (f"{digest}  {key}\n".encode() for key, digest in rows))
        removed = list(self.ledger.list_removed())
        if removed:
            self.write(REMOVED, (f"{key}\n".encode() for key in removed))
        self._zip.close()
        self.entries.close()


class StoredEntries(list[zipfile.ZipInfo]):
    """What a zip says of its files at its end, on the disk until then: a kilobyte for each."""

    def __init__(self) -> None:
        super().__init__()
        self._file = TemporaryFile()  # noqa: SIM115 - closed with the zip
        self._count = 0

    def append(self, entry: zipfile.ZipInfo) -> None:
        pickle.dump(entry, self._file)
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[zipfile.ZipInfo]:
        self._file.seek(0)
        for _number in range(self._count):
            yield pickle.load(self._file)  # noqa: S301 - our own file, without a name

    def close(self) -> None:
        self._file.close()


def identify_archive(kind: str, walk: SiteWalk, start: str) -> str:
    """Return of what an archive is, as JSON: an increment to it is of the same.

    kind: its format; start: path below the language of its first page.
    """
    facts = {"format": kind, "address": walk.base, "start": start, "without": walk.scope.without}
    return json.dumps(facts, indent=2) + "\n"


def make_info(name: str) -> zipfile.ZipInfo:
    """Return how a file stands in an archive; what is compressed already is stored."""
    info = zipfile.ZipInfo(name, _MOMENT)
    info.external_attr = 0o644 << 16
    is_compressed = name.endswith(_COMPRESSED)
    info.compress_type = zipfile.ZIP_STORED if is_compressed else zipfile.ZIP_DEFLATED
    return info


def write_zip(target: IO[bytes], walk: SiteWalk, changed: datetime, start: str) -> int:
    """Write the site as a zip; return how many files are in it.

    changed: when what is in it was last changed; start: path below the language of its first page.
    """
    archive = PartsZip(target, walk)
    links = PageLinks(walk.base, walk.scope.contains)
    face = SharedFace()
    # First, so that the walk brings their style sheets and scripts.
    add_search_pages(archive, walk, links)
    for answer in walk.list_answers():
        add_answer(archive, walk, links, face, answer)
    add_face(archive, face)
    archive.add_text(INDEX, write_index(walk.scope))
    for name, texts in list_data_files(walk.scope, walk.make_request("/")):
        archive.add_text(name, texts)
    add_cover(archive, walk, links, changed, start)
    archive.close(identify_archive("zip", walk, start))
    return archive.count


def add_search_pages(archive: PartsZip, walk: SiteWalk, links: PageLinks) -> None:
    """Add the archive's own search, a page a language, and its script."""
    for code in language_codes():
        address = f"/{code}/search/"
        with override(code):
            request = walk.make_request(address)
            request.LANGUAGE_CODE, request.resolver_match = code, resolve(address)
            frame = build_plain_frame(request, PageTexts(), gettext("Search"))
            data = {**frame, "links": UNLISTED, "labels": [*KINDS.items()]}
            html = render_page("archive/search.jinja", data)
        page, targets = links.rewrite_page(html, address)
        # The site has no such file; everything else on the page it has.
        index = link_files(name_file(address), INDEX)
        archive.add_text(name_file(address), [page.replace(f"{walk.base}/{INDEX}", index)])
        walk.ledger.meet(targets)


def add_cover(
    archive: PartsZip, walk: SiteWalk, links: PageLinks, changed: datetime, start: str
) -> None:
    """Add the page that is opened first, and what says the same to those who open none."""
    paths = [(code, f"/{code}/{start}") for code in language_codes()]
    site = SiteSettings.current()
    starts = [
        describe_start(code, path, site, walk.base, changed)
        for code, path in paths
        if path not in walk.absent
    ]
    html = render_page("archive/index.jinja", {"starts": starts})
    archive.add_text("index.html", [links.rewrite_page(html, "/")[0]])
    archive.add_text("README.txt", ["\n\n".join(start["readme"] for start in starts), "\n"])


def describe_start(
    language: str, path: str, site: SiteSettings, base: str, changed: datetime
) -> dict[str, str]:
    """Return what an archive says of itself in a language. path: where it begins there."""
    with override(language):
        name = page_site_name(site)
        statement = gettext(
            "A copy of %(base)s, with what was public there after its last change on %(day)s."
        ) % {"base": base, "day": day_words(changed)}
        advice = (
            gettext(
                "Open index.html in a browser; no server is needed. The folder data holds the "
                "records as JSON."
            ),
            gettext(
                "sha256sum -c manifest-sha256.txt tells whether every file is as it was written."
            ),
            gettext(
                "An increment is unpacked over the earlier copy; removed.txt names the files to "
                "delete."
            ),
        )
        return {
            "lang": html_lang(language),
            "path": path,
            "site_name": name,
            "statement": statement,
            "search": f"/{language}/search/",
            "search_words": gettext("Search"),
            "readme": "\n".join([name, "", statement, *advice]),
        }


def add_face(archive: PartsZip, face: SharedFace) -> None:
    """Add the display face of the pages, with its style sheets."""
    for name, sheet in face.list_sheets():
        archive.add_text(name, [sheet])
    if cut := face.cut():
        name, content = cut
        archive.add(name, BytesIO(content))


def add_answer(
    archive: PartsZip, walk: SiteWalk, links: PageLinks, face: SharedFace, answer: SiteAnswer
) -> None:
    """Add an answer as its file, and meet what it leads to."""
    name = name_file(answer.address)
    if answer.location:
        targets: list[str] = []
        led = links.lead(answer.location, answer.address, targets)
        walk.ledger.meet(targets)
        archive.add_text(name, [lead_on(led)])
    elif answer.address in walk.absent:
        language = answer.address.split("/")[1]
        html = static_error_pages.render_page(answer.status, language)
        page, targets = links.rewrite_page(html, answer.address)
        walk.ledger.meet(targets)
        archive.add_text(name, [page])
    elif answer.is_page:
        html, link = face.take_link(answer.body.read().decode(), name)
        page, targets = links.rewrite_page(enclose_captions(html, walk), answer.address)
        walk.ledger.meet(targets)
        archive.add_text(name, [page.replace("</head>", f"{link}</head>", 1)])
    elif name.endswith(".js"):
        archive.add_text(name, [enclose_script(answer.body.read().decode())])
    else:
        if name.endswith(".css"):
            walk.ledger.meet(list_imported(answer.body.read().decode(), answer.address))
        archive.add(name, answer.body)


def enclose_captions(html: str, walk: SiteWalk) -> str:
    """Return a page that holds its recordings' captions: browsers load none from a disk."""

    def enclose(match: re.Match[str]) -> str:
        address = unescape(match[0])
        walk.ledger.meet([address])
        with walk.ask(address).body as captions:
            return f"data:text/vtt;base64,{b64encode(captions.read()).decode()}"

    return _CAPTIONS.sub(enclose, html)


def lead_on(address: str) -> str:
    """Return a page that leads to another one."""
    url = escape(address)
    return (
        f'<!doctype html><meta charset="utf-8"><title>{url}</title>'
        f'<meta http-equiv="refresh" content="0; url={url}"><a href="{url}">{url}</a>\n'
    )
