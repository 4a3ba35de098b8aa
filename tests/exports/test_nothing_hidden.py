"""What is kept back is in no file that leaves: every format, every way of being hidden."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Final

import pytest

from forum.exports import table_writer
from forum.exports.event_export import write_docx, write_json, write_xlsx
from forum.exports.proceedings.printing import compose_draft
from forum.exports.proceedings.typesetting import write_pdf
from sessions_app.models import Appearance, Event
from tests.support import factories as make
from tests.support.pdf_structure import TaggedPdf

pytestmark = pytest.mark.django_db

PUBLIC: Final = "Zqpublic"
DECLINED: Final = Appearance.Clearance.DECLINED


def hide_session(event: Event, word: str) -> None:
    make.make_appearance(
        make.make_session(event, title_en=word, room_en=word, withheld=True),
        make.make_person(name_en=word),
        title_en=word,
    )


def hide_guest(event: Event, word: str) -> None:
    make.make_appearance(
        make.make_session(event), make.make_person(name_en=word), title_en=word, withheld=True
    )


def hide_person(event: Event, word: str) -> None:
    make.make_appearance(
        make.make_session(event), make.make_person(name_en=word, status="offline"), title_en=word
    )


def hide_host(event: Event, word: str) -> None:
    make.make_role(event, make.make_organization(name_en=word), withheld=True)


def hide_offline_host(event: Event, word: str) -> None:
    make.make_role(event, make.make_organization(name_en=word, status="offline"))


def hide_remarks(event: Event, word: str) -> None:
    make.make_appearance(
        make.make_session(event), remarks_en=f"<p>{word}</p>", remarks_withheld=True
    )


def decline_remarks(event: Event, word: str) -> None:
    make.make_appearance(
        make.make_session(event), remarks_en=f"<p>{word}</p>", clearance_en=DECLINED
    )


def decline_key_points(event: Event, word: str) -> None:
    event.key_points_en = word
    event.clearance_key_points_en = DECLINED
    event.save()


def decline_key_points_of_session(event: Event, word: str) -> None:
    make.make_session(event, key_points_en=word, clearance_key_points_en="sent")


def hide_document_of_remarks(event: Event, word: str) -> None:
    guest = make.make_appearance(make.make_session(event), remarks_withheld=True)
    make.make_document(event, title_en=word, appearance=guest)


def hide_photo(event: Event, word: str) -> None:
    make.make_photo(event, caption_en=word, alt_en=word, withheld=True)


def hide_photo_beside_remarks(event: Event, word: str) -> None:
    photo = make.make_photo(event, caption_en=word, withheld=True)
    make.make_appearance(make.make_session(event), photo=photo, caption_en=word)


def hide_photo_of_hidden_guest(event: Event, word: str) -> None:
    photo = make.make_photo(event, caption_en=word, alt_en=word)
    make.make_appearance(make.make_session(event), photo=photo, withheld=True)


def refuse_photo(event: Event, word: str) -> None:
    photo = make.make_photo(event, caption_en=word, alt_en=word)
    make.make_appearance(
        make.make_session(event), make.make_person(photo_consent="refused"), photo=photo,
        caption_en=word,
    )  # fmt: skip


def refuse_photo_at_event(event: Event, word: str) -> None:
    photo = make.make_photo(event, caption_en=word, alt_en=word)
    guest = make.make_appearance(make.make_session(event), photo_consent="refused")
    guest.photos.add(photo)


def hide_product(event: Event, word: str) -> None:
    make.make_product(
        title_en=word,
        description_en=f"<p>{word} is a course on ports for everybody.</p>",
        status="offline",
        launched_in=make.make_session(event, kind="launch"),
    )


def hide_correction(event: Event, word: str) -> None:
    make.make_correction(event, text_en=word, withheld=True)


KEPT_BACK: Final = (
    hide_session, hide_guest, hide_person, hide_host, hide_offline_host, hide_remarks,
    decline_remarks, decline_key_points, decline_key_points_of_session, hide_document_of_remarks,
    hide_photo, hide_photo_beside_remarks, hide_photo_of_hidden_guest, refuse_photo,
    refuse_photo_at_event, hide_product, hide_correction,
)  # fmt: skip


def as_word(way: Callable[..., None]) -> str:
    """Return the secret of a way of hiding: letters that no text has, and no line end parts."""
    return f"Zq{way.__name__.replace('_', 'q')}qz"


def unpack(content: bytes) -> str:
    """Return every part of an Office file that is text."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        return "".join(package.read(name).decode() for name in names)


def as_docx(event: Event) -> str:
    target = BytesIO()
    write_docx(event, target, anyway=True)
    return unpack(target.getvalue())


def as_docx_in_english(event: Event) -> str:
    target = BytesIO()
    write_docx(event, target, "en", anyway=True)
    return unpack(target.getvalue())


def as_json(event: Event) -> str:
    target = BytesIO()
    write_json(event, target)
    return target.getvalue().decode()


def as_xlsx(event: Event) -> str:
    target = BytesIO()
    write_xlsx(event, target)
    return unpack(target.getvalue())


def as_tables(event: Event) -> str:
    tables = table_writer.event_tables(event)
    return "".join(table_writer.as_csv(table).decode() for table in tables.values())


def as_draft_pdf(event: Event) -> str:
    pdf = TaggedPdf(write_pdf(compose_draft(event, "en", "https://forum.example.org/")))
    return pdf.words + "".join(pdf.alternatives())


OF_THE_DESK: Final = (as_docx, as_docx_in_english, as_json, as_xlsx, as_tables, as_draft_pdf)


@pytest.fixture
def event() -> Event:
    """Return an event with a public text, and everything that staff and guests keep back."""
    event = make.make_event(slug="ports", title_en=PUBLIC)
    for hide in KEPT_BACK:
        hide(event, as_word(hide))
    return Event.objects.select_related("series", "parent__series").get(pk=event.pk)


def list_leaks(text: str) -> list[str]:
    """Return the ways of hiding whose secret is in a text that holds what is public."""
    assert PUBLIC in text
    return [way.__name__ for way in KEPT_BACK if as_word(way) in text]


@pytest.mark.parametrize("write", OF_THE_DESK)
def test_nothing_kept_back_leaves_the_desk(event: Event, write: Callable[[Event], str]) -> None:
    assert list_leaks(write(event)) == []
