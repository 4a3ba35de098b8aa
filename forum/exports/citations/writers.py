"""Entries as RIS, BibTeX and CSL-JSON.

Names are not parted: no rule tells which word is a surname.
"""

import json
import re
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from forum.core.control_characters import printable
from forum.exports.citations.items import CitedWork

# What each format calls a kind of entry.
_RIS: Final = {
    "event": "CONF", "session": "CPAPER", "remarks": "CPAPER", "publication": "BOOK",
    "dataset": "DATA", "tool": "COMP",
}  # fmt: skip
_BIBTEX: Final = {
    "event": "proceedings", "session": "inproceedings", "remarks": "inproceedings",
    "publication": "book",
}  # fmt: skip
_CSL: Final = {
    "event": "event", "session": "chapter", "remarks": "speech", "publication": "book",
    "dataset": "dataset", "tool": "software", "person": "webpage",
}  # fmt: skip
_BIBTEX_SIGNS: Final = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
# As babel and polyglossia call the languages of the United Nations; others are left out.
_BIBTEX_LANGUAGES: Final = {
    "ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "ru": "russian",
    "zh": "chinese",
}  # fmt: skip
_LINE_ENDS: Final = re.compile(r"\s*[\n\u2028\u2029]\s*")


class CitationFormat(NamedTuple):
    """content_type: with its parameters; write: entries -> the file."""

    content_type: str
    write: Callable[[Iterable[CitedWork]], str]


def in_one_line(text: str) -> str:
    return _LINE_ENDS.sub(" ", printable(text)).strip()


def write_ris(works: Iterable[CitedWork]) -> str:
    """Return the entries as RIS, its lines ended by CR LF."""
    return "\r\n".join(line for work in works for line in list_ris_lines(work)) + "\r\n"


def list_ris_lines(work: CitedWork) -> list[str]:
    fields = [
        ("TY", _RIS.get(work.kind, "ELEC")),
        *(("AU", author) for author in work.authors),
        ("TI", work.title),
        ("T2", work.container),
        ("PB", work.publisher),
        ("CY", work.place),
        ("PY", work.issued[:4]),
        ("DA", work.issued.replace("-", "/") if "-" in work.issued else ""),
        ("LA", work.language),
        ("DO", work.doi),
        ("UR", work.url),
        ("N1", work.note),
        ("ID", work.key),
    ]
    lines = [f"{tag}  - {in_one_line(value)}" for tag, value in fields if value]
    return [*lines, "ER  - "]


def write_bibtex(works: Iterable[CitedWork]) -> str:
    return "\n".join(map(make_bibtex_entry, works))


def make_bibtex_entry(work: CitedWork) -> str:
    # A second pair of braces keeps names whole and capitals as they are.
    authors = " and ".join(f"{{{escape_bibtex(author)}}}" for author in work.authors)
    is_part = work.kind in ("session", "remarks")
    fields = {
        "editor" if work.kind == "event" else "author": authors,
        "title": f"{{{escape_bibtex(work.title)}}}",
        "booktitle" if is_part else "series": escape_bibtex(work.container),
        "publisher": escape_bibtex(work.publisher),
        "address": escape_bibtex(work.place),
        "year": work.issued[:4],
        "date": work.issued if "-" in work.issued else "",
        "langid": _BIBTEX_LANGUAGES.get(work.language.partition("-")[0], ""),
        "doi": work.doi,
        "url": work.url,
        "note": escape_bibtex(work.note),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{_BIBTEX.get(work.kind, 'misc')}{{{work.key},", *lines, "}", ""])


def escape_bibtex(text: str) -> str:
    return "".join(_BIBTEX_SIGNS.get(character, character) for character in in_one_line(text))


def write_csl(works: Iterable[CitedWork]) -> str:
    entries = [make_csl_entry(work) for work in works]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def make_csl_entry(work: CitedWork) -> dict[str, object]:
    issued = [int(part) for part in work.issued.split("-") if part]
    entry: dict[str, object] = {
        "id": work.key,
        "type": _CSL.get(work.kind, "document"),
        "title": in_one_line(work.title),
        "author": [{"literal": in_one_line(author)} for author in work.authors],
        "container-title": in_one_line(work.container),
        "publisher": in_one_line(work.publisher),
        "event-place": in_one_line(work.place),
        "issued": {"date-parts": [issued]} if issued else None,
        "language": work.language,
        "DOI": work.doi,
        "URL": work.url,
        "note": in_one_line(work.note),
    }
    return {name: value for name, value in entry.items() if value}


FORMATS: Final = {
    "ris": CitationFormat("application/x-research-info-systems; charset=utf-8", write_ris),
    "bib": CitationFormat("application/x-bibtex; charset=utf-8", write_bibtex),
    "json": CitationFormat("application/vnd.citationstyles.csl+json", write_csl),
}
