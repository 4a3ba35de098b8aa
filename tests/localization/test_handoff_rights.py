"""Who imports a translation: what each may write, and what is kept of it."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import Group

from forum.core.translations.units import unit_of
from forum.desk.audit_sentences import sentence_of
from forum.localization.exchange.file_reader import read_returned_file
from forum.localization.exchange.findings import TranslationFindingKind as Kind
from forum.localization.exchange.outgoing_units import ExportScope
from forum.localization.exchange.plan_writer import write_translations as write
from forum.localization.exchange.translation_plan import plan_translations
from forum.models import AuditEntry
from forum.permissions.roles import HELPER, TRANSLATOR
from people.models import User
from sessions_app.models import Event, EventAccess
from tests.support.exchange_files import coded, filled, handed_out, planned
from tests.support.factories import make_event
from tests.support.staff import make_roles

GOOD = coded("On ports.")


@pytest.fixture
def event(db: None) -> Event:
    return make_event(introduction_zh_hans="<p>论坛讨论港口。</p>", introduction_en="")


def test_an_import_keeps_who_and_why(event: Event, lin: User) -> None:
    plan = planned(filled(handed_out(event, scope=ExportScope.TO_DO).content, GOOD), lin, "en.xlf")
    write(plan, lin)
    entry = AuditEntry.objects.exclude(action="baseline").get()
    assert (entry.actor, entry.record, sentence_of(entry)) == (
        lin, event, "Translation imported from en.xlf",
    )  # fmt: skip
    event.refresh_from_db()
    assert unit_of(event, "introduction", "en", "zh-hans").by == lin.pk


@pytest.fixture
def translator(db: None) -> User:
    make_roles()
    user = User.objects.create_user("yi", is_staff=True)
    user.groups.add(Group.objects.get(name=TRANSLATOR))
    return user


def test_a_translator_imports_english(event: Event, translator: User) -> None:
    data = filled(handed_out(event, scope=ExportScope.TO_DO).content, GOOD)
    assert len(planned(data, translator).chosen()) == 1


def test_a_translator_imports_no_chinese(translator: User) -> None:
    event = make_event(source_language="en", introduction_zh_hans="")
    data = handed_out(event, language="zh-hans", scope=ExportScope.TO_DO).content
    empty = b'<target state="needs-translation" xml:lang="zh-Hans"/>'
    plan = planned(data.replace(empty, '<target><g id="1">港口</g></target>'.encode()), translator)
    assert [change.finding_kinds for change in plan.changes] == [{Kind.NOT_ALLOWED}]


def test_a_helper_imports_for_the_events_that_are_hers(event: Event) -> None:
    make_roles()
    helper = User.objects.create_user("he", is_staff=True)
    helper.groups.add(Group.objects.get(name=HELPER))
    data = filled(handed_out(event, scope=ExportScope.TO_DO).content, GOOD)
    # Nothing of the text of somebody else's event is told.
    assert [(change.finding_kinds, change.unit) for change in planned(data, helper).changes] == [
        ({Kind.UNKNOWN}, None)
    ]
    EventAccess.objects.create(user=helper, event=event)
    assert len(planned(data, helper).chosen()) == 1


def test_a_source_is_stored_without_characters_that_no_text_holds(db: None, lin: User) -> None:
    event = make_event(title_zh_hans="绿色港口", title_en="", introduction_zh_hans="")
    file = read_returned_file("back", handed_out(event, scope=ExportScope.TO_DO).content)
    units = [
        replace(unit, source="蓝色\x00港口", target="Green Ports")
        for unit in file.units
        if unit.key == f"event.{event.pk}.title"
    ]
    write(plan_translations(replace(file, units=units), lin), lin)
    event.refresh_from_db()
    assert unit_of(event, "title", "en", "zh-hans").previous == "蓝色港口"
