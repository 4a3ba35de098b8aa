"""What an office types through its link is kept under the link until it is sent."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from forum.desk.preview_links import seal
from forum.models import PreviewLink, ReplyDraft
from sessions_app.models import Appearance
from tests.support import factories as make

pytestmark = pytest.mark.django_db

DRAFT = "a" * 32


@pytest.fixture
def link() -> PreviewLink:
    appearance = make.make_appearance(remarks_en="<p>Ports matter.</p>")
    return PreviewLink.objects.create(object=appearance)


@pytest.fixture
def office(link: PreviewLink, client: Client) -> Client:
    """Return the browser of an office that has opened its link."""
    client.post("/preview/", {"seal": seal(link)})
    return client


def address(link: PreviewLink, page: str = "") -> str:
    return reverse(f"preview-reply{page}", args=[link.pk, "en"])


def keep(office: Client, link: PreviewLink, draft: str = DRAFT, **values: str) -> int:
    """Send what was typed, as the page's script does; return the answer's status."""
    sealed = office.get(address(link)).context["seal"]
    typed = {"seal": sealed, "draft": draft, "remarks": "Ports grow.", **values}
    return office.post(address(link, "-keep"), typed).status_code


def offer_of(office: Client, link: PreviewLink) -> dict[str, Any]:
    offer: dict[str, Any] = office.get(address(link)).context["drafts"][0]
    return offer


def offered(office: Client, link: PreviewLink) -> list[str]:
    drafts = office.get(address(link)).context["drafts"]
    return [draft["values"]["remarks"] for draft in drafts]


def test_what_is_typed_is_offered_to_whoever_opens_the_link(
    office: Client, link: PreviewLink
) -> None:
    keep(office, link)
    colleague = Client()
    colleague.post("/preview/", {"seal": seal(link)})
    assert offered(colleague, link) == ["Ports grow."]


def test_two_tabs_keep_both_texts(office: Client, link: PreviewLink) -> None:
    keep(office, link)
    keep(office, link, "b" * 32, remarks="Ports shrink.")
    keep(office, link, remarks="Ports grow fast.")
    assert offered(office, link) == ["Ports grow fast.", "Ports shrink."]


def test_a_reply_that_is_sent_drops_it(office: Client, link: PreviewLink) -> None:
    keep(office, link)
    sealed = office.get(address(link)).context["seal"]
    reply = {"seal": sealed, "draft": DRAFT, "answer": "cleared", "author": "Protocol office"}
    office.post(
        address(link), {**reply, "remarks": "Ports matter.", "title": "Director, Harbour Institute"}
    )
    assert ReplyDraft.objects.count() == 0


def test_a_reply_that_is_refused_keeps_it(office: Client, link: PreviewLink) -> None:
    keep(office, link)
    office.post(address(link), {"draft": DRAFT, "answer": "cleared"})
    assert offered(office, link) == ["Ports grow."]


def test_it_goes_when_the_office_does_not_want_it_back(office: Client, link: PreviewLink) -> None:
    keep(office, link)
    keep(office, link, drop=offer_of(office, link)["typed_at"])
    assert ReplyDraft.objects.count() == 0


def test_what_was_typed_since_it_was_offered_stays(office: Client, link: PreviewLink) -> None:
    keep(office, link)
    offer = offer_of(office, link)
    keep(office, link, remarks="Ports grow fast.")
    keep(office, link, drop=offer["typed_at"])
    assert offered(office, link) == ["Ports grow fast."]


def test_it_goes_with_its_link(office: Client, link: PreviewLink) -> None:
    keep(office, link)
    PreviewLink.objects.update(expires_at=timezone.now() - timedelta(hours=1))
    call_command("clean_autosaves")
    assert ReplyDraft.objects.count() == 0


def test_strangers_keep_nothing(link: PreviewLink) -> None:
    assert Client().post(address(link, "-keep"), {"draft": DRAFT}).status_code == 410


@pytest.mark.parametrize("values", [{"seal": "x"}, {"draft": "../x"}, {"remarks": "港" * 400_001}])
def test_what_is_no_text_of_the_page_is_refused(
    office: Client, link: PreviewLink, values: dict[str, Any]
) -> None:
    assert (keep(office, link, **values), ReplyDraft.objects.count()) == (400, 0)


def test_a_tab_that_sends_without_end_is_slowed(
    office: Client, link: PreviewLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forum.desk.office_replies.MOST_KEPT_A_MINUTE", 1)
    assert [keep(office, link), keep(office, link)] == [200, 429]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_of_one_and_three(
    office: Client,
    link: PreviewLink,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        keep(office, link, f"{number:032x}")
    assert Appearance.objects.count() == 1
    with django_assert_num_queries(14):
        office.get(address(link))
