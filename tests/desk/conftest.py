"""An external helper, and an event of others each of whose records says a secret."""

from copy import copy
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from forum.permissions.roles import HELPER
from people.models import User
from sessions_app.models import EventAccess
from tests.support import factories as make
from tests.support.admin_forms import MAKERS
from tests.support.helper_records import secret_event
from tests.support.staff import make_roles


@pytest.fixture(scope="module")
def secret_records(undone_after_module: None) -> dict[str, Any]:
    """Make the helper, the own event and the records of others once for all tests."""
    make_roles()
    user = User.objects.create_user("helper", is_staff=True)
    user.groups.add(Group.objects.get(name=HELPER))
    EventAccess.objects.create(user=user, event=make.make_event(slug="mine"))
    person = make.make_person(name_en="Ann Bell", name_zh_hans="安·贝尔")
    return {model._meta.label_lower: make_one() for model, make_one in MAKERS.items()} | (
        secret_event(person)
    )


@pytest.fixture
def helper(client: Client, secret_records: dict[str, Any]) -> Client:
    client.force_login(User.objects.get(username="helper"))
    return client


@pytest.fixture
def secrets(secret_records: dict[str, Any]) -> dict[str, Any]:
    return {label: copy(record) for label, record in secret_records.items()}
