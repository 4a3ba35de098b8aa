"""Members of staff, signed in at the desk."""

from functools import cache

from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from forum.management.commands.make_roles import list_rights
from forum.permissions.roles import RIGHTS
from people.models import User


def enter(role: str, name: str = "") -> Client:
    """Return the browser of somebody with a role, who is called like it unless named."""
    make_roles()
    user = User.objects.create_user(name or role.lower(), is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def make_roles() -> None:
    """Store what the command of that name does, by two statements."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO auth_group (name) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING",
            [list(RIGHTS)],
        )
        if cursor.rowcount:
            cursor.execute(
                "INSERT INTO auth_group_permissions (group_id, permission_id) "
                "SELECT auth_group.id, permission FROM unnest(%s::text[], %s::int[]) "
                "AS granted (role, permission) JOIN auth_group ON name = role "
                "ON CONFLICT DO NOTHING",
                [list(column) for column in zip(*_granted(), strict=True)],
            )


@cache
def _granted() -> tuple[tuple[str, int], ...]:
    """Return role and permission of each grant; no test changes the keys of permissions."""
    return tuple((role, key) for role, keys in list_rights().items() for key in sorted(keys))
