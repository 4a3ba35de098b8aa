"""Who imports in the desk, and the worker that reads and writes at once."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from pytest_django.fixtures import Settings

from people.models import User


@pytest.fixture
def at_once(settings: Settings) -> None:
    """Do at once what a worker does."""
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def desk(client: Client) -> Client:
    """Somebody who may import, and no more."""
    user = User.objects.create_user("importer", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="add_importrun"))
    client.force_login(user)
    return client
