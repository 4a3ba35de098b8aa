"""One person's part in a section: picture, caption, and the words with their attribution."""

from collections.abc import Iterator
from dataclasses import dataclass

from forum.exports.house_style.blocks import Block, Look
from forum.exports.house_style.pictures import Pictures, Placed
from forum.exports.house_style.programme import Programme
from forum.reader.event_record import ZH, AppearanceRecord, SessionRecord, Text

# Behind these a comma would tell of a ceremony; a colon gives the floor.
_WITH_COLON = frozenset(["致辞", "发言", "点评", "总结", "祝贺", "感谢", "发布"])

# What stands on a line of its own below the name; 以视频方式 goes on beside it.
_DEEDS = ("在", "向", "主持")


@dataclass(frozen=True, slots=True)
class Turn:
    """What is printed of one appearance; caption: only where it was not printed just before."""

    appearance: AppearanceRecord
    caption: Text
    pictures: tuple[Placed, ...] = ()

    @property
    def place(self) -> int | None:
        """The order of its first picture among all."""
        return self.pictures[0].no if self.pictures else None


def turns(
    programme: Programme, session: SessionRecord, pictures: Pictures
) -> tuple[list[Turn], list[Turn]]:
    """Return the turns of the speakers, and those of the moderators that are printed here."""
    speaking = programme.speaking.get(session.key, [])
    chairs = [
        one
        for one in programme.moderating.get(session.key, [])
        if _printed_here(programme, one, pictures)
    ]
    shown: set[str] = set()
    found = []
    for group in (speaking, chairs):
        before: Text = {}
        series = []
        for one in group:
            own = () if one.person in shown else tuple(pictures.of(session.key, one.person))
            shown.add(one.person)
            caption = {} if one.caption == before else one.caption
            series.append(Turn(one, caption, own))
            before = one.caption
        found.append([one for one in series if one.pictures or _says(one)])
    return found[0], found[1]


def _says(turn: Turn) -> bool:
    return any(turn.caption.values()) or any(turn.appearance.remarks.values())


def _printed_here(programme: Programme, one: AppearanceRecord, pictures: Pictures) -> bool:
    """Tell whether a moderator's caption and words stand in this session.

    A caption that names its sessions is printed once: where the moderator speaks, else where the
    picture is, else at the end of what is moderated.
    """
    if not any(one.caption.values()) or any(one.remarks.values()):
        return True
    same = [each for each in programme.chairs[one.person] if each.caption == one.caption]
    if _is_in_a_speech(programme, one):
        return False
    if not _names_sessions(programme, one.caption):
        return True
    if any(any(each.remarks.values()) for each in same):
        return False
    pictured = [each for each in same if pictures.of(each.session, each.person)]
    return one is (pictured or same)[-1]


def _is_in_a_speech(programme: Programme, one: AppearanceRecord) -> bool:
    """Tell whether somebody who moderates and speaks has one caption for both."""
    sessions = {each.session for each in programme.chairs[one.person]}
    return any(
        each.person == one.person and each.caption == one.caption
        for session in sessions
        for each in programme.speaking.get(session, [])
    )


def _names_sessions(programme: Programme, caption: Text) -> bool:
    for code, text in caption.items():
        found = programme.caption(text, code) if text else None
        if found and (found.segments or found.whole):
            return True
    return False


def blocks(turn: Turn, programme: Programme) -> Iterator[Block]:
    """Yield caption and words, language by language."""
    for code in programme.codes:
        if caption := turn.caption.get(code):
            yield Block(Look.CAPTION, _in_two_lines(caption, turn.appearance, programme), code)
        for text in _speech(turn.appearance, programme, code):
            yield Block(Look.PROSE, text, code)


def _speech(one: AppearanceRecord, programme: Programme, code: str) -> list[str]:
    first, *rest = (one.remarks.get(code) or "").splitlines() or [""]
    if not first:
        return []
    name = programme.name(programme.people[one.person], code)
    verb = one.attribution.get(code) or ""
    if not name or (not verb and one.caption.get(code)):
        return [first, *rest]
    return [_opening(name, one.title.get(code) or "", verb, first, code), *rest]


def _opening(name: str, title: str, verb: str, first: str, code: str) -> str:
    """Return 某部部长某某指出，…, Name noted: …; without a verb a colon stands behind the name."""
    if code != ZH:
        return f"{name} {verb}: {first}" if verb else f"{name}: {first}"
    mark = "，" if verb and verb not in _WITH_COLON else "："
    return f"{title}{name}{verb}{mark}{first}"


def _in_two_lines(caption: str, one: AppearanceRecord, programme: Programme) -> str:
    """Put name and title above what somebody does: …副市长某某 / 在上海出席…并致辞."""
    name = programme.people[one.person].name.get(ZH) or ""
    head = f"{one.title.get(ZH) or ''}{name}"
    rest = caption.removeprefix(head)
    return f"{head}\n{rest}" if name and rest != caption and rest.startswith(_DEEDS) else caption
