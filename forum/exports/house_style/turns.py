"""One person's part in a section: picture, caption, and the words with their attribution."""

from collections.abc import Iterator
from dataclasses import dataclass

from forum.exports.house_style.blocks import HouseLine, LineLook
from forum.exports.house_style.pictures import Placed, PlacedPictures
from forum.exports.house_style.programme import RecordProgramme
from forum.reader.event_record import ZH, AppearanceRecord, SessionRecord, Text

# Behind these a comma would tell of a ceremony; a colon gives the floor.
_WITH_COLON = frozenset(["致辞", "发言", "点评", "总结", "祝贺", "感谢", "发布"])

# What stands on a line of its own below the name; 以视频方式 goes on beside it.
_DEEDS = ("在", "向", "主持")


@dataclass(frozen=True, slots=True)
class PrintedTurn:
    """What is printed of one appearance; caption: only where it was not printed just before."""

    appearance: AppearanceRecord
    caption: Text
    pictures: tuple[Placed, ...] = ()

    @property
    def place(self) -> int | None:
        """The order of its first picture among all."""
        return self.pictures[0].no if self.pictures else None


def list_turns(
    programme: RecordProgramme, session: SessionRecord, pictures: PlacedPictures
) -> tuple[list[PrintedTurn], list[PrintedTurn]]:
    """Return the turns of the speakers, and those of the moderators that are printed here."""
    speaking = programme.speaking.get(session.key, [])
    chairs = [
        appearance
        for appearance in programme.moderating.get(session.key, [])
        if _printed_here(programme, appearance, pictures)
    ]
    printed: set[str] = set()
    turns_of_groups = []
    for group in (speaking, chairs):
        previous_caption: Text = {}
        series = []
        for appearance in group:
            person_pictures = (
                ()
                if appearance.person in printed
                else tuple(pictures.find_above_caption(session.key, appearance.person))
            )
            printed.add(appearance.person)
            caption = {} if appearance.caption == previous_caption else appearance.caption
            series.append(PrintedTurn(appearance, caption, person_pictures))
            previous_caption = appearance.caption
        turns_of_groups.append(
            [appearance for appearance in series if appearance.pictures or _says(appearance)]
        )
    return turns_of_groups[0], turns_of_groups[1]


def _says(turn: PrintedTurn) -> bool:
    return any(turn.caption.values()) or any(turn.appearance.remarks.values())


def _printed_here(
    programme: RecordProgramme, appearance: AppearanceRecord, pictures: PlacedPictures
) -> bool:
    """Tell whether a moderator's caption and words stand in this session.

    A caption that names its sessions is printed once: where the moderator speaks, else where the
    picture is, else at the end of what is moderated.
    """
    if not any(appearance.caption.values()) or any(appearance.remarks.values()):
        return True
    same = [
        same_appearance
        for same_appearance in programme.chairs[appearance.person]
        if same_appearance.caption == appearance.caption
    ]
    if _is_in_a_speech(programme, appearance):
        return False
    if not _names_sessions(programme, appearance.caption):
        return True
    if any(any(same_appearance.remarks.values()) for same_appearance in same):
        return False
    pictured = [
        same_appearance
        for same_appearance in same
        if pictures.find_above_caption(same_appearance.session, same_appearance.person)
    ]
    return appearance is (pictured or same)[-1]


def _is_in_a_speech(programme: RecordProgramme, appearance: AppearanceRecord) -> bool:
    """Tell whether somebody who moderates and speaks has one caption for both."""
    sessions = {spoken.session for spoken in programme.chairs[appearance.person]}
    return any(
        spoken.person == appearance.person and spoken.caption == appearance.caption
        for session in sessions
        for spoken in programme.speaking.get(session, [])
    )


def _names_sessions(programme: RecordProgramme, caption: Text) -> bool:
    for code, text in caption.items():
        parsed_caption = programme.caption(text, code) if text else None
        if parsed_caption and (parsed_caption.segments or parsed_caption.whole):
            return True
    return False


def compose_turn(turn: PrintedTurn, programme: RecordProgramme) -> Iterator[HouseLine]:
    """Yield caption and words, language by language."""
    for code in programme.codes:
        if caption := turn.caption.get(code):
            yield HouseLine(
                LineLook.CAPTION, _in_two_lines(caption, turn.appearance, programme), code
            )
        for text in _speech(turn.appearance, programme, code):
            yield HouseLine(LineLook.PROSE, text, code)


def _speech(appearance: AppearanceRecord, programme: RecordProgramme, code: str) -> list[str]:
    first, *rest = (appearance.remarks.get(code) or "").splitlines() or [""]
    if not first:
        return []
    name = programme.name(programme.people[appearance.person], code)
    verb = appearance.attribution.get(code) or ""
    if not name or (not verb and appearance.caption.get(code)):
        return [first, *rest]
    return [_opening(name, appearance.title.get(code) or "", verb, first, code), *rest]


def _opening(name: str, title: str, verb: str, first: str, code: str) -> str:
    """Return 某部部长某某指出，…, Name noted: …; without a verb a colon stands behind the name."""
    return f"{title if code == ZH else ''}{join_attribution(name, verb, code)}{first}"


def join_attribution(name: str, verb: str, code: str) -> str:
    """Return 某某指出，, 某某：, Name noted: , Name: ."""
    if code != ZH:
        return f"{name} {verb}: " if verb else f"{name}: "
    return f"{name}{verb}{'，' if verb and verb not in _WITH_COLON else '：'}"


def _in_two_lines(caption: str, appearance: AppearanceRecord, programme: RecordProgramme) -> str:
    """Put name and title above what somebody does: …副市长某某 / 在上海出席…并致辞."""
    name = programme.people[appearance.person].name.get(ZH) or ""
    head = f"{appearance.title.get(ZH) or ''}{name}"
    rest = caption.removeprefix(head)
    return f"{head}\n{rest}" if name and rest != caption and rest.startswith(_DEEDS) else caption
