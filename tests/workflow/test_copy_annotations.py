"""Whoever looks at a translation or records a clearance in a working copy has not edited it."""

from typing import Any

import pytest
from django.test import Client

from forum.models import AuditEntry, WorkingCopy
from people.models import Person
from sessions_app.models import Appearance
from tests.support import factories as make
from tests.support.admin_forms import get_undrawn, make_settings, messages_of
from tests.support.staff import enter
from tests.support.translations import send
from tests.support.working_copies import edit, form_url, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(editor: Client) -> Person:
    """Return a public person of whom a working copy holds a new translation, submitted."""
    make_settings(reviews=1)
    texts = {"biography_zh_hans": "<p>林岚研究港口。</p>", "biography_en": ""}
    person = make.make_person(**texts)
    send(editor, person, text="<p>Lin Lan studies ports.</p>")
    step(editor, person, "submit", languages=["en"])
    return person


@pytest.fixture
def guest(editor: Client) -> Appearance:
    """Return a guest of a public event of which a working copy holds another title, submitted."""
    make_settings(reviews=1)
    guest = make.make_appearance(remarks_en="<p>Ports matter.</p>")
    edit(editor, guest.session.event, title_en="Blue Ports")
    step(editor, guest.session.event, "submit", languages=["en"])
    return guest


def clear(client: Client, guest: Appearance, state: str = "cleared") -> Any:
    url = f"/admin/clearance/{guest.session.event_id}/en/"
    (row,) = client.get(url).context["rows"]
    token = row.form.initial["version_token"]
    answer = {"appearance": guest.pk, "state": state, "by": "Office", "version_token": token}
    return client.post(url, answer)


def approved(client: Client, record: Any) -> bool:
    states = get_undrawn(client, form_url(record)).context_data["publishing"].languages
    return any(language.state == "Approved, to be published" for language in states)


def test_whoever_has_looked_at_a_translation_may_approve(reviewer: Client, person: Person) -> None:
    words = messages_of(send(reviewer, person, act="review"))
    step(reviewer, person, "approve")
    assert ("Marked reviewed" in words[0], approved(reviewer, person)) == (True, True)


def test_a_translation_that_is_looked_at_leaves_the_approval(
    reviewer: Client, person: Person
) -> None:
    step(reviewer, person, "approve")
    send(enter("English translator"), person, act="review")
    assert approved(reviewer, person)


def test_whoever_rewrites_a_translation_may_not_approve(reviewer: Client, person: Person) -> None:
    send(reviewer, person, text="<p>Lin Lan studies harbours.</p>")
    step(reviewer, person, "approve")
    assert not approved(reviewer, person)


def test_whoever_has_recorded_a_clearance_may_approve(reviewer: Client, guest: Appearance) -> None:
    clear(reviewer, guest)
    step(reviewer, guest.session.event, "approve")
    assert approved(reviewer, guest.session.event)


def test_a_clearance_that_is_recorded_leaves_the_approval(
    editor: Client, reviewer: Client, guest: Appearance
) -> None:
    step(reviewer, guest.session.event, "approve")
    clear(editor, guest)
    fields = {name for row in WorkingCopy.objects.get().changes.values() for name in row["fields"]}
    assert (approved(reviewer, guest.session.event), "clearance_en" in fields) == (True, True)


def test_the_log_has_it_as_no_edit(editor: Client, guest: Appearance) -> None:
    clear(editor, guest)
    entries = AuditEntry.objects.filter(action=AuditEntry.Action.COPY_CHANGED).order_by("pk")
    assert [entry.is_edit for entry in entries] == [True, False]
