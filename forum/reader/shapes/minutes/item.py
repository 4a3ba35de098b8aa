"""An item of a meeting, as every reader of minutes tells it."""

from dataclasses import dataclass, field

from forum.reader.prose.sentences import ProseParagraph


@dataclass(slots=True)
class Item:
    """An item of the agenda. title: without its number; names: of those who present it.

    is_asked: whether it is taken for one by its place alone. asks_names: whether its words may only
    speak of those whom they name.
    """

    title: str
    line: int
    names: tuple[str, ...] = ()
    is_asked: bool = False
    asks_names: bool = False
    content: list[ProseParagraph] = field(default_factory=list)
