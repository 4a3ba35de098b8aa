"""Store the roles of the desk as groups with their permissions, as often as you like."""

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction

from forum.permissions.roles import RIGHTS, codenames


class Command(BaseCommand):
    help = "Make the groups of the desk's roles, or bring their permissions up to date."

    @transaction.atomic
    def handle(self, *args: object, **options: object) -> None:
        stored = set(Group.objects.filter(name__in=RIGHTS).values_list("name", flat=True))
        Group.objects.bulk_create(Group(name=role) for role in RIGHTS if role not in stored)
        rights = list_rights()
        self._grant(rights)
        for role in RIGHTS:
            outcome = "brought up to date" if role in stored else "made"
            self.stdout.write(f"{role}: {outcome}, {len(rights[role])} permissions")

    def _grant(self, rights: dict[str, set[int]]) -> None:
        """Store the permissions of each role, by their keys; one statement takes those of all."""
        grants = Group.permissions.through
        groups = Group.objects.filter(name__in=rights).values_list("name", "pk")
        due = {(group, permission) for name, group in groups for permission in rights[name]}
        superfluous = []
        for grant in grants._default_manager.filter(group__name__in=rights):
            pair = grant.group_id, grant.permission_id
            if pair in due:
                due.remove(pair)
            else:
                superfluous.append(grant.pk)
        grants._default_manager.filter(pk__in=superfluous).delete()
        grants._default_manager.bulk_create(
            grants(group_id=group, permission_id=permission) for group, permission in sorted(due)
        )


def list_rights() -> dict[str, set[int]]:
    """Return role -> the keys of its permissions."""
    permissions = Permission.objects.values_list("content_type__app_label", "codename", "pk")
    keys = {(app, codename): key for app, codename, key in permissions}
    return {role: {keys[name] for name in codenames(role)} for role in RIGHTS}
