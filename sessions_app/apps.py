from typing import Any

from django.apps import AppConfig
from django.db.models.signals import m2m_changed, pre_save
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "sessions_app"
    verbose_name = _("Programme")

    def ready(self) -> None:
        from people.models import Person
        from sessions_app.models.appearances import Appearance, keep_photo_beside_remarks

        m2m_changed.connect(keep_photo_beside_remarks, Appearance.photos.through)
        pre_save.connect(before_a_person_is_saved, Person, dispatch_uid="clearance of a new name")


def before_a_person_is_saved(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Take back what was cleared under a name that changes; the person knows no appearances."""
    from sessions_app.clearance import note_new_name

    if not raw and not instance._state.adding:
        note_new_name(instance)
