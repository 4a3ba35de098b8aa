"""Members of staff, signed in at the desk."""

from io import StringIO

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client

from people.models import User


def enter(role: str, name: str = "") -> Client:
    """Return the browser of somebody with a role, who is called like it unless named."""
    call_command("make_roles", stdout=StringIO())
    user = User.objects.create_user(name or role.lower(), is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client
