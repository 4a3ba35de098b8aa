"""The sections: heading, time and room, everybody with picture, caption and words, products."""

from collections.abc import Iterator, Sequence

from forum.exports.house_style import labels
from forum.exports.house_style.blocks import HouseLine, LineLook
from forum.exports.house_style.cover import compose_key_points
from forum.exports.house_style.pictures import (
    Placed,
    PlacedPictures,
    compose_labelled_picture,
    picture_block,
)
from forum.exports.house_style.programme import RecordProgramme, is_topic
from forum.exports.house_style.roster import topic_line
from forum.exports.house_style.turns import PrintedTurn, compose_turn, list_turns
from forum.reader.event_record import ZH, ProductRecord, SessionRecord
from forum.reader.shapes.record import texts
from forum.reader.vocabulary.products import KIND_LABELS
from forum.reader.vocabulary.table_sheets import APPEARANCE_LABELS, SESSION_LABELS

# Of a product's name, in characters, by language.
_LONGEST = {ZH: 70}


def compose_body(programme: RecordProgramme, pictures: PlacedPictures) -> Iterator[HouseLine]:
    """Yield every section in the programme's order."""
    for session in programme.record.sessions:
        yield from _head(programme, session)
        yield from _details(programme, session)
        yield from _floor(programme, session, pictures)
        yield from compose_products(programme, session)


def _head(programme: RecordProgramme, session: SessionRecord) -> Iterator[HouseLine]:
    codes = programme.codes
    if programme.opens_section(session):
        for code in codes:
            if heading := programme.heading(session, code):
                text = f"【{heading}】" if code == ZH else heading
                yield HouseLine(LineLook.SECTION, text, code)
    for code in codes:
        if text := topic_line(session, code):
            yield HouseLine(LineLook.TOPIC, text, code)
    for code in codes:
        title = session.title.get(code)
        if title and not session.topic.get(code):
            look = LineLook.TOPIC if not is_topic(session) else LineLook.DETAIL
            yield HouseLine(look, f"“{title}”", code)


def _details(programme: RecordProgramme, session: SessionRecord) -> Iterator[HouseLine]:
    for code in programme.codes:
        if text := labels.format_day_and_time(session.day, session.start, session.end, code):
            yield HouseLine(LineLook.DETAIL, labels.add_label(labels.TIME, code, text), code)
    yield from _labelled_text(programme, session, "room")
    yield from compose_key_points(session, programme.codes, LineLook.DETAIL)
    for field in SESSION_LABELS:
        if field != "room":
            yield from _labelled_text(programme, session, field)
    for code in programme.codes:
        yield from _speech_details(programme, session, code)


def _labelled_text(
    programme: RecordProgramme, session: SessionRecord, field: str
) -> Iterator[HouseLine]:
    for code in programme.codes:
        for paragraph in getattr(session, field).get(code, "").splitlines():
            text = labels.add_label(SESSION_LABELS[field], code, paragraph)
            yield HouseLine(LineLook.DETAIL, text, code)


def _speech_details(
    programme: RecordProgramme, session: SessionRecord, code: str
) -> Iterator[HouseLine]:
    """Yield what else is known of each guest, as what it was about, and whose office awaits it.

    The labels name the guest.
    """
    for appearance in programme.record.appearances:
        if appearance.session != session.key:
            continue
        answer = labels.CLEARANCES.get(appearance.clearance.get(code, ""), {})
        details = [
            *(
                (words, getattr(appearance, field).get(code))
                for field, words in APPEARANCE_LABELS.items()
            ),
            (labels.CLEARANCE, answer.get(code) if appearance.remarks.get(code) else None),
        ]
        for words, text in details:
            if text:
                person = programme.people[appearance.person]
                name = person.name.get(code) or next(iter(person.name.values()))
                label = f"{words[code]}{labels.OF_GUEST[code].format(name=name)}"
                yield HouseLine(LineLook.DETAIL, f"{label}{labels.COLON[code]}{text}", code)


def _floor(
    programme: RecordProgramme, session: SessionRecord, pictures: PlacedPictures
) -> Iterator[HouseLine]:
    """Yield turns and pictures of nobody in particular, the pictures in the record's order."""
    speakers, chairs = list_turns(programme, session, pictures)
    row: list[PrintedTurn | Placed] = [*speakers]
    in_turns = {placed.no for turn in (*speakers, *chairs) for placed in turn.pictures}
    loose = [placed for placed in pictures.in_session(session.key) if placed.no not in in_turns]
    later: list[PrintedTurn | Placed] = [*chairs, *loose]
    for item in later:
        row.insert(_before(row, item), item)
    for item in row:
        if isinstance(item, Placed):
            yield from compose_labelled_picture(item, programme)
        else:
            yield from map(picture_block, item.pictures)
            yield from compose_turn(item, programme)


def _before(row: list[PrintedTurn | Placed], item: PrintedTurn | Placed) -> int:
    """Return the place before the first picture that comes later."""
    number = _number(item)
    if number is not None:
        for place, row_item in enumerate(row):
            if (_number(row_item) or -1) > number:
                return place
    return len(row)


def _number(item: PrintedTurn | Placed) -> int | None:
    return item.no if isinstance(item, Placed) else item.place


def compose_products(programme: RecordProgramme, session: SessionRecord) -> Iterator[HouseLine]:
    """Yield the session's products: as blocks of a launch if they are read as such, else labelled.

    One without a description that the launchers' remarks name stands there alone; on a line of its
    own it would be taken for their last.
    """
    is_launch = session.kind in {"launch", "signing"}
    for product in programme.record.products:
        if product.session == session.key:
            titled = [code for code in programme.codes if product.title.get(code)]
            written = [code for code in titled if is_launch and _stands_alone(product, code)]
            named = [code for code in titled if is_launch and _is_named(programme, product, code)]
            if {*titled} <= {*written, *named}:
                yield from _compose_block(programme, product, written)
            else:
                yield from _compose_labelled(product, titled)


def _compose_block(
    programme: RecordProgramme, product: ProductRecord, codes: Sequence[str]
) -> Iterator[HouseLine]:
    for code in codes:
        yield HouseLine(LineLook.PRODUCT, _product_title(programme, product, code), code)
    for code in codes:
        for text in product.text[code].splitlines():
            yield HouseLine(LineLook.PROSE, text, code)


def _compose_labelled(product: ProductRecord, codes: Sequence[str]) -> Iterator[HouseLine]:
    for code in codes:
        kind = KIND_LABELS[product.kind][code]
        label = labels.PRODUCT[code].format(no=product.no, kind=kind)
        yield HouseLine(LineLook.DETAIL, f"{label}{labels.COLON[code]}{product.title[code]}", code)
    for code in codes:
        label = labels.ABOUT_PRODUCT[code].format(no=product.no)
        for text in (product.text.get(code) or "").splitlines():
            yield HouseLine(LineLook.DETAIL, f"{label}{labels.COLON[code]}{text}", code)


def _is_named(programme: RecordProgramme, product: ProductRecord, code: str) -> bool:
    """Tell whether words that are said in the product's session name it."""
    appearances = programme.speaking.get(product.session or "", [])
    title = product.title[code]
    return any(title in (appearance.remarks.get(code) or "") for appearance in appearances)


def _stands_alone(product: ProductRecord, code: str) -> bool:
    """Tell whether the importer sees a product here: a short line above a finished sentence."""
    title, first = product.title.get(code) or "", (product.text.get(code) or "").partition("\n")[0]
    return (
        0 < len(title) <= _LONGEST.get(code, 200)
        and not texts.ends_sentence(title)
        and title[-1] not in "，；：:,;"
        and (len(first) > 30 or len(first) > len(title))
        and texts.ends_sentence(first)
    )


def _product_title(programme: RecordProgramme, product: ProductRecord, code: str) -> str:
    """Return 《…》 where the launchers' words print it so, else the plain name."""
    title = product.title[code]
    spoken = (
        appearance.remarks.get(code) or ""
        for appearance in programme.speaking.get(product.session or "", [])
    )
    booked = f"《{title}》"
    return booked if code == ZH and any(booked in text for text in spoken) else title
