"""The template tags of the desk: what stands at the head of a form or a list, and where links lead.

Settings name this library ``desk``. Public pages are Jinja2's: ``forum.delivery.renderer``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import NamedTuple

from django import template
from django.contrib.admin.helpers import AdminForm, InlineAdminFormSet
from django.contrib.admin.views.main import ChangeList
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.options import Options
from django.forms import BaseForm, MultiWidget
from django.forms.utils import ErrorList
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext
from unfold.templatetags.unfold_list import (
    LINK_CLASSES,
    TABLE_ACTION_CELL_CLASSES,
    TABLE_CELL_CLASSES,
)

from forum.core import field_labels
from forum.core.content import Content, Part, Record, language_codes
from forum.core.text_differences import TextPiece
from forum.desk.accounts.browsers import name_browser
from forum.desk.addresses import change_url, form_url
from forum.desk.comment_panel import CommentPanel, comment_panel
from forum.desk.desk_pictures import DeskPictureStorage, for_desk, list_refused
from forum.localization.translation_access import can_see_record, models_by_name
from forum.models import TakeDown
from forum.permissions.access import TAKE_OFFLINE, may
from forum.site.previews import can_be_previewed
from forum.workflow.checks import CheckResult
from forum.workflow.step_labels import moment
from forum.workflow.take_down.actions import is_offline
from people.models import User
from sessions_app.models import Appearance, Photo

register = template.Library()
register.filter("browser_name", name_browser)


_SPACE_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_CELL_CLASSES = " " + " ".join(TABLE_CELL_CLASSES)
_LINK = f' class="{" ".join(LINK_CLASSES)}" '
_TICK_CLASSES = " " + " ".join(TABLE_ACTION_CELL_CLASSES[1:])


@register.filter
def as_attributes(attributes: Mapping[str, object]) -> SafeString:
    """Return a widget's attributes as Django's own template does, in a fifth of its time.

    A form asks for some 260 of them.
    """
    parts = []
    for name, value in attributes.items():
        if value is True:
            parts.append(f" {escape(name)}")
        elif value is not False:
            text = value if isinstance(value, SafeString) else escape(str(value))
            parts.append(f' {escape(name)}="{text}"')
    return mark_safe("".join(parts))  # noqa: S308 - each part is escaped


@register.filter
def without_theme_classes(cell: SafeString) -> SafeString:
    """Return a cell of a list without the classes that all have: they were half of the page."""
    bare = cell.replace(_CELL_CLASSES, "", 1).replace(_TICK_CLASSES, "", 1)
    bare = bare.replace(_LINK, ' class="open"', 1)
    return mark_safe(bare)  # noqa: S308 - it was safe before


@register.filter
def without_space_between_han(html: SafeString) -> SafeString:
    """Return a page's part without the spaces by which the theme parts Chinese words."""
    return mark_safe(_SPACE_BETWEEN_HAN.sub("", html))  # noqa: S308 - it was safe before


class Mistake(NamedTuple):
    """A field that was refused. place: the id of its control; label: with its row's place.

    place, label: "" of what is no single field's.
    """

    place: str
    label: str
    message: str


@register.simple_tag
def list_mistakes(
    adminform: AdminForm, formsets: Iterable[InlineAdminFormSet] | None
) -> list[Mistake]:
    """Return the fields of a form and of its rows that were refused, in the order of the page."""
    mistakes = [*_mistakes_in(adminform.form, "")]
    for formset in formsets or ():
        name = capfirst(str(formset.opts.verbose_name))
        for number, form in enumerate(formset.formset.forms, 1):
            mistakes += _mistakes_in(form, f"{name} {number} · ")
        mistakes += _name_no_field(formset.formset.non_form_errors(), f"{name} · ")
    return mistakes


def _mistakes_in(form: BaseForm, row: str) -> Iterator[Mistake]:
    yield from _name_no_field(form.non_field_errors(), row)
    for field in form.hidden_fields():
        yield from _name_no_field(field.errors, row)
    for field in form.visible_fields():
        if field.errors:
            # A day and an hour are two controls, neither of which is the label's.
            is_split = isinstance(field.field.widget, MultiWidget)
            place = f"{field.auto_id}_0" if is_split else field.id_for_label
            yield Mistake(place, f"{row}{field.label}", " ".join(map(str, field.errors)))


def _name_no_field(errors: ErrorList, row: str) -> Iterator[Mistake]:
    return (Mistake("", "", f"{row}{error}") for error in errors)


class FormPreview(NamedTuple):
    """A button that shows the form as a public page in one language."""

    url: str
    name: str


@register.simple_tag(takes_context=True)
def record_comments(context: template.Context) -> CommentPanel | None:
    """Return the comments on the record of a form; None for what is no record."""
    record = context.get("original")
    if not isinstance(record, Record):
        return None
    form = context["adminform"].form
    labels = ((name, str(field.label)) for name, field in form.fields.items() if field.label)
    return comment_panel(record, labels)


@register.simple_tag
def previews(record: Model | None, opts: Options[Model]) -> list[FormPreview]:
    """Return the previews of a record, one a language; none for what has no page.

    record: None for one that has not been saved yet; opts: of its model.
    """
    if not can_be_previewed(record or opts.model()):
        return []
    if record:
        url = reverse("staff-preview", args=[_kind_of(record), record.pk])
    else:
        kind = ContentType.objects.get_for_model(opts.model)
        url = reverse("staff-preview-new", args=[kind.pk])
    return [
        FormPreview(f"{url}?language={code}", field_labels.site_language_name(code))
        for code in language_codes()
    ]


@register.simple_tag
def preview_links_url(record: Model) -> str:
    """Return where the links for a speaker's office are made."""
    return reverse("preview-links", args=[_kind_of(record), record.pk])


class ActiveFilter(NamedTuple):
    """A filter that narrows a list. url: of the list without it."""

    title: str
    value: str
    url: str


@register.simple_tag
def active_filters(changelist: ChangeList) -> list[ActiveFilter]:
    """Return the filters that narrow a list; the first choice of each is “all”."""
    filters = []
    for spec in changelist.filter_specs:
        everything, *choices = spec.choices(changelist)
        for choice in choices:
            if choice["selected"]:
                value, url = str(choice["display"]), str(everything["query_string"])
                filters.append(ActiveFilter(str(spec.title), value, url))
    return filters


class OfflineTool(NamedTuple):
    """A link at the head of a record's form."""

    title: str
    url: str
    icon: str


@register.simple_tag
def offline_tools(record: Record, user: User) -> list[OfflineTool]:
    """Return what somebody can do about a record's being public: nothing about a draft."""
    if not isinstance(record, Content | Part) or not may(user, TAKE_OFFLINE, record):
        return []
    is_down = is_offline(record)
    if isinstance(record, Content) and not is_down and not record.is_published:
        return []
    title = gettext("Put back online") if is_down else gettext("Take offline")
    tools = [_offline_tool(record, TakeDown.Scope.RECORD, title, is_down=is_down)]
    if isinstance(record, Appearance) and not is_down:
        is_hidden = record.remarks_withheld
        title = (
            gettext("Put the remarks back online") if is_hidden else gettext("Take remarks offline")
        )
        tools.append(_offline_tool(record, TakeDown.Scope.REMARKS, title, is_down=is_hidden))
    return tools


def _offline_tool(record: Model, scope: str, title: str, *, is_down: bool) -> OfflineTool:
    icon = "visibility" if is_down else "visibility_off"
    return OfflineTool(title, _offline_url(record, scope), icon)


@register.filter
def offline_page(record: Model) -> str:
    """Return where a record is taken offline."""
    return _offline_url(record, TakeDown.Scope.RECORD)


def _offline_url(record: Model, scope: str) -> str:
    return reverse("offline", args=[_kind_of(record), record.pk, scope])


def _kind_of(record: Model) -> int:
    return ContentType.objects.get_for_model(record).pk


@register.filter
def site_language_name(code: str) -> str:
    """Return a language's name in the active one."""
    return field_labels.site_language_name(code)


register.filter("change_form", form_url)


@register.filter
def field_address(check: CheckResult) -> str:
    """Return the address at which a finding is mended."""
    return change_url(check.subject, check.field)


@register.simple_tag
def translations_url(record: Record, user: User) -> str:
    """Return where the texts of a whole record are translated, "" for what has none."""
    if isinstance(record, Part) or type(record) not in models_by_name().values():
        return ""
    if not can_see_record(user, record):
        return ""
    targets = (code for code in language_codes() if code != record.original_language)
    language = next(targets, record.original_language)
    return reverse("translation-record", args=[record._meta.model_name, record.pk, language])


@register.filter
def difference(pieces: Iterable[TextPiece]) -> SafeString:
    """Return a text with what was deleted and inserted."""
    return _marked(pieces, ("old", "new", "same"))


@register.simple_tag
def why_out_of_sight(record: Model) -> str:
    """Return why no public page shows a part of a public record, "" for one that they show."""
    if isinstance(record, Appearance) and (until := record.embargoed_until):
        words = gettext("Under embargo: no public page shows this guest here before %(moment)s.")
        return words % {"moment": moment(until)} if until > timezone.now() else ""
    if isinstance(record, Photo) and list_refused([record]):
        return gettext("Somebody on it refused to be shown: no public page shows this photo.")
    return ""


register.filter("for_desk", for_desk)


@register.filter
def picture_address(name: str) -> str:
    """Return the address at which staff see a stored picture, public or not."""
    return DeskPictureStorage().url(name)


@register.filter
def old_text(pieces: Iterable[TextPiece]) -> SafeString:
    """Return the old one of two texts, with what is not in the new one."""
    return _marked(pieces, ("old", "same"))


@register.filter
def new_text(pieces: Iterable[TextPiece]) -> SafeString:
    """Return the new one of two texts, with what was not in the old one."""
    return _marked(pieces, ("new", "same"))


def _marked(pieces: Iterable[TextPiece], kinds: tuple[str, ...]) -> SafeString:
    elements = {"old": "<del>{}</del>", "new": "<ins>{}</ins>", "same": "{}"}
    texts = (
        format_html(elements[piece.kind], piece.text) for piece in pieces if piece.kind in kinds
    )
    return format_html_join("", "{}", ((text,) for text in texts))


@register.filter
def plan_action_label(action: str) -> str:
    """Return what happens to an object of an import's plan, in a word."""
    labels = {
        "create": pgettext("plan", "create"),
        "update": pgettext("plan", "update"),
        "conflict": pgettext("plan", "conflict"),
        "unchanged": pgettext("plan", "unchanged"),
    }
    return capfirst(labels[action])


@register.filter
def finding_level_label(level: str) -> str:
    """Return how serious a finding of an import is, in a word."""
    labels = {
        "error": pgettext("finding", "error"),
        "warning": pgettext("finding", "warning"),
        "note": pgettext("finding", "note"),
    }
    return capfirst(labels[level])
