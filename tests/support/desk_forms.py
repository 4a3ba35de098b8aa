"""Every form of the desk into which somebody types, by the address of its page."""

from html.parser import HTMLParser
from typing import Any

from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.urls import reverse

from forum.core.content import Status
from forum.desk.addresses import change_url
from forum.desk.imports.uploads import receive_file
from forum.imports.tasks import read_and_plan
from forum.models import ImportUpload
from people.models import User
from sessions_app.models import Event
from tests.support import factories as make
from tests.support.admin_forms import MAKERS, make_settings
from tests.support.desk_addresses import patterns, place_of
from tests.support.papers import CLEAN

# Models whose forms are changed; those that only change have no “add”.
MODELS = (
    "sessions_app_event", "sessions_app_eventorganization", "sessions_app_session",
    "sessions_app_appearance", "sessions_app_series", "sessions_app_photo",
    "sessions_app_document", "people_person", "people_organization", "sessions_app_eventaccess",
    "people_user", "auth_group", "forum_knowledgeproduct", "forum_productpart", "forum_topic",
    "forum_page", "forum_term", "forum_captiontemplate",
    "forum_homepart",
)  # fmt: skip
FORMS = (
    *(f"admin:{model}_{page}" for model in MODELS for page in ("add", "change")),
    "admin:forum_sitesettings_change",
    "admin:forum_importupload_changelist",
    "admin:sessions_app_event_photos",
    "admin:sessions_app_event_grid",
    "account-profile",
    "clearance",
    "event-topics",
    "next-edition",
    "offline",
    "preview-links",
    "translation-record",
    "translation-unit",
    # The choice between two records: an address with a query.
    "merge",
    # Steps of an import whose plan there must be.
    "import columns",
    "import questions",
    "import row",
    "find-replace",
)
# Of records, yet with a template of their own; and the event, whose form has the most on it.
PAGES_OF_THEIR_OWN = ("_photos", "_grid", "_changelist", "app_event_add", "app_event_change")
# Only passwords are typed here, which nobody keeps; and what is picked in a list leads on at once.
WITHOUT_TEXT = ("admin:password_change", "admin:auth_user_password_change")
# Each template with a form that is sent to be stored: the page above on which it is tried, or why
# nobody types there. One that says data-autosave="off" is left out by the script.
OF_MODELS = "admin:sessions_app_event_change"
BUTTONS = "it has buttons alone"
TICKS = "it has ticks alone, about what its page shows"
SECRETS = "passwords and codes are kept nowhere"
TEMPLATES = {
    "account/login.html": SECRETS,
    "account/password_reset.html": "strangers have nothing that is kept for them",
    "account/password_reset_from_key.html": SECRETS,
    "account/reauthenticate.html": SECRETS,
    "admin/accounts/profile.html": "account-profile",
    "admin/accounts/user_steps.html": BUTTONS,
    "admin/autosaves.html": BUTTONS,
    "admin/bulk/page.html": "it answers a POST; the script is that of every page",
    "admin/clearance.html": "clearance",
    "admin/conflict.html": "it carries the mark of the form that it is about",
    "admin/correction.html": "it answers a POST, and carries the mark of the form as well",
    "admin/delete_confirmation.html": BUTTONS,
    "admin/deleted_meanwhile.html": "it carries the mark of the form that it is about",
    "admin/editions/duplicate.html": "next-edition",
    "admin/find_replace.html": "find-replace",
    "admin/glossary/import.html": "a file is chosen; leaving it asks",
    "admin/grid/page.html": "admin:sessions_app_event_grid",
    "admin/imports/columns.html": "import columns",
    "admin/imports/copies.html": BUTTONS,
    "admin/imports/discarding.html": BUTTONS,
    "admin/imports/failed.html": BUTTONS,
    "admin/imports/plan.html": "import questions",
    "admin/imports/row.html": "import row",
    "admin/imports/upload.html": "admin:forum_importupload_changelist",
    "admin/includes/comments.html": OF_MODELS,
    "admin/includes/interface_language.html": BUTTONS,
    "admin/includes/office_reply.html": BUTTONS,
    "admin/includes/package.html": OF_MODELS,
    "admin/includes/publishing.html": OF_MODELS,
    "admin/merging/preview.html": "merge",
    "admin/merging/undo.html": TICKS,
    "admin/offline/record.html": "offline",
    "admin/offline/several.html": "it answers a POST; the script is that of every page",
    "admin/open_findings.html": BUTTONS,
    "admin/photos/board.html": "admin:sessions_app_event_photos",
    "admin/photos/library.html": BUTTONS,
    "admin/previews/all_links.html": BUTTONS,
    "admin/previews/links.html": "preview-links",
    "admin/revisions/recover.html": TICKS,
    "admin/revisions/restore.html": TICKS,
    "admin/revisions/undo_import.html": TICKS,
    "admin/topics/event.html": "event-topics",
    "admin/translations/import.html": "a file is chosen; leaving it asks",
    "admin/translations/originals.html": TICKS,
    "admin/translations/plan.html": TICKS,
    "admin/translations/record.html": "translation-record",
    "admin/translations/send.html": TICKS,
    "admin/translations/unit.html": "translation-unit",
    "admin/working_copies/changes.html": TICKS,
    "admin/working_copies/discard.html": TICKS,
    "admin/working_copies/discarded.html": BUTTONS,
    "admin/working_copies/merge.html": BUTTONS,
    "admin/working_copies/notice.html": BUTTONS,
    "mfa/authenticate.html": SECRETS,
    "mfa/reauthenticate.html": SECRETS,
    "mfa/recovery_codes/generate.html": BUTTONS,
    "mfa/totp/activate_form.html": SECRETS,
    "mfa/totp/deactivate_form.html": BUTTONS,
    "mfa/webauthn/add_form.html": SECRETS,
    "mfa/webauthn/authenticator_confirm_delete.html": BUTTONS,
    "mfa/webauthn/edit_form.html": "it needs a passkey; the script is that of every page",
    "mfa/webauthn/reauthenticate.html": SECRETS,
    "previews/open.html": SECRETS,
    "previews/reply.html": "offices have no account: reply.js keeps it under their link",
    "usersessions/usersession_list.html": BUTTONS,
}
LEFT_OUT = ("changelist-form", "login-form", "logout-form")
UNTYPED = ("hidden", "submit", "button", "reset", "image", "file", "password")


def has_own_page(name: str) -> bool:
    """Tell whether a form has a page of its own; those of records differ in their fields alone."""
    return not name.startswith("admin:") or name.endswith(PAGES_OF_THEIR_OWN)


def make_records() -> dict[str, Model]:
    """Make a record for each model; the event has what its boards show."""
    records = {model._meta.label_lower: MAKERS[model]() for model in admin.site._registry}
    event: Any = records["sessions_app.event"]
    Event.objects.filter(pk=event.pk).update(status=Status.DRAFT)
    make_settings(reviews=1)
    appearance = make.make_appearance(
        make.make_session(event),
        remarks_zh_hans="<p>港口很好。</p>",
        remarks_en="<p>Ports are good.</p>",
        photo=make.make_photo(event),
    )
    appearance.session.event.refresh_from_db()
    return records


def form_addresses(records: dict[str, Model]) -> dict[str, str]:
    """Return every page of the desk that a GET may open: name -> address."""
    places = (place_of(name, pattern, records) for name, pattern in patterns())
    addresses = {place.name: place.url for place in places if place}
    person = make.make_person(name_en="Another")
    person_key = records["people.person"].pk
    return {
        **addresses,
        "merge": f"{reverse('merge-person', args=[person_key])}?other={person.pk}",
        "import columns": _planned("guests.csv", "姓名,职务\n林岚,院长\n"),
        "import questions": (plan := _planned("record.txt", CLEAN)),
        "import row": _row_of_plan(plan),
    }


def _planned(name: str, text: str) -> str:
    """Return the address of an upload that was read; the site has a namesake of somebody in it."""
    make.make_appearance(person=make.make_person(name_zh_hans="程砚", name_en=None))
    by, _is_new = User.objects.get_or_create(username="importer", is_staff=True, is_superuser=True)
    upload = receive_file(SimpleUploadedFile(name, text.encode("utf-8-sig")), by)
    read_and_plan(upload.pk)
    return change_url(upload)


def _row_of_plan(address: str) -> str:
    """Return the address of the page that corrects a session of an upload's plan."""
    upload = ImportUpload.objects.get(pk=address.split("/")[-3])
    keys = [row["key"] for row in upload.plan["plan"] if row["model"] == "sessions_app.session"]
    row = f"sessions_app.session:{keys[0]}"
    return reverse("admin:forum_importupload_row", args=[upload.pk, row])


class _FormReader(HTMLParser):
    """Counts the fields of a page's forms that are sent and can be typed into."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self._is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_open = True
            self.forms.append({"attrs": values, "fields": 0})
        is_field = tag in ("textarea", "select") or (
            tag == "input" and values.get("type", "text") not in UNTYPED
        )
        if self._is_open and is_field and values.get("name"):
            self.forms[-1]["fields"] += 1

    def handle_endtag(self, tag: str) -> None:
        self._is_open = self._is_open and tag != "form"


def has_form(response: Any) -> bool:
    """Tell whether a page has a form into which somebody types and which is sent to be stored."""
    if (
        response.streaming
        or response.status_code != 200
        or "html" not in response.headers.get("Content-Type", "")
    ):
        return False
    reader = _FormReader()
    reader.feed(response.content.decode())
    return any(
        form["fields"]
        and (
            form["attrs"].get("method", "").lower() == "post"
            or form["attrs"].get("data-autosave") == "on"
        )
        and form["attrs"].get("id") not in LEFT_OUT
        and form["attrs"].get("data-autosave") != "off"
        for form in reader.forms
    )
