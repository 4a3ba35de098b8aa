"""The sections: heading, time and room, then everybody with picture, caption and words."""

from collections.abc import Iterator

from forum.exports.house_style import labels
from forum.exports.house_style.blocks import Block, Look
from forum.exports.house_style.pictures import Pictures, Placed, image, labelled
from forum.exports.house_style.products import products
from forum.exports.house_style.programme import Programme, is_topic
from forum.exports.house_style.roster import topic
from forum.exports.house_style.turns import Turn, blocks, turns
from forum.reader.event_record import ZH, SessionRecord


def body(programme: Programme, pictures: Pictures) -> Iterator[Block]:
    """Yield every section in the programme's order."""
    for session in programme.record.sessions:
        yield from _head(programme, session)
        yield from _details(programme, session)
        yield from _floor(programme, session, pictures)
        yield from products(programme, session)


def _head(programme: Programme, session: SessionRecord) -> Iterator[Block]:
    codes = programme.codes
    if programme.opens_section(session):
        for code in codes:
            if heading := programme.heading(session, code):
                text = f"【{heading}】" if code == ZH else heading
                yield Block(Look.SECTION, text, code)
    for code in codes:
        if text := topic(session, code):
            yield Block(Look.TOPIC, text, code)
    for code in codes:
        title = session.title.get(code)
        if title and not session.topic.get(code):
            look = Look.TOPIC if not is_topic(session) else Look.DETAIL
            yield Block(look, f"“{title}”", code)


def _details(programme: Programme, session: SessionRecord) -> Iterator[Block]:
    for code in programme.codes:
        if text := labels.when(session.day, session.start, session.end, code):
            yield Block(Look.DETAIL, labels.labelled(labels.TIME, code, text), code)
    for code in programme.codes:
        if room := session.room.get(code):
            yield Block(Look.DETAIL, labels.labelled(labels.ROOM, code, room), code)


def _floor(programme: Programme, session: SessionRecord, pictures: Pictures) -> Iterator[Block]:
    """Yield turns and pictures of nobody in particular, the pictures in the record's order."""
    speakers, chairs = turns(programme, session, pictures)
    row: list[Turn | Placed] = [*speakers]
    taken = {each.no for turn in (*speakers, *chairs) for each in turn.pictures}
    left = [each for each in pictures.in_session(session.key) if each.no not in taken]
    others: list[Turn | Placed] = [*chairs, *left]
    for one in others:
        row.insert(_before(row, one), one)
    for one in row:
        if isinstance(one, Placed):
            yield from labelled(one, programme)
        else:
            yield from map(image, one.pictures)
            yield from blocks(one, programme)


def _before(row: list[Turn | Placed], one: Turn | Placed) -> int:
    """Return the place before the first picture that comes later."""
    number = _number(one)
    if number is not None:
        for place, other in enumerate(row):
            if (_number(other) or -1) > number:
                return place
    return len(row)


def _number(one: Turn | Placed) -> int | None:
    return one.no if isinstance(one, Placed) else one.place
