"""Before a record is published the glossary says what is spelled or translated otherwise."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forum.desk.template_tags import field_address
from forum.models import Term
from forum.workflow.checks import CheckResult, check_record
from tests.support import factories as make
from tests.support.desk_client import address

pytestmark = pytest.mark.django_db

PARK = {
    "text_zh_hans": "园区",
    "text_en": "industrial park",
    "forbidden": ["industry park", "园子"],
}


@pytest.fixture(autouse=True)
def _term() -> None:
    Term.objects.create(**PARK)


def list_checks(record: Any, *languages: str) -> list[CheckResult]:
    """Return what is said of a record but that an event lacks a place or a session."""
    checks = check_record(record, languages or ("zh-hans", "en"))
    return [check for check in checks if not check.message.startswith("The event has ")]


def list_messages(record: Any, *languages: str) -> list[str]:
    return [check.message for check in list_checks(record, *languages)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("园区", "Industrial parks"), []),
        (("园区", ""), []),
        (
            ("园子", "Gardens"),
            ["“Title · Chinese”: “园子” is not to be used; write “园区”."],
        ),
        (
            ("园区", "The industry park"),
            [
                "“Title · English”: “industry park” is not to be used; write “industrial park”.",
                "“Title · English”: “园区” is translated otherwise than “industrial park”.",
            ],
        ),
    ],
)
def test_of_a_record(texts: tuple[str, str], expected: list[str]) -> None:
    event = make.make_event(title_zh_hans=texts[0], title_en=texts[1])
    assert [
        message
        for message in list_messages(event)
        if "“Title" in message and "missing" not in message
    ] == expected


def test_of_organizations_and_documents() -> None:
    event = make.make_event()
    role = make.make_role(event, printed_name_zh_hans="园子办公室")
    make.make_document(event, title_zh_hans="园子手册")
    make.make_document(event, title_zh_hans="园子", withheld=True)
    [wording_check] = [
        check for check in check_record(event, ["zh-hans"]) if "园子" in check.message
    ]
    assert wording_check.subject == role
    assert wording_check.message.endswith("So it is in 1 more place.")


def test_a_language_that_is_not_published_is_not_looked_at() -> None:
    event = make.make_event(title_zh_hans="园区", title_en="Zone")
    assert list_messages(event, "zh-hans") == []


def test_of_guests_with_name_field_and_address() -> None:
    appearance = make.make_appearance(
        remarks_zh_hans="<p>在园区</p>", remarks_en="<p>In the <strong>zone</strong></p>"
    )
    (check,) = list_checks(appearance.session.event)
    assert (check.message, field_address(check), check.is_blocking, check.language) == (
        "林岚 / Lin Lan, “Remarks · English”: "
        "“园区” is translated otherwise than “industrial park”.",
        f"{address(type(appearance), 'change', appearance.pk)}#id_remarks_en",
        False,
        "en",
    )


def test_a_speech_given_in_english_is_looked_at_from_there() -> None:
    appearance = make.make_appearance(
        source_language="en", remarks_zh_hans="<p>在区内</p>", remarks_en="<p>Industrial parks</p>"
    )
    assert list_messages(appearance.session.event) == [
        "林岚 / Lin Lan, “Remarks · Chinese”: "
        "“Industrial parks” is translated otherwise than “园区”."
    ]


def test_of_the_parts_of_a_product() -> None:
    product = make.make_product(cover="")
    make.make_product_part(product, title_zh_hans="园区", title_en="Zone")
    assert [message for message in list_messages(product) if "otherwise" in message] == [
        "Part Zone, “Title · English”: “园区” is translated otherwise than “industrial park”."
    ]


def test_a_name_is_put_in_other_words_in_a_title() -> None:
    ministry = {"text_zh_hans": "商务部", "text_en": "Ministry of Commerce"}
    Term.objects.create(kind="institution", **ministry)
    facts = {"title_zh_hans": "商务部副部长", "title_en": "Vice Minister of Commerce"}
    assert list_messages(make.make_appearance(**facts).session.event) == []


def test_the_same_in_many_places_is_one_finding() -> None:
    event = make.make_event()
    for number in range(3):
        make.make_session(event, title_zh_hans="园区", title_en=f"Zone {number}")
    assert list_messages(event) == [
        "Session Zone 0, “Session title · English”: "
        "“园区” is translated otherwise than “industrial park”. "
        "So it is in 2 more places."
    ]


def test_of_many_findings_the_first_are_named() -> None:
    words = [f"园{chr(0x4E00 + number)}" for number in range(22)]
    for word in words:
        Term.objects.create(text_zh_hans=word, text_en=f"park {word}")
    messages = list_messages(make.make_event(title_zh_hans="、".join(words), title_en="Zones"))
    assert (len(messages), messages[-1]) == (21, "The glossary differs in 2 more ways.")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_glossary_costs_one_query(rows: int) -> None:
    event = make.make_event()
    for _row in range(rows):
        make.make_appearance(make.make_session(event), remarks_zh_hans="<p>园区</p>")
        make.make_photo(event)
    check_record(event, ("zh-hans", "en"))
    with CaptureQueriesContext(connection) as captured:
        check_record(event, ("zh-hans", "en"))
    assert (len(captured), sum("forum_term" in query["sql"] for query in captured)) == (7, 1)
