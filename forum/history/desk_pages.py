"""How the addresses begin of the desk's pages about one record.

Unsaved texts, notices and tasks know a page by its address alone. The desk makes its routes of
these words, so that whoever looks for what is stored about a record finds it by the same.
"""

from typing import Final

from django.contrib.contenttypes.models import ContentType

from forum.core.content import Record
from forum.core.languages import ADMIN

# Each stands before a model's name, or the key of its content type, and the record's key.
TRANSLATIONS: Final = "translations"
COMMENTS: Final = "comments"
OFFLINE: Final = "offline"


def list_desk_pages(row: Record) -> list[str]:
    """Return how the addresses begin of the desk's pages that are about one row."""
    kind, model = ContentType.objects.get_for_model(row).pk, row._meta.model_name
    return [
        f"{ADMIN}{row._meta.app_label}/{model}/{row.pk}/",
        f"{ADMIN}{TRANSLATIONS}/{model}/{row.pk}/",
        f"{ADMIN}{COMMENTS}/{kind}/{row.pk}/",
        f"{ADMIN}{OFFLINE}/{kind}/{row.pk}/",
    ]
