"""What stands on the picture of a shared link, and the name under which the picture is kept."""

import hashlib
from dataclasses import astuple, dataclass
from typing import Any

from django.utils.translation import gettext, pgettext

from forum.core import dates
from forum.core.control_characters import printable
from forum.core.record_names import name_of
from forum.core.translated import Translated, in_other_languages, translated
from forum.delivery.excerpts import beginning
from forum.delivery.page_texts import list_marks
from forum.models import HomePart, Page, SiteSettings, Topic
from people.models import Person
from sessions_app.models import Appearance, Event, Series, Session

# Counts the changes of the drawing, so that no picture of an older one is handed out.
DRAWING = 7
WIDTH, HEIGHT = SIZE = (1200, 630)
# The least that WeChat takes for the card of a link; it shows the square small.
SIDE = 300
# The cloth of a cover without a colour of its own, as in tokens.css.
INK = "#7d2a1e"


@dataclass(frozen=True, slots=True)
class Card:
    """The texts of a picture from top to bottom; "" leaves no trace.

    accent: #rrggbb; further: the title in the other languages; numeral: of the edition, as the
    event's cover has it; reservation: what must be known of the whole record.
    """

    accent: str
    kicker: str
    title: str
    further: tuple[str, ...]
    facts: str
    site: str
    numeral: str = ""
    reservation: str = ""

    @property
    def foot(self) -> str:
        """The last line below the titles: days, words, reservation."""
        return " · ".join(filter(None, (self.facts, self.reservation)))

    @property
    def key(self) -> str:
        """A hash of everything that is drawn."""
        drawn = repr((DRAWING, astuple(self)))
        return hashlib.sha256(drawn.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def find_reservation(record: object) -> str:
    """Return what a reader must know of the whole record that a page is about, "" for nothing."""
    match record:
        case Event():
            return str(record.get_standing_display())
        case Session():
            return find_reservation(record.event)
        case _:
            return str(getattr(record, "reservation", ""))


def make_event_card(event: Event, site: SiteSettings) -> Card:
    """Return the card of an event ``with_place_in_series`` in the active language."""
    within = event.public_parent or event.public_series
    return Card(
        accent=event.accent or INK,
        kicker=printable(name_of(within).value) if within else "",
        title=printable(translated(event, "title").value),
        further=tuple(printable(text.value) for text in in_other_languages(event, "title")),
        facts=printable(_facts(event, translated(event, "city").value)),
        site=page_site_name(site),
        numeral=event.cover_numeral,
        reservation=find_reservation(event),
    )


def _facts(event: Event, words: str, session: Session | None = None) -> str:
    """Return the day of a session, else the days of its event, and some words in one line."""
    days = ""
    if day := session.day_held if session else None:
        days = str(dates.days(day))
    elif event.starts_on:
        days = str(dates.days(event.starts_on, event.ends_on))
    return " · ".join(filter(None, (days, words)))


def make_quote_card(appearance: Appearance, event: Event, site: SiteSettings) -> Card | None:
    """Return the card of what the front page quotes, else of how remarks begin; None without.

    It says whether they are a summary, and what a reader must know of the text: a picture goes
    where no page stands beside it.
    """
    remarks = translated(appearance, "remarks")
    if not remarks:
        return None
    marks = [words for _css, words in list_marks(appearance, remarks)]
    name = name_of(appearance.person).value
    speaker = (name, translated(appearance, "title").value)
    return Card(
        accent=event.accent or INK,
        kicker=printable(" · ".join([str(appearance.get_remarks_kind_display()), *marks])),
        title=printable(_choose_sentence(appearance, remarks)),
        further=tuple(printable(text) for text in speaker if text),
        facts=printable(_facts(event, translated(event, "title").value, appearance.session)),
        site=page_site_name(site),
        reservation=find_reservation(event),
    )


def _choose_sentence(appearance: Appearance, remarks: Translated) -> str:
    quotes = (part.sentence_in(remarks) for part in HomePart.objects.quoting(appearance))
    return next(filter(None, quotes), "") or beginning(
        remarks.value, remarks.language, is_quoted=True
    )


def make_record_card(record: Any, site: SiteSettings) -> Card:
    """Return the card of a record that is no event: what it is, and what it is called."""
    field = "title" if hasattr(record, "title") else "name"
    return Card(
        accent=INK,
        kicker=printable(describe_kind(record)),
        title=printable(name_of(record).value),
        further=tuple(printable(text.value) for text in in_other_languages(record, field)),
        facts="",
        site=page_site_name(site),
        reservation=find_reservation(record),
    )


def describe_kind(record: Any) -> str:
    match record:
        case Person():
            return ""
        case Series():
            return gettext("Series")
        case Topic():
            return pgettext("tag", "Topic")
        case Page():
            return gettext("News") if record.kind == Page.Kind.NEWS else ""
        case _:
            return str(record.get_kind_display())


def make_session_card(session: Session, event: Event, site: SiteSettings) -> Card:
    """Return the card of a session, within its event and in its colour."""
    return Card(
        accent=event.accent or INK,
        kicker=printable(translated(event, "title").value),
        title=printable(name_of(session).value),
        further=tuple(printable(text.value) for text in in_other_languages(session, "title")),
        facts=printable(_facts(event, "", session)),
        site=page_site_name(site),
        numeral=event.cover_numeral,
        reservation=find_reservation(event),
    )


def make_site_card(site: SiteSettings) -> Card:
    """Return the card of everything else: the site's name and what it is about."""
    other_names = in_other_languages(site, "site_name")
    return Card(
        accent=INK,
        kicker="",
        title=page_site_name(site),
        further=tuple(printable(text.value) for text in other_names),
        facts=printable(translated(site, "tagline").value),
        site="",
    )


def page_site_name(site: SiteSettings) -> str:
    """Return what the site is called in the active language."""
    name = translated(site, "site_name").value
    return printable(name or gettext("Forum Record"))
