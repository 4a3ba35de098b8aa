"""What records are called, and values read, wherever staff meet them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation

from forum.core.record_names import full_name, name_in, name_of
from forum.core.value_text import value_as_text
from forum.models import KnowledgeProduct, Topic
from people.models import Person
from sessions_app.models import Event, Photo, Session
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("record", "name"),
    [
        (Person(name_zh_hans="林岚", name_en="Lin Lan"), "林岚 / Lin Lan"),
        (Person(name_en="Lin Lan"), "Lin Lan"),
        (Session(heading_zh_hans="讨论环节", kind="discussion"), "讨论环节"),
        (Session(kind="discussion"), "Panel discussion"),
        (Photo(caption_en="The harbour"), "The harbour"),
        (Topic(slug="ports"), "ports"),
    ],
)
def test_staff_call_a_record_by_its_first_text(record: Any, name: str) -> None:
    with translation.override("en"):
        assert full_name(record) == name


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        ({"title_en": "Ports", "heading_en": "Opening"}, "Ports"),
        ({"title_zh_hans": "港口", "heading_en": "Opening"}, "Opening"),
        ({"title_zh_hans": "港口"}, ""),
    ],
)
def test_a_session_is_called_in_one_language_by_title_or_heading(
    texts: dict[str, str], name: str
) -> None:
    assert name_in(Session(**texts), "en") == name


def test_a_page_calls_a_record_in_its_language() -> None:
    event = make.make_event(ready_languages=["zh-hans"])
    with translation.override("en"):
        name = name_of(event)
    assert (name.value, name.language) == ("绿色港口", "zh-hans")


@pytest.mark.parametrize(
    ("model", "name", "value", "text"),
    [
        (Session, "kind", "discussion", "Panel discussion"),
        (Session, "withheld", True, "Yes"),
        (Event, "starts_on", date(2023, 11, 5), "5 November 2023"),
        (Event, "starts_on", "2023-11-05", "5 November 2023"),
        (Event, "introduction_en", "<p>On ports.</p>", "On ports."),
        (Event, "cover", "covers/harbour.jpg", "harbour.jpg"),
        (KnowledgeProduct, "other_names", ["A", "B"], "A\nB"),
        (Person, "published_at_en", datetime(2023, 11, 5, 1, tzinfo=UTC), "5 November 2023, 09:00"),
        (Person, "name_en", None, ""),
    ],
)
def test_a_value_is_read_as_text(model: Any, name: str, value: Any, text: str) -> None:
    with translation.override("en"):
        assert value_as_text(model._meta.get_field(name), value) == text
