"""Store the roles of the desk as groups with their permissions, as often as you like."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction

from forum.permissions.roles import RIGHTS, codenames


class Command(BaseCommand):
    help = "Make the groups of the desk's roles, or bring their permissions up to date."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        known = {
            (one.content_type.app_label, one.codename): one
            for one in Permission.objects.select_related("content_type")
        }
        for role in RIGHTS:
            group, made = Group.objects.get_or_create(name=role)
            group.permissions.set([known[one] for one in codenames(role)])
            said = "made" if made else "brought up to date"
            self.stdout.write(f"{role}: {said}, {group.permissions.count()} permissions")
