"""The archive as WACZ 1.1.1: the site's answers as a web archive (WARC 1.1), with their index.

https://specs.webrecorder.net/wacz/1.1.1/. Moments are those of the content's last change, names
of records are made of what they hold, so that the same content gives the same bytes.
"""

import json
import re
import zipfile
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from html import unescape
from http import HTTPStatus
from io import BytesIO
from itertools import batched
from tempfile import TemporaryFile
from typing import IO, Any, Final
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from forum.site.archive.page_links import PageLinks, find_whole, list_imported
from forum.site.archive.shared_face import ADDRESS, SharedFace
from forum.site.archive.walk import SiteAnswer, SiteWalk, list_chunks
from forum.site.archive.zip_file import (
    IDENTITY,
    MANIFEST,
    REMOVED,
    identify_archive,
    make_info,
)

# Bytes in a file of answers, unless one alone is larger. A file of a zip that may have more than
# two gigabytes has a head that ReplayWeb.page misreads: nothing is found in it.
_MOST: Final = 1 << 30
# What pages ask for: “v” tells caches that a file has changed. The only picture that has it is
# hidden.
_VERSIONED: Final = re.compile(r'(?:href|src)="(/[^"?]+\.(?:css|png)\?v=[\w-]+)"')
_TITLE: Final = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
# As the tools of the format write it: lines that are compressed together.
_BLOCK: Final = 3000


class HashedPart:
    """A file of the archive while it is written. offset: bytes so far."""

    def __init__(self, part: IO[bytes]) -> None:
        self._part = part
        self._digest = sha256()
        self.offset = 0

    def write(self, content: bytes) -> None:
        self._part.write(content)
        self._digest.update(content)
        self.offset += len(content)

    def flush(self) -> None:
        """Do nothing: the zip is written when the part is closed."""

    def describe(self, path: str) -> dict[str, object]:
        """Return the file's entry in the archive's table of contents."""
        digest = f"sha256:{self._digest.hexdigest()}"
        name = path.rpartition("/")[2]
        return {"name": name, "path": path, "hash": digest, "bytes": self.offset}


class WarcParts:
    """The files of answers, one after the other. name: of the one that is being written."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._zip = archive
        self.resources: list[dict[str, object]] = []
        self.name = ""

    def __enter__(self) -> None:
        self.begin(0)

    def __exit__(self, *_error: object) -> None:
        self.end()

    def make_room(self, size: int) -> None:
        """Begin another file where an answer would make this one too large. size: of its body."""
        if self.part.offset and self.part.offset + size > _MOST:
            self.end()
            self.begin(size)

    def begin(self, size: int) -> None:
        number = len(self.resources) + 1
        self.name = f"data-{number}.warc.gz"
        info = make_info(f"archive/{self.name}")
        self._opened = self._zip.open(info, "w", force_zip64=size > _MOST)
        self.part = HashedPart(self._opened)
        self.writer = WARCWriter(self.part, gzip=True, warc_version="1.1")

    def end(self) -> None:
        self._opened.close()
        self.resources.append(self.part.describe(f"archive/{self.name}"))


class WaczFile:
    """A WACZ that is being written. changed: the moment that everything in it bears."""

    def __init__(self, target: IO[bytes], walk: SiteWalk, changed: datetime) -> None:
        self.walk = walk
        self.moment = changed.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.count = 0
        self._zip = zipfile.ZipFile(target, "w")
        self._data = WarcParts(self._zip)
        self._resources: list[dict[str, object]] = []

    def write_answers(self, pages: IO[str]) -> None:
        """Write every answer of the walk as a record, and each page's line."""
        links = PageLinks(self.walk.base, self.walk.scope.contains, has_parts=True)
        face = SharedFace()
        with self._data:
            for answer in self.walk.list_answers():
                text = answer.body.read().decode() if is_read(answer) else ""
                if answer.is_page:
                    asked_as = _VERSIONED.findall(text)
                    asked_as += [find_whole(address) for address in asked_as]
                    self.walk.ledger.meet(filter(self.walk.scope.contains, asked_as))
                    sheet, roles = face.take_page(text)
                    if sheet:
                        content = face.write_sheet_of_page(roles).encode()
                        self.write_answer(make_answer(sheet, "text/css", content))
                    led = links.rewrite_page(text, answer.address)[1]
                    self.walk.ledger.meet(address for address in led if address != sheet)
                elif text:
                    self.walk.ledger.meet(list_imported(text, answer.address))
                is_new = self.write_answer(answer)
                if is_new and answer.is_page and answer.status == HTTPStatus.OK:
                    pages.write(self.describe_page(answer, text))
            if cut := face.cut():
                self.write_answer(make_answer(ADDRESS, "font/woff2", cut[1]))
        self._resources += self._data.resources

    def write_answer(self, answer: SiteAnswer) -> bool:
        """Write an answer unless the earlier archive has it; tell whether it was written."""
        digest = sha256(answer.location.encode())
        for chunk in list_chunks(answer.body):
            digest.update(chunk)
        url = self.walk.base + answer.address
        ledger, hexdigest = self.walk.ledger, digest.hexdigest()
        if not ledger.note(url, hexdigest):
            return False
        self._data.make_room(answer.body.seek(0, 2))
        offset = self._data.part.offset
        record: Any = self.make_record(self._data.writer, answer, hexdigest)
        self._data.writer.write_record(record)
        # As the record itself has it: programs that replay it compare the two.
        payload = record.rec_headers.get_header("WARC-Payload-Digest")
        length = self._data.part.offset - offset
        ledger.note(url, hexdigest, self.index(answer, payload, offset, length))
        self.count += 1
        return True

    def make_record(self, writer: WARCWriter, answer: SiteAnswer, digest: str) -> object:
        size = answer.body.seek(0, 2)
        answer.body.seek(0)
        headers = [("Content-Type", answer.kind), ("Content-Length", str(size))]
        if answer.location:
            headers.append(("Location", answer.location))
        url = self.walk.base + answer.address
        status = f"{answer.status} {HTTPStatus(answer.status).phrase}"
        return writer.create_warc_record(
            url,
            "response",
            payload=answer.body,
            length=size,
            http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
            warc_headers_dict={
                "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{url} {digest}')}>",
                "WARC-Date": self.moment,
            },
        )

    def index(self, answer: SiteAnswer, digest: str, offset: int, length: int) -> str:
        """Return the answer's line in the index (CDXJ)."""
        url = self.walk.base + answer.address
        values = {
            "url": url,
            "mime": answer.kind.partition(";")[0],
            "status": str(answer.status),
            "digest": digest,
            "length": str(length),
            "offset": str(offset),
            "filename": self._data.name,
        }
        stamp = re.sub(r"\D", "", self.moment)
        return f"{make_sort_key(url)} {stamp} {json.dumps(values)}\n"

    def describe_page(self, answer: SiteAnswer, html: str) -> str:
        url = self.walk.base + answer.address
        title = _TITLE.search(html)
        words = " ".join(unescape(title[1]).split()) if title else url
        page = {"id": uuid5(NAMESPACE_URL, url).hex, "url": url, "ts": self.moment, "title": words}
        return json.dumps(page, ensure_ascii=False) + "\n"

    def write_index(self) -> None:
        """Write the lines of the index in blocks, and where each block begins."""
        blocks: list[str] = ['!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n']
        path = "indexes/index.cdx.gz"
        with self._zip.open(make_info(path), "w") as opened:
            part = HashedPart(opened)
            for lines in batched(self.walk.ledger.list_notes(), _BLOCK):
                block = compress("".join(lines).encode())
                values = {
                    "offset": part.offset,
                    "length": len(block),
                    "digest": f"sha256:{sha256(block).hexdigest()}",
                    "filename": "index.cdx.gz",
                }
                key, stamp, _values = lines[0].split(" ", 2)
                blocks.append(f"{key} {stamp} {json.dumps(values)}\n")
                part.write(block)
            self._resources.append(part.describe(path))
        self.write_text("indexes/index.idx", blocks)

    def write_text(self, path: str, texts: Iterable[str]) -> None:
        """Write a text and enter it into the table of contents."""
        with self._zip.open(make_info(path), "w") as opened:
            part = HashedPart(opened)
            for text in texts:
                part.write(text.encode())
            self._resources.append(part.describe(path))

    def close(self, title: str) -> None:
        """Write the table of contents, and what tells that it is whole."""
        package = {
            "profile": "data-package",
            "resources": self._resources,
            "wacz_version": "1.1.1",
            "title": title,
            "created": self.moment,
            "software": "Forum Record",
        }
        content = json.dumps(package, ensure_ascii=False, indent=2).encode()
        digest = {"path": "datapackage.json", "hash": f"sha256:{sha256(content).hexdigest()}"}
        self._zip.writestr(make_info("datapackage.json"), content)
        self._zip.writestr(make_info("datapackage-digest.json"), json.dumps(digest))
        self._zip.close()


def write_wacz(target: IO[bytes], walk: SiteWalk, changed: datetime, start: str) -> int:
    """Write the site as WACZ; return how many answers are in it.

    changed, start: as for ``write_zip``.
    """
    archive = WaczFile(target, walk, changed)
    with TemporaryFile("w+", encoding="utf-8") as pages:
        pages.write('{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}\n')
        archive.write_answers(pages)
        pages.seek(0)
        archive.write_text("pages/pages.jsonl", pages)
    archive.write_index()
    rows = walk.ledger.list_written()
    archive.write_text(f"indexes/{MANIFEST}", (f"{digest}  {key}\n" for key, digest in rows))
    archive.write_text(f"indexes/{IDENTITY}", [identify_archive("wacz", walk, start)])
    removed = [f"{key}\n" for key in walk.ledger.list_removed()]
    if removed:
        archive.write_text(f"indexes/{REMOVED}", removed)
    archive.close(f"{walk.base}/{start}")
    return archive.count


def make_answer(address: str, kind: str, content: bytes) -> SiteAnswer:
    """Return an answer that the archive has instead of the site."""
    return SiteAnswer(address, HTTPStatus.OK, kind, BytesIO(content))


def is_read(answer: SiteAnswer) -> bool:
    """Tell whether an answer names further addresses."""
    return answer.is_page or answer.kind.startswith("text/css")


def make_sort_key(url: str) -> str:
    """Return the key of an address in an index (SURT): org,example)/en/events."""
    whole = urlsplit(url.lower())
    host = (whole.hostname or "").removeprefix("www.")
    port = f":{whole.port}" if whole.port else ""
    query = "&".join(sorted(whole.query.split("&")))
    path = whole.path.rstrip("/") or "/"
    return f"{','.join(reversed(host.split('.')))}{port}){path}{'?' if query else ''}{query}"


def compress(content: bytes) -> bytes:
    """Return gzip without a moment."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    return packer.compress(content) + packer.flush()
