"""Store the roles of the desk as groups with their permissions, as often as you like."""

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction

from forum.permissions.roles import RIGHTS, codenames


class Command(BaseCommand):
    help = "Make the groups of the desk's roles, or bring their permissions up to date."

    @transaction.atomic
    def handle(self, *args: object, **options: object) -> None:
        permissions = {
            (permission.content_type.app_label, permission.codename): permission
            for permission in Permission.objects.select_related("content_type")
        }
        for role in RIGHTS:
            group, is_new = Group.objects.get_or_create(name=role)
            group.permissions.set([permissions[name] for name in codenames(role)])
            outcome = "made" if is_new else "brought up to date"
            self.stdout.write(f"{role}: {outcome}, {group.permissions.count()} permissions")
