"""Key points: how many, when they are public, and where they stand."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from forum.core.translated import translated
from forum.reader.event_record import Line
from forum.reader.shapes.record.labelled_texts import take_labelled_texts
from sessions_app.models.key_points import Clearance, validate_number_of_points
from tests.support import factories as make


def test_a_sixth_point_is_refused() -> None:
    with pytest.raises(ValidationError):
        validate_number_of_points("1\n2\n3\n4\n5\n\n6")


def list_read(*texts: str) -> list[tuple[str, str, str]]:
    lines = [Line(number, text) for number, text in enumerate(texts, 1)]
    _rest, labelled = take_labelled_texts(lines)
    return [(text.field, text.language, text.text) for text in labelled]


def test_marked_points_are_read_up_to_what_bears_no_mark() -> None:
    assert list_read("【要点】", "1. 三项成果。", "2. 下一届。", "第三段是正文。") == [
        ("key_points", "zh-hans", "三项成果。"),
        ("key_points", "zh-hans", "下一届。"),
    ]


def test_points_without_marks_are_read_up_to_a_blank_line() -> None:
    assert list_read("Key points:", "Ports opened.", "", "Then they met.") == [
        ("key_points", "en", "Ports opened.")
    ]


def test_a_heading_without_points_is_left_to_be_read_as_text() -> None:
    lines = [Line(1, "【要点】"), Line(2, "【致辞环节】")]
    assert take_labelled_texts(lines) == (tuple(lines), ())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("clearance", "text"),
    [
        (Clearance.NOT_RECORDED, "Ports opened."),
        (Clearance.CLEARED, "Ports opened."),
        (Clearance.SENT, ""),
        (Clearance.DECLINED, ""),
        (Clearance.CHANGED_SINCE, ""),
    ],
)
def test_points_that_wait_for_clearance_are_not_public(clearance: Clearance, text: str) -> None:
    event = make.make_event(key_points_en="Ports opened.", clearance_key_points_en=clearance)
    assert translated(event, "key_points", "en").value == text


@pytest.mark.django_db
def test_a_change_takes_the_clearance_of_its_language_back() -> None:
    event = make.make_event(
        key_points_en="Ports opened.",
        key_points_zh_hans="港口开放。",
        clearance_key_points_en="cleared",
        clearance_key_points_zh_hans="cleared",
    )
    event.key_points_en = "Ports closed."
    event.save()
    event.refresh_from_db()
    clearances = event.clearance_key_points_en, event.clearance_key_points_zh_hans
    assert clearances == ("changed_since", "cleared")


@pytest.mark.django_db
def test_they_stand_before_the_introduction_each_in_its_language() -> None:
    event = make.make_event(
        slug="ports", key_points_zh_hans="港口<开放>。\n下一届。", key_points_en=""
    )
    make.make_session(event, slug="opening", key_points_en="Tides.", key_points_zh_hans="潮位。")
    page = Client().get("/en/events/ports/").content.decode()
    assert page.index('id="glance"') < page.index('id="introduction"')
    assert '<small class="fallback">Chinese only</small> <div class="prose" lang="zh-Hans">' in page
    assert "<ul><li>港口&lt;开放&gt;。</li><li>下一届。</li></ul>" in page
    assert "<li>Tides.</li>" in Client().get("/en/events/ports/opening/").content.decode()
