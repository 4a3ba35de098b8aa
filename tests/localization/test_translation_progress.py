"""How far the translations are: per event, per record, per kind, on the whole site."""

from typing import Any

import pytest
from django.utils import translation

from forum.core.translations.word_counts import Amount
from forum.localization import progress
from forum.localization.progress import TranslationProgress, amount_in_words
from forum.models import TranslationTally
from forum.permissions.access import within
from people.models import Organization, Person
from sessions_app.models import Event
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def an_event() -> Event:
    """Of English: two titles, an introduction and a session's title missing (4 characters)."""
    event = make.make_event(introduction_en="", introduction_zh_hans="<p>港口</p>")
    make.make_session(event, title_zh_hans="开幕", title_en="")
    return event


def test_of_an_event_its_parts_are_counted() -> None:
    event = an_event()
    make.make_event()
    assert progress.event_progress(event) == [
        TranslationProgress("en", missing=2, authored=1, characters=4)
    ]


def test_a_percentage_is_whole_only_when_all_is_done() -> None:
    assert TranslationProgress("en", missing=1, draft=999).percent == 99
    assert TranslationProgress("en", draft=3).percent == 100
    assert TranslationProgress("en", draft=1, reviewed=1, authored=1).percent_reviewed == 66


def test_of_the_site() -> None:
    make.make_person()
    make.make_person(name_en="")
    assert progress.site_progress() == [
        TranslationProgress("en", missing=1, authored=1, characters=2)
    ]


def test_by_kind() -> None:
    make.make_person()
    make.make_organization(name_zh_hans="")
    figures = progress.progress_by_model()
    assert figures == {
        Organization: [TranslationProgress("zh-hans", missing=1, words=2)],
        Person: [TranslationProgress("en", authored=1)],
    }


def test_by_owner_and_page_by_page() -> None:
    event, _person = an_event(), make.make_person()
    [owner] = progress.progress_by_owner(TranslationTally.objects.to_do())
    figures = progress.progress_by_owner(TranslationTally.objects.of_owners([owner]).into("en"))
    assert (owner[1], [figure.to_do for figure in figures[owner]]) == (event.pk, [2])


@pytest.mark.parametrize("count", [1, 3])
def test_one_query_however_much_there_is(django_assert_num_queries: Any, count: int) -> None:
    events = [an_event() for _ in range(count)]
    progress.progress_by_model()
    with django_assert_num_queries(4):
        progress.site_progress()
        progress.event_progress(events[0])
        progress.progress_by_model()
        progress.progress_by_owner()


def test_a_helper_is_told_of_her_events_alone(django_user_model: Any) -> None:
    from django.contrib.auth.models import Group

    from sessions_app.models import EventAccess

    event = an_event()
    make.make_person()
    user = django_user_model.objects.create_user("helper")
    user.groups.add(Group.objects.get_or_create(name="External helper")[0])
    EventAccess.objects.create(user=user, event=event)
    own_figures = within(user, TranslationTally.objects.all())
    assert {model.__name__ for model in progress.progress_by_model(own_figures)} == {
        "Event",
        "Session",
    }


def test_in_words() -> None:
    amount = TranslationProgress("en", missing=3, outdated=2, draft=10, characters=1240, words=1)
    with translation.override("en"):
        words = str(amount)
    assert (
        words == "English 66 % · 3 missing · 2 outdated · 1,240 Chinese characters + 1 word to do"
    )
    assert amount_in_words(Amount(0, 0)) == ""
