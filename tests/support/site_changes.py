"""Every kind of change of a published site: what is done to which of its records."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from forum.core.content import Status
from forum.core.visibility import MOMENTS
from forum.delivery.publishing import settling
from forum.history.recording import recording
from forum.history.restore import restore
from forum.history.rows import key_of
from forum.history.states import current_state, state_token
from forum.models import HomePart, KnowledgeProduct, MergeJournal, SiteSettings
from forum.workflow.merging.merge import merge_records, pair_token
from forum.workflow.merging.undo import preview_undo, undo_merge
from people.models import User
from sessions_app.models import Event, Session
from tests.support import factories as make
from tests.support.publishing import HIDDEN, set_offline, set_public

type Change = Callable[[dict[str, Any]], object]
type Changes = dict[str, Change]

# Each kind of record that somebody sees: public, or named where it has no page.
TEXTS = (
    "coast", "river", "institute", "bureau", "expo", "ports", "lin", "zhao", "course", "harbours",
    "about", "opened", "opening", "picture", "talk", "silent", "host", "paper", "slip", "module",
)  # fmt: skip
# What is taken down, and drafts that are published.
TURNED = (
    *TEXTS, "hidden", "canals", "imprint", "upcoming", "closing", "away", "withheld",
)  # fmt: skip
DELETED = (
    "rails", "hidden", "press", "course", "harbours", "about", "opened", "opening", "track",
    "unseen", "talk", "former", "picture", "cover", "host", "helper", "paper", "handout", "slip",
    "module",
)  # fmt: skip


def write_text(record: Any) -> None:
    """Write past ``save()``: no signal tells of it."""
    names = ("title_en", "name_en", "printed_name_en", "caption_en", "text_en")
    name = next(name for name in names if hasattr(record, name))
    type(record).objects.filter(pk=record.pk).update(**{name: "Altered"})


def turn(record: Any) -> None:
    """Take down what is public, and put before the public what is not."""
    if hasattr(record, "withheld"):
        record.withheld = not record.withheld
        record.save()
    elif record.status == Status.PUBLISHED:
        set_offline(record)
    else:
        set_public(record)


def set_values(name: str, **values: Any) -> Change:
    """Return what changes a record. values: by their fields; of a relation the record's name."""

    def change(records: dict[str, Any]) -> None:
        record = records[name]
        for field, value in values.items():
            names_record = value and record._meta.get_field(field).is_relation
            setattr(record, field, records[value] if names_record else value)
        record.save()

    return change


CREATIONS: Changes = {
    "series": lambda it: make.make_series(),
    "event": lambda it: make.make_event(series=it["coast"], parent=it["expo"]),
    "next edition": lambda it: make.make_event(previous_edition=it["ports"]),
    "person": lambda it: make.make_person(organization=it["institute"]),
    "organization": lambda it: make.make_organization(),
    "product": lambda it: make.make_product(launched_in=it["opening"]),
    "page": lambda it: make.make_page(menu_position=3),
    "news": lambda it: make.make_page(kind="news"),
    "topic": lambda it: make.make_topic(),
    "session": lambda it: make.make_session(it["ports"]),
    "appearance": lambda it: make.make_appearance(
        it["opening"], it["wang"], organization=it["press"], photo=it["cover"]
    ),
    # Calendars count the changes of a session, whatever it is that changed.
    "withheld appearance": lambda it: make.make_appearance(
        it["opening"], it["wang"], withheld=True
    ),
    "role": lambda it: make.make_role(it["rails"], it["press"]),
    "photo": lambda it: make.make_photo(it["ports"], session=it["opening"]),
    "document": lambda it: make.make_document(it["ports"], session=it["opening"]),
    "correction": lambda it: make.make_correction(it["rails"]),
    "part of a product": lambda it: make.make_product_part(it["course"]),
    "settings": lambda it: SiteSettings(site_name_en="Harbours").save(),
    "numbers of the front page": lambda it: HomePart.objects.create(kind="numbers"),
    "words on the front page": lambda it: quote(it["talk"]),
    "in bulk": lambda it: Session.objects.bulk_create(
        [Session(event=it["rails"], slug="extra", title_en="Extra", kind="other")]
    ),
}

CHANGES: Changes = {
    "slug": set_values("ports", slug="harbours-2023"),
    "slug of a person": set_values("lin", slug="lin-lan"),
    "slug of an organization": set_values("institute", slug="harbour-institute"),
    "slug of a series": set_values("coast", slug="coasts"),
    "slug of a session": set_values("opening", slug="welcome"),
    "slug of a product": set_values("course", slug="ports-course"),
    "slug of a topic": set_values("harbours", slug="ports"),
    "slug of a page": set_values("about", slug="about-us"),
    "another series": set_values("ports", series="river"),
    "another parent": set_values("rails", parent="expo"),
    "another organization": set_values("lin", organization="press"),
    "another person": set_values("talk", person="wang"),
    "another session": set_values("former", session="opening"),
    "from a draft": set_values("future", session="opening"),
    "into a draft": set_values("former", session="unseen"),
    "without its picture": set_values("talk", photo=None),
    "another launch": set_values("course", launched_in="track"),
    "into the menu": set_values("terms", menu_position=5),
    "out of the menu": set_values("about", menu_position=None),
    "news of a page": set_values("terms", kind="news"),
    "hidden in a language": lambda it: Event.objects.filter(slug="ports").update(
        ready_languages=["zh-hans"], when_not_ready="hide"
    ),
    "ready in no language but Chinese": set_values("lin", ready_languages=["zh-hans"]),
    "unofficial in a language": set_values("ports", unofficial_languages=["en"]),
    "consent refused": set_values("lin", photo_consent="refused"),
    "consent refused at an event": set_values("talk", photo_consent="refused"),
    "remarks withheld": set_values("talk", remarks_withheld=True),
    "remarks declined": set_values("talk", clearance_en="declined"),
    "publisher": lambda it: it["course"].publishers.add(it["press"]),
    "no publisher": lambda it: it["course"].publishers.clear(),
    "launcher": lambda it: it["course"].launched_by.set([it["former"]]),
    "topic": lambda it: it["course"].topics.remove(it["harbours"]),
    "topic of an event": lambda it: it["harbours"].events.add(it["ports"]),
    "topic of a speech": lambda it: it["harbours"].appearances.clear(),
    "topic of a session": lambda it: it["harbours"].sessions.add(it["track"]),
    "publisher of a draft instead": lambda it: KnowledgeProduct.publishers.through.objects.filter(
        knowledgeproduct=it["course"]
    ).update(knowledgeproduct=it["later"]),
    "cited remarks": lambda it: it["course"].cited_appearances.add(it["former"]),
    "cited event": lambda it: it["course"].cited_events.add(it["rails"]),
    "news of a person": lambda it: it["closed"].people.add(it["wang"]),
    "merge": lambda it: merge(it["chen"], it["lin"]),
    "merge that is undone": lambda it: merge_and_undo(it["chen"], it["lin"]),
    "merge of organizations": lambda it: merge(it["institute"], it["press"]),
    "all news offline": lambda it: [set_offline(it[name]) for name in ("opened", "closed")],
    "restore": lambda it: go_back(it["ports"]),
    "restore of a draft": lambda it: go_back(it["hidden"], "unseen"),
    "person without speeches that goes": lambda it: [
        *(appearance.delete() for appearance in it["lin"].appearances.all()), it["lin"].delete(),
    ],
    "series without events that goes": lambda it: [
        Event.objects.update(series=None), it["coast"].delete(),
    ],
    "settings": lambda it: change_twice(SiteSettings(site_name_en="A"), site_name_en="B"),
    "front page without numbers": lambda it: change_twice(
        HomePart(kind="numbers"), is_shown=False
    ),
    "part of the front page that goes": lambda it: HomePart.objects.create(kind="news").delete(),
}  # fmt: skip


# What no visitor sees, by what is done to it.
UNSEEN: dict[str, list[Change]] = {
    "created": [
        lambda it: make.make_series(**HIDDEN),
        lambda it: make.make_event(series=it["coast"], parent=it["expo"], **HIDDEN),
        lambda it: make.make_event(previous_edition=it["ports"], **HIDDEN),
        lambda it: make.make_person(organization=it["institute"], **HIDDEN),
        lambda it: make.make_organization(**HIDDEN),
        lambda it: make.make_product(launched_in=it["opening"], **HIDDEN),
        lambda it: make.make_page(menu_position=3, **HIDDEN),
        lambda it: make.make_page(kind="news", **HIDDEN),
        lambda it: make.make_topic(**HIDDEN),
        lambda it: make.make_session(it["hidden"]),
        lambda it: make.make_appearance(it["unseen"], it["lin"]),
        lambda it: make.make_role(it["hidden"], it["press"]),
        lambda it: make.make_photo(it["hidden"]),
        lambda it: make.make_document(it["hidden"]),
        lambda it: make.make_product_part(it["later"]),
        lambda it: make.make_session(it["ports"], withheld=True),
        lambda it: make.make_role(it["rails"], it["press"], withheld=True),
        lambda it: make.make_photo(it["ports"], withheld=True),
        lambda it: make.make_document(it["ports"], withheld=True),
        lambda it: make.make_correction(it["ports"], withheld=True),
        lambda it: make.make_product_part(it["course"], withheld=True),
        lambda it: it["canals"].events.add(it["rails"]),
        lambda it: it["canals"].appearances.add(it["talk"]),
        lambda it: it["canals"].sessions.add(it["opening"]),
        lambda it: it["course"].topics.remove(it["canals"]),
        lambda it: it["upcoming"].people.add(it["wang"]),
        lambda it: it["later"].cited_products.remove(it["course"]),
        lambda it: it["later"].publishers.add(it["press"]),
        lambda it: it["later"].launched_by.add(it["talk"]),
        set_values("imprint", menu_position=7),
        set_values("canals", status=Status.IN_REVIEW),
    ],
    "written": [
        lambda records: [
            write_text(records[name])
            for name in (
                "hidden", "secret", "later", "canals", "imprint", "upcoming", "closing", "away",
                "kept_back", "withheld", "unseen", "future",
            )
        ]
    ],
    "turned": [lambda records: [turn(records[name]) for name in ("secret", "later", "kept_back")]],
    "deleted": [
        lambda records: [
            records[name].delete()
            for name in (
                "later", "canals", "imprint", "upcoming", "kept_back", "closing", "withheld",
                "future", "away",
            )
        ]
    ],
}  # fmt: skip


def quote(appearance: Any) -> HomePart:
    """Let words of a speech stand on the front page."""
    return HomePart.objects.create(
        kind="quote", appearance=appearance, sentences={"en": "Ports are good."}
    )


def merge(survivor: Any, duplicate: Any) -> None:
    user = User.objects.create_superuser("editor")
    survivor, duplicate = (type(it).objects.get(pk=it.pk) for it in (survivor, duplicate))
    merge_records(survivor, duplicate, (), user, pair_token([survivor, duplicate]))


def merge_and_undo(survivor: Any, duplicate: Any) -> None:
    """Merge two records, let that be settled, and undo it."""
    merge(survivor, duplicate)
    settling.settle_changes()
    journal, user = MergeJournal.objects.get(), User.objects.get(username="editor")
    undo_merge(journal, user, state_token(preview_undo(journal, user).before))


def change_twice(record: Any, **values: Any) -> None:
    """Store a record, let that be settled, and change it."""
    record.save()
    settling.settle_changes()
    type(record).objects.update(**values)


def go_back(event: Any, session: str = "opening") -> None:
    """Restore an event as it was before it was altered. session: the slug of one that goes."""
    root, former = key_of(event), current_state(key_of(event))
    with recording():
        Session.objects.get(slug=session).delete()
        token = state_token(current_state(root))
        restore(root, former, version_token=token, delete_added=True)


FILE_CHANGES: Changes = {
    "consent refused": set_values("lin", photo_consent="refused"),
    "guest withheld": set_values("talk", withheld=True),
    "guest offline": lambda it: set_offline(it["lin"]),
    "photo withheld": set_values("picture", withheld=True),
    "photo deleted": lambda it: it["picture"].delete(),
}
# The same, once its guest had refused to be shown: it comes back to where else it is used.
FILE_RETURNS: Changes = {
    "consent asked for again": set_values("lin", photo_consent=""),
    "guest not on it": lambda it: it["talk"].photos.clear(),
    "photo deleted": lambda it: it["picture"].delete(),
    "guest deleted": lambda it: it["talk"].delete(),
}


def use_elsewhere(records: dict[str, Any]) -> None:
    """Let a photo of one event stand in another one, and be its forum's cover."""
    image = records["picture"].image.name
    make.make_photo(records["rails"], image=image, caption_en="The guest elsewhere")
    set_values("expo", cover=image, cover_alt_en="The guest as a cover")(records)


def make_further_records(records: dict[str, Any]) -> dict[str, Any]:
    """Make drafts that are tied to nothing, and what they can be tied to."""
    fair = make.make_event(
        slug="fair",
        title_en="Fair",
        kind="main_forum",
        series=records["coast"],
        starts_on=None,
        ends_on=None,
    )
    return {
        "fair": fair,
        "aside": make.make_session(records["ports"], slug="aside", title_en="Aside"),
        "solo": make.make_appearance(records["track"], records["lin"], role="moderator"),
        "fresh": make.make_product(slug="fresh", status=Status.DRAFT),
        "branch": make.make_event(
            slug="branch", title_en="Branch", kind="sub_forum", parent=fair, status=Status.DRAFT
        ),
    }


# What is made ready, and the change.
RELATIONS: dict[str, tuple[Change, Change]] = {
    "product of the same event": (
        set_values("fresh", launched_in="aside"),
        lambda it: set_public(it["fresh"]),
    ),
    "product of the same launcher": (
        lambda it: set_public(it["fresh"]),
        lambda it: it["fresh"].launched_by.add(it["solo"]),
    ),
    "product of a launcher whom the other does not show": (
        lambda it: [set_values("talk", withheld=True)(it), set_public(it["fresh"])],
        lambda it: it["fresh"].launched_by.add(it["solo"]),
    ),
    "next edition of a sub-forum": (
        lambda it: [
            set_values("expo", series="coast", kind="main_forum")(it),
            set_values("ports", series=None, kind="sub_forum")(it),
        ],
        lambda it: set_public(it["branch"]),
    ),
    "recording that a withheld guest keeps back": (
        lambda it: Session.objects.filter(slug="track").update(recording_file="recordings/a.mp4"),
        lambda it: it["withheld"].delete(),
    ),
    "withheld session of a launcher": (
        lambda it: [it["fresh"].launched_by.add(it["kept_back"]), set_public(it["fresh"])],
        set_values("closing", title_en="Kept back"),
    ),
}

SOON = timedelta(minutes=10)

type ScheduledChange = Callable[[dict[str, Any], datetime], object]


def schedule(name: str) -> ScheduledChange:
    def change(records: dict[str, Any], due: datetime) -> None:
        for moment in MOMENTS:
            setattr(records[name], moment, due)
        set_public(records[name])

    return change


def set_moment(name: str, moment: str) -> ScheduledChange:
    return lambda records, due: set_values(name, **{moment: due})(records)


# What makes pages read more than they read before comes last.
SCHEDULED = ("zhao", "upcoming", "river", "bureau", "later", "canals", "imprint", "hidden")
DUE: dict[str, ScheduledChange] = {
    "embargo": set_moment("silent", "embargoed_until"),
    "embargo of a document": set_moment("paper", "embargoed_until"),
    "expiry": set_moment("opened", "expires_at"),
    "expiry of a page": set_moment("about", "expires_at"),
    **{f"schedule of {name}": schedule(name) for name in SCHEDULED},
}
