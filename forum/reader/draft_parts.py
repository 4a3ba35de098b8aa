"""What a draft of a record collects of one person, and of what one appearance says."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from forum.reader.event_record import AppearanceRecord, Text

_SHORTEST_COPY: Final = 16


@dataclass(slots=True)
class PersonDraft:
    """A person, whoever of the document's lines speak of her or him."""

    key: str
    name: dict[str, str]
    title: dict[str, str]
    honorific: dict[str, str]
    other_names: list[str]
    lines: set[int]
    country: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Passages:
    """The passages of one appearance, joined once: a long transcript adds thousands.

    texts: language -> passages. paragraphs: language and paragraph, as far as a copy of it would
    be noticed. lines: of all of them.
    """

    texts: dict[str, list[str]] = field(default_factory=dict)
    paragraphs: set[tuple[str, str]] = field(default_factory=set)
    lines: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, appearance: AppearanceRecord) -> "Passages":
        """Return what an appearance says before anything is added."""
        passages = cls()
        passages.add(appearance.remarks, appearance.lines)
        return passages

    def add(self, remarks: Text, lines: Iterable[int]) -> None:
        """Add a passage in each of its languages."""
        self.lines.update(lines)
        for language, text in remarks.items():
            self.texts.setdefault(language, []).append(text)
            self.paragraphs.update((language, paragraph) for paragraph in text.split("\n"))

    def holds(self, language: str, text: str) -> bool:
        """Tell whether a text of some length is one of the paragraphs."""
        return len(text) > _SHORTEST_COPY and (language, text) in self.paragraphs

    def join(self, appearance: AppearanceRecord) -> AppearanceRecord:
        """Return an appearance with all passages."""
        remarks = {
            language: "\n".join(filter(None, parts)) for language, parts in self.texts.items()
        }
        return replace(appearance, remarks=remarks, lines=tuple(sorted(self.lines)))
