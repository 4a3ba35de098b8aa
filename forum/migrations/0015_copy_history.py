"""The revisions of django-reversion and the log of Django's admin become the site's own history.

A revision and the entry of the log that was written with it become one. What a row of the log meant
stood in a word of its message until now; messages without such a word are kept as they were written.
"""

import json
from collections import defaultdict
from datetime import timedelta

from django.db import migrations

# The way from a part to the record that owns it: the fields, and what the last one leads to.
OWNERS = {
    "sessions_app.eventorganization": (("event",), "sessions_app.event"),
    "sessions_app.session": (("event",), "sessions_app.event"),
    "sessions_app.appearance": (("session", "event"), "sessions_app.event"),
    "sessions_app.photo": (("event",), "sessions_app.event"),
    "sessions_app.document": (("event",), "sessions_app.event"),
    "sessions_app.correction": (("event",), "sessions_app.event"),
    "forum.productpart": (("product",), "forum.knowledgeproduct"),
}
# Records that belong to nothing else.
RECORDS = {
    "sessions_app.event", "sessions_app.series", "people.person", "people.organization",
    "forum.knowledgeproduct", "forum.topic", "forum.page", "forum.sitesettings", "forum.term",
}  # fmt: skip
COMMENTS = {
    "Before the first recorded change": "baseline",
    "Status or clearance only; no text was edited": "changed",
    "Imported from %(file)s": "imported",
    "Undid the import of %(file)s": "import_undone",
    "Restored the version of %(when)s": "restored",
    "Recovered after deletion": "recovered",
    "Glossary imported from %(file)s": "glossary_imported",
    "Translation imported from %(file)s": "translations_imported",
}
NO_EDITS = {"Before the first recorded change", "Status or clearance only; no text was edited"}
KINDS = {"json": "stored", "deleted": "deleted", "deleted-with": "deleted_with"}
FLAGS = {1: "added", 2: "changed", 3: "deleted"}
# Words of messages that say less than the act that they meant.
MARKS = {"translation": "translation_reviewed", "schedule cancelled": "unscheduled"}
STEPS = {
    "submitted", "unscheduled", "approved", "returned", "confirmed", "published", "withdrawn", "clearance",
    "translation_reviewed",
}  # fmt: skip
# The entry was written within the request whose end made the revision.
LONGEST_REQUEST = timedelta(minutes=10)
NAMES = ("title", "name", "heading", "caption", "alt", "text", "site_name", "printed_name")


class Copying:
    """Goes through both histories in the order of their moments."""

    def __init__(self, apps, connection):
        self.entries = apps.get_model("forum", "AuditEntry").objects
        self.entry_model = apps.get_model("forum", "AuditEntry")
        self.snapshot_model = apps.get_model("forum", "Snapshot")
        self.apps = apps
        self.connection = connection
        kinds = apps.get_model("contenttypes", "ContentType").objects.all()
        self.labels = {kind.pk: f"{kind.app_label}.{kind.model}" for kind in kinds}
        self.kinds = {label: pk for pk, label in self.labels.items()}
        self.users = set(apps.get_model("people", "User").objects.values_list("pk", flat=True))
        # (label, key) -> (label, key) of the owner, as it was last.
        self.owners = {}
        # Session -> event, as it was at the revision at hand.
        self.events = {}

    def run(self):
        log = list(self.apps.get_model("admin", "LogEntry").objects.order_by("action_time", "pk"))
        revisions = self.read_revisions()
        claimed = self.claim(revisions, log)
        told = {entry.pk for entries in claimed.values() for entry in entries}
        acts = [(one["at"], 0, one) for one in revisions]
        acts += [(one.action_time, 1, one) for one in log if one.pk not in told]
        for _at, is_log, act in sorted(acts, key=lambda act: act[:2]):
            if is_log:
                self.keep_log(act)
            else:
                self.keep_revision(act, claimed[act["pk"]])

    def read_revisions(self):
        """Return the revisions with their versions, the oldest first; none where there are none."""
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('reversion_version')")
            if cursor.fetchone()[0] is None:
                return []
            cursor.execute(
                "SELECT id, date_created, user_id, comment FROM reversion_revision"
                " ORDER BY date_created, id"
            )
            names = ("pk", "at", "user", "comment")
            revisions = [dict(zip(names, row, strict=True)) for row in cursor]
            versions = defaultdict(list)
            cursor.execute(
                "SELECT revision_id, content_type_id, object_id, format, serialized_data"
                " FROM reversion_version WHERE db = 'default' ORDER BY id"
            )
            for revision, kind, pk, form, data in cursor:
                if self.labels.get(kind) in RECORDS | set(OWNERS):
                    fields = json.loads(data)[0]["fields"]
                    versions[revision].append((self.labels[kind], int(pk), KINDS[form], fields))
        for revision in revisions:
            revision["versions"] = versions[revision["pk"]]
            for label, pk, _kind, fields in revision["versions"]:
                if label == "sessions_app.session":
                    self.events.setdefault(pk, fields["event"])
        sessions = self.apps.get_model("sessions_app", "Session").objects
        for pk, event in sessions.values_list("pk", "event"):
            self.events.setdefault(pk, event)
        return revisions

    def claim(self, revisions, log):
        """Return the entries of the log that were written with each revision, by its key."""
        by_user = defaultdict(list)
        for entry in log:
            by_user[entry.user_id].append(entry)
        claimed, told = defaultdict(list), set()
        for revision in revisions:
            rows = {(label, str(pk)) for label, pk, _kind, _fields in revision["versions"]}
            first = revision["at"] - LONGEST_REQUEST
            for entry in by_user.get(revision["user"], ()):
                row = self.labels.get(entry.content_type_id), entry.object_id
                in_time = first <= entry.action_time <= revision["at"]
                if in_time and entry.pk not in told and row in rows:
                    told.add(entry.pk)
                    claimed[revision["pk"]].append(entry)
        return claimed

    def keep_revision(self, revision, log):
        text, params = read_comment(revision["comment"])
        rows = [self.placed(*version) for version in revision["versions"]]
        first = self.log_entry(log[0]) if log else self.entry_about(rows, revision)
        first.is_edit = text not in NO_EDITS
        if COMMENTS.get(text, "changed") != "changed":
            first.action, first.params = COMMENTS[text], params
        elif text and text not in COMMENTS:
            first.params = {"note": text}
        first.save()
        self.snapshot_model.objects.bulk_create(
            (
                self.snapshot_model(
                    entry_id=first.pk,
                    kind=kind,
                    content_type_id=self.kinds[label],
                    object_id=pk,
                    owner_type_id=self.kinds[owner[0]],
                    owner_id=owner[1],
                    fields=fields,
                )
                for label, pk, kind, fields, owners in rows
                for owner in owners
            ),
            batch_size=200,
        )
        for entry in log[1:]:
            self.log_entry(entry).save()

    def placed(self, label, pk, kind, fields):
        """Return a version with its owner, and the one that it had before if that is another."""
        owner = label, pk
        if label in OWNERS:
            path, above = OWNERS[label]
            key = fields[path[0]]
            owner = above, self.events.get(key, 0) if len(path) > 1 else key
        if label == "sessions_app.session":
            self.events[pk] = fields["event"]
        former = self.owners.get((label, pk), owner)
        self.owners[label, pk] = owner
        return label, pk, kind, fields, list(dict.fromkeys((owner, former)))

    def entry_about(self, rows, revision):
        """Return the entry of a revision of which the log says nothing."""
        whole = [row for row in rows if row[0] in RECORDS]
        whole.sort(key=lambda row: row[0] != "sessions_app.event")
        entry = self.entry_model(action="changed", at=revision["at"], actor_id=revision["user"])
        if whole:
            label, pk, kind, fields, _owners = whole[0]
            entry.action = "changed" if kind == "stored" else "deleted"
            entry.content_type_id, entry.object_id = self.kinds[label], pk
            entry.owner_type_id, entry.owner_id = self.kinds[label], pk
            entry.name = name_of(fields)[:200]
        return entry

    def keep_log(self, entry):
        self.log_entry(entry).save()

    def log_entry(self, entry):
        action, params = read_message(entry)
        made = self.entry_model(
            action=action,
            is_edit=action not in STEPS,
            at=entry.action_time,
            actor_id=entry.user_id if entry.user_id in self.users else None,
            content_type_id=entry.content_type_id,
            name=entry.object_repr[:200],
            params=params,
        )
        if (entry.object_id or "").isdecimal():
            made.object_id = int(entry.object_id)
            label = self.labels.get(entry.content_type_id)
            if owner := self.owner_of(label, made.object_id):
                made.owner_type_id, made.owner_id = self.kinds[owner[0]], owner[1]
        return made

    def owner_of(self, label, pk):
        if label in RECORDS:
            return label, pk
        if label not in OWNERS:
            return None
        if (label, pk) in self.owners:
            return self.owners[label, pk]
        path, above = OWNERS[label]
        rows = self.apps.get_model(label).objects.filter(pk=pk)
        owner = rows.values_list("__".join(path), flat=True).first()
        return (above, owner) if owner else None


def read_comment(comment):
    """Return the msgid of a revision's comment and its params; another text as it is."""
    try:
        found = json.loads(comment)
        return found["text"], found["params"]
    except (ValueError, TypeError, KeyError):
        return comment or "", {}


def read_message(entry):
    """Return what an entry of the log meant, and the rest of its message."""
    action = FLAGS[entry.action_flag]
    message = entry.change_message
    try:
        changes = json.loads(message)
    except ValueError:
        return action, {"note": message} if message else {}
    if not isinstance(changes, list):
        return action, {"note": message}
    marks = [one["publishing"] for one in changes if "publishing" in one]
    for mark in marks:
        mark = MARKS.get(mark, mark)
        if mark in STEPS:
            return mark, {}
    return action, {"changes": changes}


def name_of(fields):
    """Return a row's texts of its first field that has any, in each language."""
    for name in NAMES:
        texts = [value for key, value in fields.items() if key.startswith(f"{name}_") and value]
        texts = [text for text in texts if isinstance(text, str)]
        if texts:
            return " / ".join(dict.fromkeys(texts))
    return str(fields.get("slug") or "")


def copy_history(apps, schema_editor):
    """Copy both histories, then remove what they were stored in."""
    connection = schema_editor.connection
    Copying(apps, connection).run()
    apps.get_model("admin", "LogEntry").objects.all().delete()
    kinds = apps.get_model("contenttypes", "ContentType").objects
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("DROP TABLE IF EXISTS reversion_version, reversion_revision")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'reversion'")
    kinds.filter(app_label="reversion").delete()


def let_readers_read(apps, schema_editor):
    """Whoever might read the log may read the audit trail."""
    kinds = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    former = permissions.filter(content_type__app_label="admin", codename="view_logentry").first()
    if former is None:
        return
    kind, _made = kinds.get_or_create(app_label="forum", model="auditentry")
    present, _made = permissions.get_or_create(
        content_type=kind,
        codename="view_auditentry",
        defaults={"name": "Can view entry of the activity log"},
    )
    for group in former.group_set.all():
        group.permissions.add(present)
    for user in apps.get_model("people", "User").objects.filter(user_permissions=former):
        user.user_permissions.add(present)


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0014_history"),
        ("sessions_app", "0007_moments_of_languages"),
        ("people", "0003_moments_of_languages"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(copy_history),
        migrations.RunPython(let_readers_read),
    ]
