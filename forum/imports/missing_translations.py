"""What still has no text in one of the languages once a plan is written."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from forum.core.content import column, language_codes
from forum.imports.plan import Change, Plan

# The texts that readers look for.
_TEXTS: Final = {
    "sessions_app.event": ("title", "introduction"),
    "people.organization": ("name",),
    "people.person": ("name",),
    "sessions_app.session": ("title",),
    "sessions_app.appearance": ("title", "remarks"),
    "sessions_app.photo": ("caption",),
    "forum.knowledgeproduct": ("title", "description"),
}


def lacking(made: Plan) -> list[dict[str, Any]]:
    """Return ``[{model, field, language, names, of}]``: whose text is in another language only.

    of: how many objects have the text in any language.
    """
    names: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    having: dict[tuple[str, str], int] = defaultdict(int)
    for change, field, missing in _texts(made):
        having[change.ref.label, field] += 1
        for language in missing:
            names[change.ref.label, field, language].append(change.name)
    return [
        {"model": label, "field": field, "language": language, "names": found,
         "of": having[label, field]}
        for (label, field, language), found in names.items()
    ]  # fmt: skip


def _texts(made: Plan) -> Iterator[tuple[Change, str, list[str]]]:
    """Yield each text that will be there in some language, and the languages that it lacks."""
    for change in made.changes:
        if change.absent:
            continue
        written = {one.column: one.new for one in change.written}
        for field in _TEXTS.get(change.ref.label, ()):
            has = {code: _after(change, written, column(field, code)) for code in language_codes()}
            if any(has.values()):
                yield change, field, [code for code, there in has.items() if not there]


def _after(change: Change, written: dict[str, Any], name: str) -> bool:
    return bool(written[name] if name in written else getattr(change.row, name, None))
