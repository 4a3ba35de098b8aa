"""What a moderator's label says: 致辞、讨论环节一. It is used only if it is read as it is meant."""

from collections.abc import Sequence

from forum.exports.house_style import labels
from forum.exports.house_style.programme import RecordProgramme, is_topic, make_row
from forum.reader.event_record import ZH, SessionRecord
from forum.reader.shapes.record import headings, segments
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.shapes.record.segments import Segment

type Label = dict[str, str]


def label_on_own_line(programme: RecordProgramme, keys: Sequence[str]) -> Label | None:
    """Return the label that stands under 主持人： on a line of its own, None where none is sure."""
    label = {
        code: f"{names}{labels.COLON[code]}".rstrip()
        for code in programme.codes
        if (names := _names(programme, keys, code))
    }
    for code, text in label.items():
        heading = headings.read_heading(make_row(text, code))
        if heading is None or not _means(programme, heading.scope, keys):
            return None
    return label or None


def label_beside_role(programme: RecordProgramme, keys: Sequence[str]) -> Label | None:
    """Return 主持人（致辞环节）：, None where it would not be read so."""
    label = {}
    for code in programme.codes:
        if names := _names(programme, keys, code):
            text = f"主持人（{names}）：" if code == ZH else f"Moderator ({names}):"
            role = role_label(text, code)
            if role is None or not _means(programme, segments.find(role.scope, code), keys):
                return None
            label[code] = text
    return label or None


def _means(
    programme: RecordProgramme, segments_found: Sequence[Segment], keys: Sequence[str]
) -> bool:
    return set(programme.meant(segments_found)) == set(keys)


def _names(programme: RecordProgramme, keys: Sequence[str], code: str) -> str:
    """Return the sessions' names in a language, "" where one of them has none."""
    sessions = [programme.sessions[key] for key in keys]
    names = [_whole(programme, session, keys, code) for session in sessions]
    return ("、" if code == ZH else ", ").join(dict.fromkeys(names)) if all(names) else ""


def _whole(
    programme: RecordProgramme, session: SessionRecord, keys: Sequence[str], code: str
) -> str:
    """Return the heading; with the label where not all topics under it are meant."""
    heading, label = programme.heading(session, code), session.topic.get(code) or ""
    if not is_topic(session):
        return heading
    under = [
        topic_session.key
        for topic_session in programme.record.sessions
        if topic_session.heading == session.heading
    ]
    if heading and set(under) <= set(keys):
        return heading
    if code == ZH or not heading:
        return f"{heading}{label}"
    return f"{label} of the {heading}"
