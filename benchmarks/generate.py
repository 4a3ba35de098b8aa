"""Fill a data folder with a large site: 500 events, 10,000 people, 60,000 appearances.

Run ``uv run python benchmarks/generate.py /tmp/large`` (a few minutes), then look at it with
``DATA_DIR=/tmp/large make demo`` or measure it with benchmarks/pages.py. The sample records stand
in it too, so that the same record can be measured here and on a small site. Everything else is
invented, and the same for the same ``--seed``. Rows are written in bulk past every signal; the
search index is built at the end.
"""

import argparse
import io
import os
import random
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import batched, count
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import words  # noqa: E402 - found only now

if TYPE_CHECKING:
    from django.db.models import Model

    from sessions_app.models import Photo

PER_STATEMENT = 1000
PRODUCTS = 600
ORGANIZATIONS = 1500
SERIES = 25
NEWS = 400
PHOTOS = 6
ROLES = ("guidance", "host", "organizer", "co_organizer", "supporter", "media")
KINDS = (
    "opening", "keynote", "launch", "discussion", "discussion", "roundtable", "dialogue", "closing",
)  # fmt: skip
COUNTRIES = ("CN", "FR", "DE", "KE", "BR", "SG", "JP", "ZA", "EG", "US", "GB", "TH")
CITIES = (("滨海", "Binhai"), ("江岸", "Jiang'an"), ("日内瓦", "Geneva"), ("内罗毕", "Nairobi"))


def main() -> None:
    arguments = read_arguments()
    os.environ["DATA_DIR"] = str(arguments.data_dir.absolute())
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("demo", no_serve=True)
    Large(random.Random(arguments.seed), arguments).fill()
    say("building the search index")
    call_command("rebuild_search")
    analyze()
    say("done")


def store_picture(photo: "Photo") -> "Photo":
    """Store a photo with a picture of one colour."""
    from django.core.files.base import ContentFile
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (1200, 800), "#1f4e79").save(file, "JPEG")
    photo.image.save("bench.jpg", ContentFile(file.getvalue()))
    photo.save()
    return photo


def link_files(sample: "Photo", name: str) -> None:
    """Let the files of a photo be there under another name too."""
    file = sample.image
    for names in zip(file.names(), type(file)(sample, file.field, name).names(), strict=True):
        source, place = (Path(file.storage.path(path)) for path in names)
        if source.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.hardlink_to(source)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("data_dir", type=Path, help="a folder of its own for the large site")
    parser.add_argument("--events", type=int, default=500)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--appearances", type=int, default=60_000)
    parser.add_argument("--sessions", type=int, default=8, help="Of each event.")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


BEGAN = time.monotonic()


def say(message: str) -> None:
    sys.stdout.write(f"{time.monotonic() - BEGAN:6.1f} s  {message}\n")
    sys.stdout.flush()


def store[M: "Model"](model: type[M], rows: Iterable[M], total: int) -> list[M]:
    """Write rows in bulk and say how far it is; return them."""
    done: list[M] = []
    for batch in batched(rows, PER_STATEMENT):
        done += model._default_manager.bulk_create(batch)
        if len(done) % 10_000 == 0 or len(done) == total:
            say(f"{len(done):,} of {total:,} {model._meta.verbose_name_plural}")
    return done


def analyze() -> None:
    """Let the server count what it has, as its own housekeeping would in a while."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


class Large:
    """The invented site. Each method returns rows that are not yet stored."""

    def __init__(self, chance: random.Random, sizes: argparse.Namespace) -> None:
        self.chance = chance
        self.sizes = sizes
        self.serial = count(1)

    def fill(self) -> None:
        from forum.models import KnowledgeProduct, Page, ProductPart
        from people.models import Organization, Person
        from sessions_app.models import (
            Appearance,
            Event,
            EventOrganization,
            Photo,
            Series,
            Session,
        )

        if Person.objects.filter(slug__startswith="bench-").exists():
            sys.exit("This folder has been filled already: take another one.")
        self.series = store(Series, self.each_series(), SERIES)
        self.organizations = store(Organization, self.each_organization(), ORGANIZATIONS)
        self.people = store(Person, self.each_person(), self.sizes.people)
        self.events = store(Event, self.each_event(), self.sizes.events)
        store(EventOrganization, self.each_role(), self.sizes.events * len(ROLES))
        self.sessions = store(Session, self.each_session(), self.sizes.events * self.sizes.sessions)
        self.photos = store(Photo, self.each_photo(), self.sizes.events * PHOTOS)
        self.appearances = store(Appearance, self.each_appearance(), self.sizes.appearances)
        on_photo = Appearance.photos.through
        on_photo.objects.bulk_create(
            on_photo(appearance=guest, photo=guest.photo)
            for guest in self.appearances
            if guest.photo
        )
        products = store(KnowledgeProduct, self.each_product(), PRODUCTS)
        store(ProductPart, self.each_part(products), PRODUCTS * 5)
        self.join(products)
        store(Page, self.each_news(), NEWS)

    def content(self, word: str) -> dict[str, Any]:
        number = next(self.serial)
        moment = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=number % 50_000)
        return {
            "slug": f"bench-{word}-{number}",
            "status": "published",
            **dict.fromkeys(("published_at", "published_at_zh_hans", "published_at_en"), moment),
            "ready_languages": ["zh-hans", "en"],
        }

    def prose(self, name: str, paragraphs: int) -> dict[str, str]:
        """Return a rich text in both languages, of some 120 Han characters a paragraph."""
        picked = [[words.sentence(self.chance) for _ in range(4)] for _ in range(paragraphs)]
        han = "".join(f"<p>{''.join(han for han, _ in sentences)}</p>" for sentences in picked)
        latin = "".join(
            f"<p>{' '.join(latin for _, latin in sentences)}</p>" for sentences in picked
        )
        return {f"{name}_zh_hans": han, f"{name}_en": latin}

    def both(self, name: str, pair: tuple[str, str]) -> dict[str, str]:
        return {f"{name}_zh_hans": pair[0], f"{name}_en": pair[1]}

    def named(self, record: Any) -> Any:
        """Fill what a save would: the keys that a record is sorted and found by."""
        from forum.core.names import sort_key

        record.match_keys = record._match_keys()
        record.sort_key_zh_hans = sort_key(record.name_zh_hans)
        record.sort_key_en = sort_key(record.name_en)
        return record

    def each_series(self) -> Iterator[Any]:
        from sessions_app.models import Series

        for number in range(SERIES):
            yield Series(
                **self.content("series"),
                **self.both("name", words.title(self.chance, number)),
                **self.prose("description", 1),
            )

    def each_organization(self) -> Iterator[Any]:
        from people.models import Organization

        kinds = Organization.Kind.values
        for number in range(ORGANIZATIONS):
            record = Organization(
                **self.content("organization"),
                **self.both("name", words.institution(number)),
                kind=self.chance.choice(kinds),
                country=self.chance.choice(COUNTRIES),
            )
            yield self.named(record)

    def each_person(self) -> Iterator[Any]:
        from people.models import Person

        for number in range(self.sizes.people):
            record = Person(
                **self.content("person"),
                **self.both("name", words.name(number)),
                **self.prose("biography", 1),
                country=self.chance.choice(COUNTRIES),
                organization=self.chance.choice(self.organizations),
            )
            yield self.named(record)

    def each_event(self) -> Iterator[Any]:
        from sessions_app.models import Event

        for number in range(self.sizes.events):
            day = date(2008, 1, 10) + timedelta(days=number * 12)
            yield Event(
                **self.content("event"),
                **self.both("title", words.title(self.chance, number)),
                **self.both("city", self.chance.choice(CITIES)),
                **self.both("venue", ("会展中心", "Convention Centre")),
                **self.prose("introduction", 2),
                series=self.series[number % SERIES],
                edition=number // SERIES + 1,
                starts_on=day,
                ends_on=day + timedelta(days=1),
                country=self.chance.choice(COUNTRIES),
            )

    def each_role(self) -> Iterator[Any]:
        from sessions_app.models import EventOrganization

        for event in self.events:
            batch = self.chance.sample(self.organizations, len(ROLES))
            for role, organization in zip(ROLES, batch, strict=True):
                yield EventOrganization(event=event, organization=organization, role=role)

    def each_session(self) -> Iterator[Any]:
        from sessions_app.models import Session

        for event in self.events:
            for position in range(self.sizes.sessions):
                yield Session(
                    event=event,
                    slug=f"session-{position + 1}",
                    kind=KINDS[position % len(KINDS)],
                    position=position + 1,
                    **self.both("title", words.title(self.chance, position)),
                )

    def each_photo(self) -> Iterator[Any]:
        """Yield photos, each with files of its own: who is on a photo is asked by its file."""
        from sessions_app.models import Photo

        sample = store_picture(Photo(event=self.events[0]))
        for event in self.events:
            for position in range(PHOTOS):
                photo = Photo(event=event, position=position + 1)
                for field in Photo._meta.concrete_fields:
                    if field.name.startswith("image"):
                        setattr(photo, field.attname, getattr(sample, field.attname))
                name = f"photos/bench-{event.pk}-{position}.jpeg"
                link_files(sample, name)
                photo.image = name
                photo.caption_zh_hans, photo.caption_en = words.title(self.chance, position)  # type: ignore[attr-defined]
                yield photo

    def each_appearance(self) -> Iterator[Any]:
        from sessions_app.models import Appearance

        in_each = self.sizes.appearances // len(self.sessions)
        photos = {photo.event_id: photo for photo in self.photos}
        for session in self.sessions:
            for position, person in enumerate(self.chance.sample(self.people, in_each)):
                organization = self.chance.choice(self.organizations)
                yield Appearance(
                    session=session,
                    person=person,
                    role="speaker" if position else "moderator",
                    position=position or 1,
                    organization=organization,
                    attendance=self.chance.choice(["in_person", "video", ""]),
                    photo=photos[session.event_id] if position == 1 else None,
                    **self.both("title", words.office(self.chance, organization)),
                    **(self.prose("remarks", self.chance.randint(1, 5)) if position else {}),
                )

    def each_product(self) -> Iterator[Any]:
        from forum.models import KnowledgeProduct

        kinds = KnowledgeProduct.Kind.values
        for number in range(PRODUCTS):
            yield KnowledgeProduct(
                **self.content("product"),
                **self.both("title", words.title(self.chance, number)),
                **self.both("summary", words.sentence(self.chance)),
                **self.prose("description", 3),
                kind=kinds[number % len(kinds)],
                launched_in=self.chance.choice(self.sessions),
                languages=["zh", "en"],
            )

    def each_part(self, products: list[Any]) -> Iterator[Any]:
        from forum.models import ProductPart

        for product in products:
            for position in range(5):
                yield ProductPart(
                    product=product,
                    position=position + 1,
                    kind="module",
                    **self.both("title", words.title(self.chance, position)),
                    **self.prose("text", 1),
                )

    def join(self, products: list[Any]) -> None:
        """Say who published and who launched the products."""
        from forum.models import KnowledgeProduct

        by_session: dict[int, list[Any]] = {}
        for appearance in self.appearances:
            by_session.setdefault(appearance.session_id, []).append(appearance)
        publishers: Any = KnowledgeProduct.publishers.through
        launchers: Any = KnowledgeProduct.launched_by.through
        published = [(record, self.chance.choice(self.organizations)) for record in products]
        launched = [(record, by_session[record.launched_in_id][1]) for record in products]
        publishers.objects.bulk_create(
            publishers(knowledgeproduct=record, organization=two) for record, two in published
        )
        launchers.objects.bulk_create(
            launchers(knowledgeproduct=record, appearance=two) for record, two in launched
        )

    def each_news(self) -> Iterator[Any]:
        from forum.models import Page

        for number in range(NEWS):
            yield Page(
                **self.content("news"),
                **self.both("title", words.title(self.chance, number)),
                **self.prose("body", 3),
                kind="news",
            )


if __name__ == "__main__":
    main()
