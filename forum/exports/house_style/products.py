"""What a session launched: the name on a line of its own, the description below."""

from collections.abc import Iterator

from forum.exports.house_style.blocks import Block, Look
from forum.exports.house_style.programme import Programme
from forum.reader.event_record import ZH, ProductRecord, SessionRecord
from forum.reader.shapes.record import texts

_LONGEST = {ZH: 70}


def products(programme: Programme, session: SessionRecord) -> Iterator[Block]:
    """Yield the session's products.

    One without a description is named in the launcher's remarks; on a line of its own it would be
    taken for their last.
    """
    for one in programme.record.products:
        if one.session == session.key and session.kind in {"launch", "signing"}:
            given = [code for code in programme.codes if _stands_alone(one, code)]
            for code in given:
                yield Block(Look.PRODUCT, _title(programme, one, code), code)
            for code in given:
                for text in one.text[code].splitlines():
                    yield Block(Look.PROSE, text, code)


def _stands_alone(one: ProductRecord, code: str) -> bool:
    """Tell whether the importer sees a product here: a short line above a finished sentence."""
    title, first = one.title.get(code) or "", (one.text.get(code) or "").partition("\n")[0]
    return (
        0 < len(title) <= _LONGEST.get(code, 200)
        and not texts.ends_sentence(title)
        and title[-1] not in "，；：:,;"
        and (len(first) > 30 or len(first) > len(title))
        and texts.ends_sentence(first)
    )


def _title(programme: Programme, one: ProductRecord, code: str) -> str:
    """Return 《…》 where the launchers' words print it so, else the plain name."""
    title = one.title[code]
    spoken = (
        each.remarks.get(code) or "" for each in programme.speaking.get(one.session or "", [])
    )
    booked = f"《{title}》"
    return booked if code == ZH and any(booked in text for text in spoken) else title
