"""The moments of a publication in forms that work on a working copy, which holds none."""

from typing import Any

import pytest
from django.test import Client

from forum.models import WorkingCopy
from sessions_app.models import Event
from tests.support import factories as make
from tests.support.admin_forms import errors, get_form_alone, read_form
from tests.support.working_copies import edit, form_url

pytestmark = pytest.mark.django_db

MONDAY = {"published_at_en_0": "2999-01-07", "published_at_en_1": "09:30"}


@pytest.fixture
def event() -> Event:
    return make.make_event(ready_languages=["zh-hans"], published_at_en=None)


def field_of(client: Client, event: Event) -> Any:
    form = get_form_alone(client, form_url(event)).context_data["adminform"].form
    return form.fields["published_at_en"]


def test_a_moment_is_locked_and_says_where_it_is_set(
    editor: Client, reviewer: Client, event: Event
) -> None:
    disabled_before = field_of(reviewer, event).disabled
    edit(editor, event, venue_en="Hall 1")
    field = field_of(reviewer, event)
    assert (disabled_before, field.disabled, "Schedule…" in str(field.help_text)) == (
        False,
        True,
        True,
    )


def test_a_moment_that_was_typed_before_is_refused_and_not_dropped(
    editor: Client, reviewer: Client, event: Event
) -> None:
    url = form_url(event)
    opened = read_form(reviewer, url)
    edit(editor, event, venue_en="Hall 1")
    fresh = read_form(reviewer, url)
    response = reviewer.post(url, {**opened, "version_token": fresh["version_token"], **MONDAY})
    assert "holds no such moment" in str(errors(response))


def test_what_is_public_is_given_a_moment_beside_its_working_copy(
    editor: Client, reviewer: Client, event: Event
) -> None:
    edit(editor, event, venue_en="Hall 1")
    url = f"{form_url(event)}?_public=1"
    reviewer.post(url, {**read_form(reviewer, url), **MONDAY})
    assert (Event.objects.get().published_at_en is None, WorkingCopy.objects.count()) == (False, 1)


def test_a_form_without_the_field_is_saved(reviewer: Client, editor: Client, event: Event) -> None:
    edit(editor, event, venue_en="Hall 1")
    edit(reviewer, event, venue_en="Hall 2")
    assert field_of(editor, event).disabled


def test_an_editor_reads_who_sets_the_moment_and_what_to_do(
    editor: Client, reviewer: Client, event: Event
) -> None:
    edit(editor, event, venue_en="Hall 1")
    text = str(field_of(editor, event).help_text)
    assert ("Schedule…" in text, text.partition(". ")[0]) == (
        False,
        "Set by those who publish: reviewer-publisher",
    )
