"""What the blocks of a programme have at the same place, block after block: rooms, and names."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import Line
from forum.reader.shapes.programme.blocks import Block, class_of_line
from forum.reader.shapes.record.name_forms import is_whole_name, split_honorific

_FEWEST_BLOCKS: Final = 4
_FEWEST_NAMES: Final = 3
_LONGEST_ROOM: Final = 80
# Lines that are no room: people, labels, talks, topics, sentences.
_NO_ROOMS: Final = frozenset("LlKZTPA")


def find_rooms(blocks: Sequence[Block]) -> Mapping[int, str]:
    """Return the rooms with which blocks end, by their lines; none where that is not their place.

    Rooms are printed again and again: in half of the blocks the last line is that of another one.
    """
    last = [lines[-1] for block in blocks if len(lines := _below_topic(block)) > 0]
    counted = Counter(line.text.strip() for line in last)
    repeated = sum(1 for line in last if counted[line.text.strip()] > 1)
    if len(last) < _FEWEST_BLOCKS or 2 * repeated < len(last):
        return {}
    return {
        line.number: line.text.strip() for line in last
        if len(line.text.strip()) <= _LONGEST_ROOM and class_of_line(line.text) not in _NO_ROOMS
        and not line.text.rstrip().endswith((".", "。"))
    }  # fmt: skip


def find_names(blocks: Sequence[Block], rooms: Mapping[int, str]) -> frozenset[int]:
    """Return the lines that are a name alone where several blocks have one, right below the topic.

    rooms: the lines that are known to be no name.
    """
    if not rooms:
        return frozenset()
    alone = [
        lines[0] for block in blocks
        if len(lines := [line for line in _below_topic(block) if line.number not in rooms]) == 1
    ]  # fmt: skip
    named = [line.number for line in alone if _is_name(line.text.strip())]
    return frozenset(named) if len(named) >= _FEWEST_NAMES else frozenset()


def _below_topic(block: Block) -> Sequence[Line]:
    """Return the lines of a timed block below the one that says what takes place."""
    if not block.is_timed:
        return ()
    return block.content[1:] if block.is_time_alone else block.content


def _is_name(text: str) -> bool:
    return is_whole_name(split_honorific(text, language_of(text))[0])
