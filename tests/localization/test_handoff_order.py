"""What goes out stands in reading order, and says where it stands."""

from typing import Any

import pytest

from forum.localization.exchange.outgoing_units import ExportScope, OutgoingUnit
from forum.localization.exchange.unit_selection import parts_of, select_units
from forum.models import KnowledgeProduct
from people.models import Person
from sessions_app.models import (
    Appearance,
    Correction,
    Document,
    Event,
    EventOrganization,
    Photo,
    Session,
)
from tests.support.factories import (
    make_appearance,
    make_correction,
    make_document,
    make_event,
    make_organization,
    make_person,
    make_photo,
    make_role,
    make_session,
)


def items(*records: Any, scope: ExportScope = ExportScope.ALL) -> list[OutgoingUnit]:
    return list(select_units(records, "en", scope))


def parts(*records: Any) -> list[str]:
    return list(dict.fromkeys(unit.part for unit in items(*records)))


def test_the_parts_of_an_event() -> None:
    assert set(parts_of(Event)) == {
        Appearance, Correction, Document, EventOrganization, Photo, Session,
    }  # fmt: skip
    assert parts_of(Person) == ()
    assert len(parts_of(KnowledgeProduct)) == 1


def test_an_event_is_read_as_its_programme(db: None) -> None:
    event = make_event()
    second = make_session(event, position=2, title_zh_hans="讨论")
    first = make_session(event, position=1, title_zh_hans="致辞")
    late = make_appearance(first, position=2)
    early = make_appearance(first, position=1)
    moderator = make_appearance(first, position=9, role="moderator")
    alone = make_photo(event, caption_zh_hans="合影")
    within = make_photo(event, session=first, caption_zh_hans="致辞现场")
    correction = make_correction(event)
    document = make_document(event)
    supporter = make_role(event, role="supporter", printed_name_zh_hans="乙")
    host = make_role(event, role="host", printed_name_zh_hans="甲")
    expected = [event, host, supporter, first, moderator, early, late, within, second, alone,
                document, correction]  # fmt: skip
    assert parts(event) == [f"{unit._meta.model_name}.{unit.pk}" for unit in expected]


def test_records_stand_in_the_order_in_which_they_were_chosen(db: None) -> None:
    events, person = [make_event() for _ in range(3)], make_person()
    chosen = [events[2], person, events[0], events[1]]
    assert parts(*chosen) == [f"{unit._meta.model_name}.{unit.pk}" for unit in chosen]


def test_a_part_stands_for_itself(db: None) -> None:
    session = make_session(title_zh_hans="致辞")
    make_appearance(session)
    assert parts(session) == [f"session.{session.pk}"]


def place(record: Any, part: Any, field: str) -> dict[str, str]:
    (unit,) = (unit for unit in items(record) if (unit.unit.pk, unit.unit.field) == (part.pk, field)
              and unit.unit.model == part._meta.model_name)  # fmt: skip
    return dict(unit.place)


def test_where_a_speech_stands(db: None) -> None:
    session = make_session(title_zh_hans="主旨发言", title_en="Keynotes")
    speech = make_appearance(session, remarks_zh_hans="<p>一</p>")
    assert place(session.event, speech, "remarks") == {
        "zh-hans": "绿色港口 › 主旨发言 › 林岚 › 发言内容",
        "en": "Green Ports › Keynotes › Lin Lan › remarks",
    }


def test_a_session_without_a_name_stands_by_its_kind(db: None) -> None:
    session = make_session(kind="keynote", room_zh_hans="一号厅")
    assert place(session.event, session, "room")["en"] == "Green Ports › Keynote speeches › room"


def test_an_organizer_stands_by_its_role(db: None) -> None:
    role = make_role(organization=make_organization(), printed_name_zh_hans="甲")
    assert place(role.event, role, "printed_name")["en"] == (
        "Green Ports › Hosted by Harbour Institute › name as printed"
    )


def test_long_titles_are_cut(db: None) -> None:
    event = make_event(title_zh_hans="港" * 40, title_en="Ports " * 20)
    assert place(event, event, "title") == {
        "zh-hans": f"{'港' * 22}… › 标题",
        "en": "Ports Ports Ports Ports Ports Ports Ports Po… › title",
    }


@pytest.mark.parametrize(
    ("scope", "fields"),
    [
        (ExportScope.TO_DO, ["subtitle"]),
        (ExportScope.DRAFTS, ["subtitle", "introduction"]),
        (ExportScope.ALL, ["title", "subtitle", "introduction"]),
    ],
)
def test_what_goes_out(db: None, scope: ExportScope, fields: list[str]) -> None:
    event = make_event(subtitle_zh_hans="副题")
    assert [unit.unit.field for unit in items(event, scope=scope)] == fields


def test_outdated_texts_go_out(db: None) -> None:
    event = make_event()
    event.introduction_zh_hans = "<p>另一</p>"
    event.save()
    assert [unit.unit.field for unit in items(event, scope=ExportScope.TO_DO)] == ["introduction"]


def test_queries_do_not_grow_with_the_records(db: None, django_assert_num_queries: Any) -> None:
    for count in (1, 3):
        events = [make_session(title_zh_hans="讨论").event for _ in range(count)]
        with django_assert_num_queries(7):
            items(*events)
