"""Which part of a package is which: its relationships (ECMA-376 part 2, clause 9)."""

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from forum.reader.errors import DocumentError
from forum.reader.word.archive import Archive
from forum.reader.word.xmlstream import Attributes, parse

# What a document has beside its text -> which sentence says so.
_ASIDE: Final[Mapping[str, str]] = {
    "footnotes": "footnotes", "endnotes": "footnotes", "comments": "comments",
    "header": "headers", "footer": "headers", "aFChunk": "inserted", "diagramData": "inserted",
}  # fmt: skip
_KINDS: Final = frozenset({"officeDocument", "styles", "numbering", "image", *_ASIDE})


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a Word document that a record needs, by their names in the archive.

    styles, numbering: empty if the document has none.
    pictures: relationship id -> name, embedded ones only; the part may be missing.
    aside: what is beside the text -> the names of its parts.
    """

    document: str
    styles: str
    numbering: str
    pictures: Mapping[str, str]
    aside: Mapping[str, Sequence[str]]


def find(archive: Archive) -> Parts:
    """Find the parts; raise DocumentError if this is no Word document."""
    document = _main(archive)
    related = _Relationships.of(archive, document)
    return Parts(
        document=document,
        styles=_present(archive, related.first("styles")),
        numbering=_present(archive, related.first("numbering")),
        pictures={key: target for key, (kind, target) in related.all.items() if kind == "image"},
        aside={
            case: names for case in dict.fromkeys(_ASIDE.values())
            if (names := [
                archive.spelled(target) for kind, target in related.all.values()
                if _ASIDE.get(kind) == case and target in archive
            ])
        },
    )  # fmt: skip


def _main(archive: Archive) -> str:
    """Word names it word/document.xml, or document2.xml after a repair."""
    named = _present(archive, _Relationships.of(archive, "").first("officeDocument"))
    name = named or _present(archive, "word/document.xml")
    if not name:
        raise not_word()
    return name


def not_word() -> DocumentError:
    """The refusal of an archive that holds something else."""
    return DocumentError("no_word_archive")


def _present(archive: Archive, name: str) -> str:
    return archive.spelled(name) if name in archive else ""


class _Relationships:
    """Hears a .rels part. all: id -> (kind, name of the part), embedded ones only."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.all: dict[str, tuple[str, str]] = {}

    @classmethod
    def of(cls, archive: Archive, part: str) -> "_Relationships":
        folder, name = posixpath.split(part)
        relationships = cls(folder)
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        if source in archive:
            parse(archive.xml(source), relationships)
        return relationships

    def first(self, kind: str) -> str:
        return next(
            (target for relationship, target in self.all.values() if relationship == kind), ""
        )

    def start(self, tag: str, attributes: Attributes) -> None:
        kind = attributes.get("Type", "").rpartition("/")[2]
        embedded = attributes.get("TargetMode", "Internal") == "Internal"
        if tag == "rel:Relationship" and embedded and kind in _KINDS:
            path = posixpath.join("/", self._folder, unquote(attributes.get("Target", "")))
            name = posixpath.normpath(path).lstrip("/")
            self.all[attributes.get("Id", "")] = (kind, name)

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...
