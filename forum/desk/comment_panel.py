"""What the panel of comments on a record's form shows."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Model
from django.utils.text import capfirst

from forum.desk.notifications.recipients import colleagues_of
from forum.models import Comment
from people.models import User


class CommentPanel(NamedTuple):
    """What the panel shows. fields: name and label of what a comment may be about."""

    open: list[tuple[Comment, str]]
    resolved: list[tuple[Comment, str]]
    colleagues: list[User]
    fields: list[tuple[str, str]]


def comment_panel(record: Model, fields: Iterable[tuple[str, str]]) -> CommentPanel:
    """Return the comments on a record with the labels of their fields, the oldest first."""
    labels = {name: capfirst(label) for name, label in fields}
    comments = Comment.objects.about(record).select_related("author", "resolved_by")
    rows = [(comment, labels.get(comment.field, "")) for comment in comments]
    return CommentPanel(
        [row for row in rows if not row[0].resolved_at],
        [row for row in rows if row[0].resolved_at],
        list(colleagues_of(record).order_by("last_name", "username")),
        list(labels.items()),
    )
