"""Entries follow every save, import and deletion."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from forum.core.save_batches import batched_saves
from forum.core.visibility import Visible
from forum.models import SearchEntry
from forum.search.due_names import index_events_of
from forum.search.entry_statements import EMBARGOED_KINDS
from forum.search.indexed_fields import INDEXED_MODELS
from forum.search.query import parse_query
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def texts(kind: str, language: str = "zh-hans") -> list[str]:
    entries = SearchEntry.objects.filter(kind=kind, language=language)
    return list(entries.order_by("object_id", "passage").values_list("text", flat=True))


def titles(kind: str, language: str = "zh-hans") -> list[str]:
    entries = SearchEntry.objects.filter(kind=kind, language=language)
    return [title.split("\n")[0] for title in entries.values_list("title", flat=True)]


def test_a_new_record_is_indexed_in_each_language() -> None:
    make.make_event(introduction_zh_hans="<p>港口</p><p>园区</p>", introduction_en="<p>Ports</p>")
    assert (texts("event"), texts("event", "en")) == (["港口\n园区"], ["Ports"])


def test_a_language_without_text_has_no_entry() -> None:
    make.make_event(title_en="", introduction_en="")
    assert texts("event", "en") == []


def test_a_save_replaces_the_text() -> None:
    page = make.make_page(body_zh_hans="<p>旧</p>")
    page.body_zh_hans = "<p>新</p>"
    page.save()
    assert texts("page") == ["新"]


def test_a_text_that_becomes_short_leaves_no_passage_behind() -> None:
    page = make.make_page(body_zh_hans=f"<p>{'园' * 1500}</p><p>{'区' * 1500}</p>")
    entries_before = len(texts("page"))
    page.body_zh_hans = "<p>短</p>"
    page.save()
    assert (entries_before, texts("page")) == (2, ["短"])


def test_a_save_without_a_change_writes_nothing() -> None:
    page = make.make_page()
    entries_before = SearchEntry.objects.values_list("pk", "title_vector").order_by("pk")
    entry = list(entries_before)
    page.save()
    assert list(entries_before.all()) == entry


def test_a_page_that_becomes_news_changes_its_kind() -> None:
    page = make.make_page()
    page.kind = "news"
    page.save()
    assert (texts("page"), len(texts("news"))) == ([], 1)


def test_remarks_hold_the_names_of_the_person() -> None:
    make.make_appearance(person=make.make_person(name_zh_hans="王受文", aliases=["老王"]))
    [entry] = SearchEntry.objects.filter(kind="remarks", language="zh-hans")
    assert entry.title.split("\n")[:4] == ["海港研究院院长", "王受文", "Lin Lan", "老王"]


def test_a_name_in_a_language_that_is_not_ready_is_not_indexed() -> None:
    make.make_appearance(person=make.make_person(ready_languages=["zh-hans"]))
    [entry] = SearchEntry.objects.filter(kind="remarks", language="zh-hans")
    assert "Lin" not in entry.title


def test_a_person_s_new_name_reaches_the_remarks() -> None:
    appearance = make.make_appearance()
    appearance.person.name_zh_hans = "林兰"
    appearance.person.save()
    [entry] = SearchEntry.objects.filter(kind="remarks", language="zh-hans")
    assert entry.title.split("\n")[1] == "林兰"


@pytest.mark.parametrize("kept_back_by", ["readiness", "schedule", "status"])
def test_a_host_s_name_that_is_not_public_finds_nothing(kept_back_by: str) -> None:
    values: dict[str, Any] = {
        "readiness": {"ready_languages": ["zh-hans"]},
        "schedule": {"published_at_en": timezone.now() + timedelta(days=9)},
        "status": {"status": "draft"},
    }[kept_back_by]
    make.make_role(organization=make.make_organization(abbreviation_en="HI", **values))
    entries = SearchEntry.objects.filter(parse_query("HI").matches(), kind="event")
    printed = [text for text in texts("event") + texts("event", "en") if "HI" in text]
    assert (entries.count(), printed) == (0, [])


def test_a_host_s_name_finds_its_events_once_its_moment_has_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moment = timezone.now() + timedelta(days=9)
    moments = dict.fromkeys(("published_at", "published_at_en", "published_at_zh_hans"), moment)
    host = make.make_organization(abbreviation_en="HI", **moments)
    make.make_role(organization=host)
    [due] = DBTaskResult.objects.filter(task_path=index_events_of.module_path)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    index_events_of.call(*due.args_kwargs["args"])
    entries = SearchEntry.objects.filter(parse_query("HI").matches(), kind="event")
    assert (due.run_after, entries.exists()) == (moment, True)


def test_a_host_and_a_country_are_read_in_the_entry_s_language() -> None:
    event = make.make_event(country="KE", introduction_zh_hans="", introduction_en="")
    make.make_role(event, make.make_organization(abbreviation_en="HI"))
    assert texts("event") + texts("event", "en") == [
        "肯尼亚\n海港研究院",
        "Kenya\nHarbour Institute · HI",
    ]


@pytest.mark.parametrize("typed", ["HI", "Kenya"])
def test_names_of_other_languages_that_change_are_found_anew(typed: str) -> None:
    organization = make.make_organization()
    event = make.make_event(country="FR", title_en="", introduction_en="")
    make.make_role(event, organization)
    event.country, organization.abbreviation_en = "KE", "HI"
    event.save()
    organization.save()
    assert SearchEntry.objects.filter(parse_query(typed).matches(), kind="event").count() == 1


def _remarks_found(typed: str) -> list[str]:
    """Return the languages of the remarks that what was typed finds."""
    entries = SearchEntry.objects.filter(parse_query(typed).matches(), kind="remarks")
    return [*entries.order_by("language").values_list("language", flat=True)]


@pytest.mark.parametrize("typed", ["HI", "Onudi"])
def test_an_abbreviation_finds_in_every_language_what_its_guests_say(typed: str) -> None:
    organization = make.make_organization(abbreviation_en="HI", aliases=["Onudi"])
    make.make_appearance(organization=organization)
    assert _remarks_found(typed) == ["en", "zh-hans"]


def test_a_new_abbreviation_finds_what_its_guests_say_and_the_former_does_not() -> None:
    organization = make.make_organization(abbreviation_en="HI")
    make.make_appearance(organization=organization)
    organization.abbreviation_en = "HARI"
    organization.save()
    assert (_remarks_found("HI"), _remarks_found("HARI")) == ([], ["en", "zh-hans"])


@pytest.mark.parametrize(
    "values", [{"status": "draft"}, {"status": "offline"}, {"ready_languages": ["zh-hans"]}]
)
def test_an_abbreviation_that_is_public_no_more_finds_no_guest(values: dict[str, Any]) -> None:
    organization = make.make_organization(abbreviation_en="HI")
    make.make_appearance(organization=organization)
    for name, value in values.items():
        setattr(organization, name, value)
    organization.save()
    assert _remarks_found("HI") == []


def test_who_is_of_no_organization_any_more_is_not_found_by_it(
    django_capture_on_commit_callbacks: Any,
) -> None:
    organization = make.make_organization(abbreviation_en="HI")
    make.make_appearance(organization=organization)
    with django_capture_on_commit_callbacks(execute=True):
        organization.delete()
    assert _remarks_found("HI") == []


def test_a_part_of_a_product_is_searched_with_it() -> None:
    product = make.make_product(summary_zh_hans="课程")
    part = make.make_product_part(product, title_zh_hans="选址")
    with_part = texts("product")
    part.delete()
    assert (with_part, texts("product")) == (["课程\n选址"], ["课程"])


def test_a_withheld_part_of_a_product_is_not() -> None:
    product = make.make_product(summary_zh_hans="课程")
    make.make_product_part(product, title_zh_hans="选址", withheld=True)
    assert texts("product") == ["课程"]


@pytest.mark.parametrize("heading", ["讨论环节", ""])
def test_a_session_that_moves_takes_its_remarks_along(heading: str) -> None:
    session = make.make_session(heading_zh_hans=heading)
    make.make_appearance(session)
    session.event = make.make_event()
    session.save()
    [entry] = SearchEntry.objects.filter(kind="remarks", language="zh-hans")
    assert entry.event == session.event


@pytest.mark.parametrize("withheld", ["appearance", "session"])
def test_what_is_withheld_is_hidden_with_what_belongs_to_it(withheld: str) -> None:
    session = make.make_session(heading_zh_hans="讨论环节")
    appearance = make.make_appearance(session)
    make.make_document(session.event, appearance=appearance)
    record: Any = {"appearance": appearance, "session": session}[withheld]
    record.withheld = True
    record.save()
    hidden = SearchEntry.objects.filter(kind__in=("remarks", "document")).values_list("hidden")
    assert set(hidden) == {(True,)}


@pytest.mark.parametrize(
    ("kind", "refusal", "consent"),
    [
        ("document", {"clearance_en": "declined"}, {"clearance_en": "cleared"}),
        ("document", {"clearance_zh_hans": "declined"}, {"clearance_zh_hans": ""}),
        ("document", {"remarks_withheld": True}, {"remarks_withheld": False}),
    ],
)
def test_a_guest_s_refusal_hides_what_belongs_to_it_until_it_is_taken_back(
    kind: str, refusal: dict[str, Any], consent: dict[str, Any]
) -> None:
    appearance = make.make_appearance()
    event = appearance.session.event
    make.make_document(event, appearance=appearance)
    states = []
    for values in (refusal, consent):
        for name, value in values.items():
            setattr(appearance, name, value)
        appearance.save(update_fields=[*values])
        states.append({*SearchEntry.objects.filter(kind=kind).values_list("hidden", flat=True)})
    assert states == [{True}, {False}]


def test_an_embargo_is_asked_of_every_model_that_has_one() -> None:
    embargoed = {
        source.model
        for source in INDEXED_MODELS
        if issubclass(source.model, Visible) and source.model.embargoes
    }
    assert {*EMBARGOED_KINDS} == embargoed


def test_a_deletion_takes_the_entries_along() -> None:
    event = make.make_event()
    appearance = make.make_appearance(make.make_session(event, heading_zh_hans="讨论"))
    event.delete()
    kinds = SearchEntry.objects.values_list("kind", flat=True).distinct()
    assert (set(kinds), appearance.person.pk is None) == ({"person"}, False)


def test_what_fails_leaves_no_entry() -> None:
    with transaction.atomic():
        make.make_page()
        transaction.set_rollback(True)
    assert SearchEntry.objects.count() == 0


def test_together_indexes_once_at_the_end() -> None:
    with batched_saves():
        page = make.make_page(body_zh_hans="<p>旧</p>")
        page.body_zh_hans = "<p>新</p>"
        page.save()
        entries_before = texts("page")
    assert (entries_before, texts("page")) == ([], ["新"])


def test_together_with_a_deletion_leaves_nothing() -> None:
    with batched_saves():
        make.make_page().delete()
    assert SearchEntry.objects.count() == 0


def test_an_import_is_indexed_in_few_queries(django_assert_max_num_queries: Any) -> None:
    session = make.make_session()
    person = make.make_person()
    with django_assert_max_num_queries(20 + 12), batched_saves():
        for role in ("speaker", "moderator", "panellist", "launcher", "witness"):
            make.make_appearance(session, person, role=role)
    assert (len(texts("remarks")), len(texts("moderator"))) == (4, 1)
