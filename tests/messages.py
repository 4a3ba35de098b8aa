"""The interface's messages: collected, merged into the catalogue, compiled, checked.

No gettext is needed, which an ordinary user has not.

python -m tests.messages           update and compile the catalogue, name what lacks words
python -m tests.messages --check   change nothing; 1 when anything is missing or stale
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "forum" / "locale" / "zh_Hans" / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PLACE = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")

type Key = tuple[str | None, str]


def sources() -> Iterator[io.BytesIO]:
    """Yield every module and template of the project as Python for the extractor."""
    for folder in ("forum", "people", "sessions_app"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield io.BytesIO(path.read_bytes())
    for path in sorted((ROOT / "templates").rglob("*.html")):
        # Django's own form of a template: Python calls among blanked text; one line, since the
        # blanked text's indentation is not Python's.
        yield io.BytesIO(" ".join(templatize(path.read_text()).split("\n")).encode())


def collect() -> Catalog:
    """Return a catalogue with every message that the code and the templates use."""
    found = Catalog(locale="zh_Hans", charset="utf-8")
    for source in sources():
        for _line, message, _comments, context in extract("python", source, keywords=KEYWORDS):
            found.add(message, context=context)
    return found


def key(message: Message) -> Key:
    ident = message.id if isinstance(message.id, str) else message.id[0]
    # Of a compiled catalogue the context comes as bytes.
    context: str | bytes | None = message.context
    return context.decode() if isinstance(context, bytes) else context, ident


def words(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def entries(catalog: Catalog) -> dict[Key, Message]:
    return {key(message): message for message in catalog if message.id}


def stored() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def complaints() -> list[str]:
    """Return what keeps the catalogue from being complete, a sentence each."""
    used, known = entries(collect()), entries(stored())
    said = [f"not in the catalogue: {ident!r}" for ident in used.keys() - known.keys()]
    said += [f"no longer used: {ident!r}" for ident in known.keys() - used.keys()]
    for ident, message in known.items():
        if message.fuzzy or not all(words(message)):
            said.append(f"not translated: {ident!r}")
        elif any(places(text) != places(ident[1]) for text in words(message)):
            said.append(f"other places than the original: {ident!r}")
    if not MO.exists() or compiled() != {ident: words(one) for ident, one in known.items()}:
        said.append("the compiled catalogue is stale")
    return sorted(said)


def places(text: str) -> list[str]:
    return sorted({match.group() for match in PLACE.finditer(text)})


def compiled() -> dict[Key, list[str]]:
    with MO.open("rb") as file:
        return {ident: words(one) for ident, one in entries(read_mo(file)).items()}


def update() -> None:
    """Merge the messages in use into the catalogue, drop the others, compile."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    catalog = stored() if PO.exists() else Catalog(locale="zh_Hans", charset="utf-8")
    catalog.update(collect(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    catalog.project, catalog.copyright_holder = "Forum Record", "the Forum Record authors"
    catalog.header_comment = "# The interface in Simplified Chinese."
    with PO.open("wb") as file:
        write_po(file, catalog, width=100, no_location=True, sort_output=True, ignore_obsolete=True)
    with MO.open("wb") as file:
        write_mo(file, catalog)


def main() -> int:
    if "--check" not in sys.argv:
        update()
    said = complaints()
    for sentence in said:
        print(sentence, file=sys.stderr)
    return 1 if said else 0


if __name__ == "__main__":
    raise SystemExit(main())
