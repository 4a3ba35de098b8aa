"""The interface's messages: collected, merged into the catalogue, compiled, checked.

No gettext is needed, which an ordinary user has not.

python -m tests.messages           update and compile the catalogue, name what lacks words
python -m tests.messages fr        that of another language than Chinese
python -m tests.messages --check   change nothing; 1 when anything is missing or stale
"""

import argparse
import io
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib
from babel import Locale
from babel.messages.extract import extract
from babel.messages.plurals import get_plural
from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
CHINESE = "zh_Hans"
CATALOGUES = ROOT / "forum" / "locale"
PO = CATALOGUES / CHINESE / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PLACE = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")

METADATA = {
    "Project-Id-Version": "Forum Record",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
}

type Key = tuple[str | None, str]
type Entries = dict[Key, polib.POEntry]


def sources() -> Iterator[tuple[str, io.BytesIO]]:
    """Yield every module and template of the project, with the extractor that reads it."""
    for folder in ("forum", "people", "sessions_app"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield "python", io.BytesIO(path.read_bytes())
    for path in sorted(
        [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")]
    ):
        # Django's own form of a template: Python calls among blanked text; one line, since the
        # blanked text's indentation is not Python's.
        python = " ".join(templatize(path.read_text()).split("\n"))
        yield "python", io.BytesIO(python.encode())
    for path in sorted((ROOT / "templates").rglob("*.jinja")):
        yield "jinja2", io.BytesIO(path.read_bytes())
    for path in sorted((ROOT / "forum").rglob("*.toml")):
        groups = tomllib.loads(path.read_text("utf-8")).values()
        msgids = [msgid for group in groups for msgid in list_msgids(group)]
        calls = [
            f"_({text!r})" if isinstance(text, str) else f"ngettext{text!r}" for text in msgids
        ]
        yield "python", io.BytesIO("\n".join(calls).encode())


def list_msgids(group: dict[str, str] | list[str] | list[list[str]]) -> list[str | tuple[str, ...]]:
    """Return the msgids of a table or list of data; singular and plural as a pair."""
    texts = group.values() if isinstance(group, dict) else group
    return [text if isinstance(text, str) else tuple(text) for text in texts]


def collect() -> Entries:
    """Return an entry, without a translation, for each message of the code and the templates."""
    entries: Entries = {}
    for method, source in sources():
        for _line, message, _comments, context in extract(method, source, keywords=KEYWORDS):
            msgid, plural = message if isinstance(message, tuple) else (message, "")
            entry = entries.setdefault(
                (context, msgid), polib.POEntry(msgctxt=context, msgid=msgid)
            )
            if plural:
                entry.msgid_plural, entry.msgstr_plural = plural, {0: ""}
            if PLACE.search(msgid) and "%" in msgid:
                entry.flags = ["python-format"]
    entries.pop((None, ""), None)
    return entries


def translations(entry: polib.POEntry | polib.MOEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def by_key(file: Iterable[polib.POEntry]) -> Entries:
    return {(entry.msgctxt, entry.msgid): entry for entry in file}


def stored(po: Path) -> Entries:
    return by_key(polib.pofile(str(po))) if po.exists() else {}


def complaints(po: Path = PO) -> list[str]:
    """Return what keeps a catalogue from being complete, a sentence each."""
    used, known_entries = collect(), stored(po)
    sentences = [f"not in the catalogue: {ident!r}" for ident in used.keys() - known_entries.keys()]
    sentences += [f"no longer used: {ident!r}" for ident in known_entries.keys() - used.keys()]
    for ident, entry in known_entries.items():
        if entry.fuzzy or not all(translations(entry)):
            sentences.append(f"not translated: {ident!r}")
        elif any(places(text) != places(ident[1]) for text in translations(entry)):
            sentences.append(f"other places than the original: {ident!r}")
    if compiled(po.with_suffix(".mo")) != {
        ident: translations(entry) for ident, entry in known_entries.items()
    }:
        sentences.append("the compiled catalogue is stale")
    return sorted(sentences)


def places(text: str) -> list[str]:
    return sorted({match.group() for match in PLACE.finditer(text)})


def compiled(mo: Path) -> dict[Key, list[str]]:
    entries = by_key(polib.mofile(str(mo))) if mo.exists() else {}
    return {ident: translations(entry) for ident, entry in entries.items()}


def update(po: Path, language: str) -> None:
    """Merge the messages in use into a catalogue, drop the others, compile."""
    po.parent.mkdir(parents=True, exist_ok=True)
    file, known_entries, plural = polib.POFile(wrapwidth=100), stored(po), get_plural(language)
    file.header = f"The interface in {Locale.parse(language).english_name}."
    file.metadata = {**METADATA, "Language": language, "Plural-Forms": plural.plural_forms}
    for ident, entry in sorted(collect().items(), key=lambda item: (item[0][1], item[0][0] or "")):
        if entry.msgid_plural:
            entry.msgstr_plural = dict.fromkeys(range(plural.num_plurals), "")
        if ident in known_entries:
            entry.msgstr = known_entries[ident].msgstr
            entry.msgstr_plural = known_entries[ident].msgstr_plural
        file.append(entry)
    file.save(str(po))
    file.save_as_mofile(str(po.with_suffix(".mo")))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", nargs="?", default=CHINESE)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    po = CATALOGUES / arguments.language / "LC_MESSAGES" / "django.po"
    if not arguments.check:
        update(po, arguments.language)
    complaint_lines = complaints(po)
    for sentence in complaint_lines:
        print(sentence, file=sys.stderr)
    return 1 if complaint_lines else 0


if __name__ == "__main__":
    raise SystemExit(main())
