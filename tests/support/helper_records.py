"""Records of others that an external helper must not see, and the helper's own draft."""

from typing import Any

from forum.core.content import Status
from forum.history.recording import recording
from people.models import Person
from sessions_app.models import Event
from tests.support import factories as make

SECRET = "Zanzibar"


def secret_event(person: Person) -> dict[str, Any]:
    """Return the records of a draft, each of which says the secret."""
    texts = {"title_en": f"{SECRET} Summit", "title_zh_hans": f"{SECRET}峰会"}
    with recording():
        event = make.make_event(
            slug=f"{SECRET}-summit", status=Status.DRAFT, city_en=SECRET, **texts
        )
        session = make.make_session(event, **texts)
        appearance = make.make_appearance(
            session, person, title_en=f"Envoy to {SECRET}", title_zh_hans=f"驻{SECRET}特使"
        )
    return {
        "sessions_app.event": event,
        "sessions_app.session": session,
        "sessions_app.appearance": appearance,
        "sessions_app.photo": make.make_photo(event, caption_en=SECRET),
        "sessions_app.document": make.make_document(event, title_en=SECRET),
        "sessions_app.eventorganization": make.make_role(event, printed_name_en=SECRET),
        "people.person": person,
    }


def draft_of_mine() -> Event:
    """Return the helper's event, in which edits are stored at once: it is not public yet."""
    Event.objects.filter(slug="mine").update(status=Status.DRAFT)
    return Event.objects.get(slug="mine")


def public_record(kind: str) -> Any:
    return make.make_person() if kind == "person" else make.make_organization()


def tie(record: Any, event: Event) -> None:
    """Have a public person or organization take part in an event, signed by whoever is at work."""
    if isinstance(record, Person):
        make.make_appearance(make.make_session(event), record)
    else:
        make.make_role(event, record)


def sealed_person() -> Person:
    return make.make_person(
        status=Status.DRAFT, name_en="Hidden Hand", name_zh_hans="", aliases=[f"Agent of {SECRET}"]
    )
