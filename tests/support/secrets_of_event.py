"""What nobody, or not everybody, may see: a secret for each way in which something is hidden."""

import zipfile
from collections.abc import Callable, Iterable
from datetime import time, timedelta
from io import BytesIO
from typing import Any, Final

from django.utils import timezone

from forum.history.working_copies.copy_diversion import diverting
from forum.models import WorkingCopy
from people.models import User
from sessions_app.models import Appearance, Event, Session
from tests.support import factories as make
from tests.support.pdf_structure import TaggedPdf

type Hide = Callable[[Event, str], None]

PUBLIC: Final = "Zqpublic"
DECLINED: Final = Appearance.Clearance.DECLINED


def add_session(event: Event, **values: Any) -> Session:
    """Return a session with hours: where one has none, there are no schedules.

    Nothing told of it, it is that of the others too: each has six pages and six files of its own.
    """
    shared_session = None if values else event.sessions.filter(slug="shared").first()
    hours = {"start": time(9), "end": time(10)}
    return shared_session or make.make_session(event, **hours, **(values or {"slug": "shared"}))


def hide_session(event: Event, word: str) -> None:
    make.make_appearance(
        add_session(event, title_en=word, room_en=word, withheld=True),
        make.make_person(name_en=word, status="draft"),
        title_en=word,
    )


def hide_guest(event: Event, word: str) -> None:
    make.make_appearance(
        add_session(event), make.make_person(name_en=word, status="draft"), title_en=word,
        withheld=True,
    )  # fmt: skip


def hide_person(event: Event, word: str) -> None:
    make.make_appearance(
        add_session(event), make.make_person(name_en=word, status="offline"), title_en=word
    )


def hide_host(event: Event, word: str) -> None:
    make.make_role(event, make.make_organization(name_en=word, status="draft"), withheld=True)


def hide_offline_host(event: Event, word: str) -> None:
    make.make_role(event, make.make_organization(name_en=word, status="offline"))


def hide_remarks(event: Event, word: str) -> None:
    make.make_appearance(add_session(event), remarks_en=f"<p>{word}</p>", remarks_withheld=True)


def decline_remarks(event: Event, word: str) -> None:
    make.make_appearance(add_session(event), remarks_en=f"<p>{word}</p>", clearance_en=DECLINED)


def decline_key_points(event: Event, word: str) -> None:
    event.key_points_en = word
    event.clearance_key_points_en = DECLINED
    event.save()


def decline_key_points_of_session(event: Event, word: str) -> None:
    add_session(event, key_points_en=word, clearance_key_points_en=DECLINED)


def send_key_points(event: Event, word: str) -> None:
    add_session(event, key_points_en=word, clearance_key_points_en="sent")


def change_key_points(event: Event, word: str) -> None:
    add_session(event, key_points_en=word, clearance_key_points_en="changed_since")


def hide_document_of_remarks(event: Event, word: str) -> None:
    guest = make.make_appearance(add_session(event), remarks_withheld=True)
    make.make_document(event, title_en=word, appearance=guest)


def hide_photo(event: Event, word: str) -> None:
    make.make_photo(event, caption_en=word, alt_en=word, withheld=True)


def hide_photo_beside_remarks(event: Event, word: str) -> None:
    photo = make.make_photo(event, caption_en=word, withheld=True)
    make.make_appearance(add_session(event), photo=photo, caption_en=word)


def hide_photo_of_hidden_guest(event: Event, word: str) -> None:
    photo = make.make_photo(event, caption_en=word, alt_en=word)
    make.make_appearance(add_session(event), photo=photo, withheld=True)


def refuse_photo(event: Event, word: str) -> None:
    photo = make.make_photo(event, caption_en=word, alt_en=word)
    make.make_appearance(
        add_session(event), make.make_person(photo_consent="refused"), photo=photo,
        caption_en=word,
    )  # fmt: skip


def refuse_photo_at_event(event: Event, word: str) -> None:
    photo = make.make_photo(event, caption_en=word, alt_en=word)
    guest = make.make_appearance(add_session(event), photo_consent="refused")
    guest.photos.add(photo)


def hide_product(event: Event, word: str) -> None:
    make.make_product(
        title_en=word,
        description_en=f"<p>{word} is a course on ports for everybody.</p>",
        status="offline",
        launched_in=add_session(event, kind="launch"),
    )


def hide_correction(event: Event, word: str) -> None:
    make.make_correction(event, text_en=word, withheld=True)


KEPT_BACK: Final[tuple[Hide, ...]] = (
    hide_session, hide_guest, hide_person, hide_host, hide_offline_host, hide_remarks,
    decline_remarks, decline_key_points, decline_key_points_of_session, hide_document_of_remarks,
    hide_photo, hide_photo_beside_remarks, hide_photo_of_hidden_guest, refuse_photo,
    refuse_photo_at_event, hide_product, hide_correction,
)  # fmt: skip


def embargo_guest(event: Event, word: str) -> None:
    moment = timezone.now() + timedelta(days=1)
    make.make_appearance(
        add_session(event), title_en=word, remarks_en=f"<p>{word}</p>", embargoed_until=moment
    )


def embargo_document(event: Event, word: str) -> None:
    make.make_document(event, title_en=word, embargoed_until=timezone.now() + timedelta(days=1))


def draft_sub_forum(event: Event, word: str) -> None:
    part = make.make_event(parent=event, title_en=word, status="draft")
    add_session(part, title_en=word)


def schedule_sub_forum(event: Event, word: str) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    part = make.make_event(parent=event, title_en=word, published_at=tomorrow)
    add_session(part, title_en=word)


def draft_person(event: Event, word: str) -> None:
    person = make.make_person(status="draft", biography_en=f"<p>{word}</p>", aliases=[word])
    make.make_appearance(add_session(event), person)


def draft_product(event: Event, word: str) -> None:
    make.make_product(title_en=word, status="draft", launched_in=add_session(event))


def leave_person_unready(event: Event, word: str) -> None:
    person = make.make_person(name_en=word, ready_languages=["zh-hans"])
    make.make_appearance(add_session(event), person)


def leave_host_unready(event: Event, word: str) -> None:
    make.make_role(event, make.make_organization(name_en=word, ready_languages=["zh-hans"]))


def leave_sub_forum_unready(event: Event, word: str) -> None:
    part = make.make_event(parent=event, title_en=word, ready_languages=["zh-hans"])
    guest = make.make_appearance(add_session(part, title_en=word), remarks_en=f"<p>{word}</p>")
    make.make_product(
        title_en=word, ready_languages=["zh-hans"], launched_in=guest.session
    ).launched_by.add(guest)


def hide_series(event: Event, word: str) -> None:
    event.series = make.make_series(name_en=word, status="offline")
    event.save()


def edit_working_copy(event: Event, word: str) -> None:
    with diverting(User.objects.create_user("editor", is_staff=True), []):
        stored = Event.objects.get(pk=event.pk)
        stored.venue_en = word
        stored.save()
    assert WorkingCopy.objects.exists()


# Staff's own drafts have it, marked.
AWAITED: Final[tuple[Hide, ...]] = (send_key_points, change_key_points)
NOT_PUBLIC: Final[tuple[Hide, ...]] = (
    *AWAITED,
    embargo_guest, embargo_document, draft_sub_forum, schedule_sub_forum, draft_person,
    draft_product, leave_person_unready, leave_host_unready, leave_sub_forum_unready, hide_series,
    edit_working_copy,
)  # fmt: skip


def make_event_with_secrets(ways: Iterable[Hide]) -> Event:
    """Return an event of a public title, with a secret for each of some ways of hiding."""
    event = make.make_event(slug="ports", title_en=PUBLIC)
    guest = make.make_appearance(add_session(event, slug="opening", title_en=PUBLIC))
    guest.remarks_en = f"<p>{PUBLIC}</p>"
    guest.save()
    for hide in ways:
        hide(event, as_word(hide))
    return Event.objects.select_related("series", "parent__series").get(pk=event.pk)


def list_leaks(text: str, ways: Iterable[Hide]) -> list[str]:
    """Return the ways of hiding whose secret is in a text that holds what is public."""
    assert PUBLIC in text
    return [way.__name__ for way in ways if as_word(way) in text]


def as_word(way: Hide) -> str:
    """Return the secret of a way of hiding: letters that no text has, and no line end parts."""
    return f"Zq{way.__name__.replace('_', 'q')}qz"


def read_file(name: str, content: bytes) -> str:
    """Return what a file says: that of its parts too, if it is packed."""
    if name.endswith((".zip", ".docx", ".xlsx")):
        with zipfile.ZipFile(BytesIO(content)) as package:
            return "".join(read_file(part, package.read(part)) for part in package.namelist())
    if name.endswith(".pdf"):
        pdf = TaggedPdf(content)
        return pdf.words + "".join(pdf.alternatives())
    return name + content.decode(errors="ignore")
