"""What was typed is kept for its author alone, by revisions, until it is saved."""

from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.utils import timezone, translation

from forum.desk.autosaves import list_offers
from forum.history.autosaves import (
    MOST_DRAFTS,
    AutosaveError,
    delete_expired,
    drop_same,
    drop_saved,
    keep_draft,
    read_draft,
)
from forum.models import Autosave
from people.models import User

pytestmark = pytest.mark.django_db

DRAFT = "a" * 32


def sent(**values: Any) -> dict[str, Any]:
    """Return what a page sends of one typed field."""
    entry = {"name": "title_en", "label": "Title", "values": ["Ports"], "texts": []}
    facts = {
        "draft": DRAFT,
        "page": "/admin/sessions_app/event/1/change/",
        "form": "event_form",
        "title": "Green Ports",
        "entries": [entry],
        "version_tokens": {},
        "revision": 1,
        "typed_at": int(timezone.now().timestamp() * 1000),
        "replaces": [],
    }
    return {**facts, **values}


def milliseconds(moment: datetime) -> int:
    """Return a moment as a page's clock tells it."""
    return int(moment.timestamp() * 1000)


def typed(text: str, name: str = "title_en") -> list[dict[str, Any]]:
    return [{"name": name, "label": "Title", "values": [text], "texts": []}]


def keep(user: User, **values: Any) -> bool:
    return keep_draft(user, read_draft(sent(**values)))


def texts(user: User) -> list[str]:
    autosaves = Autosave.objects.of_author(user).unsaved()
    return [entry["values"][0] for autosave in autosaves for entry in autosave.entries]


def test_a_later_revision_takes_the_place_of_an_earlier_one(lin: User) -> None:
    keep(lin)
    keep(lin, entries=typed("Green ports"), revision=2)
    assert texts(lin) == ["Green ports"]


def test_what_arrives_late_changes_nothing(lin: User) -> None:
    keep(lin, entries=typed("Green ports"), revision=2)
    keep(lin)
    assert texts(lin) == ["Green ports"]


def test_two_tabs_keep_both_texts(lin: User) -> None:
    earlier = timezone.now() - timedelta(minutes=5)
    keep(lin, typed_at=int(earlier.timestamp() * 1000))
    keep(lin, draft="b" * 32, entries=typed("Blue ports"))
    assert texts(lin) == ["Blue ports", "Ports"]


def test_it_is_its_authors_alone(lin: User, wang: User) -> None:
    keep(lin)
    keep(wang, entries=typed("Blue ports"))
    assert (texts(lin), texts(wang)) == (["Ports"], ["Blue ports"])


def test_a_saved_text_is_gone(lin: User) -> None:
    keep(lin)
    drop_saved(lin, [f"{DRAFT}:1"])
    assert texts(lin) == []


def test_a_saved_text_that_arrives_after_the_save_is_not_kept(lin: User) -> None:
    drop_saved(lin, [f"{DRAFT}:1"])
    assert (keep(lin), texts(lin)) == (False, [])


def test_what_was_typed_after_the_save_is_kept(lin: User) -> None:
    keep(lin)
    drop_saved(lin, [f"{DRAFT}:1"])
    assert (keep(lin, entries=typed("More"), revision=2), texts(lin)) == (True, ["More"])


def test_a_save_leaves_what_was_typed_meanwhile(lin: User) -> None:
    keep(lin, entries=typed("More"), revision=2)
    drop_saved(lin, [f"{DRAFT}:1"])
    assert texts(lin) == ["More"]


@pytest.mark.parametrize(
    ("page", "kept_texts"),
    [("/admin/forum/importupload/", []), ("/admin/forum/topic/1/change/", [" "])],
)
def test_a_blank_text_is_one_where_something_stood(
    lin: User, page: str, kept_texts: list[str]
) -> None:
    keep(lin, page=page, entries=typed(" ", "text"))
    assert texts(lin) == kept_texts


@pytest.mark.parametrize(("text", "kept_texts"), [("A\nB", []), ("A\nC", ["A\nC"])])
def test_what_was_pasted_once_more_and_read_is_offered_no_more(
    lin: User, text: str, kept_texts: list[str]
) -> None:
    page = "/admin/forum/importupload/"
    keep(lin, page=page, entries=typed(text, "text"))
    keep(lin, page=page, draft="b" * 32, entries=typed("A\nB", "text"))
    marks, pasted = [f"{'b' * 32}:1"], QueryDict(mutable=True)
    pasted["text"] = "A\r\nB"
    drop_saved(lin, marks)
    drop_same(lin, marks, pasted)
    assert texts(lin) == kept_texts


def test_nobody_drops_the_text_of_another(lin: User, wang: User) -> None:
    keep(lin)
    drop_saved(wang, [f"{DRAFT}:1"])
    assert texts(lin) == ["Ports"]


def test_a_text_that_was_put_back_is_not_offered_twice(lin: User) -> None:
    keep(lin)
    keep(lin, draft="b" * 32, replaces=[f"{DRAFT}:1"])
    assert Autosave.objects.values_list("draft", flat=True).get() == "b" * 32


def test_a_tab_that_typed_on_keeps_its_text(lin: User) -> None:
    keep(lin, entries=typed("More"), revision=2)
    keep(lin, draft="b" * 32, replaces=[f"{DRAFT}:1"])
    assert sorted(texts(lin)) == ["More", "Ports"]


@pytest.mark.parametrize(
    "name",
    ["password1", "old_password", "otp", "totp_code", "code", "api_token", "client_secret",
     "csrfmiddlewaretoken"],
)  # fmt: skip
def test_what_is_secret_is_left_out(name: str) -> None:
    draft = read_draft(sent(entries=[*typed("hush", name), *typed("Ports")]))
    assert [entry["name"] for entry in draft.entries] == ["title_en"]


@pytest.mark.parametrize("name", ["country", "barcode_text", "abbreviation", "decoded", "note"])
def test_what_only_sounds_like_a_secret_is_kept(name: str) -> None:
    assert [entry["name"] for entry in read_draft(sent(entries=typed("x", name))).entries] == [name]


@pytest.mark.parametrize(
    "values",
    [
        {"draft": "../../x"},
        {"revision": 0},
        {"revision": 2**40},
        {"page": "https://elsewhere.example/"},
        {"page": "/" + "x" * 600},
        {"entries": [{"name": "title"}]},
        {"entries": typed("x") * 5001},
        {"entries": "title"},
        {"typed_at": "yesterday"},
        {"typed_at": 10**30},
        {"sent_at": 10**30},
        {"version_tokens": {"": 5}},
    ],
)
def test_what_is_no_text_of_a_form_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(AutosaveError):
        read_draft(sent(**values))


def test_a_clock_ahead_keeps_nothing_for_ever(lin: User) -> None:
    ahead = timezone.now() + timedelta(days=400)
    keep(lin, typed_at=int(ahead.timestamp() * 1000))
    assert Autosave.objects.get().typed_at <= timezone.now()


def test_a_character_that_no_table_holds_is_left_out(lin: User) -> None:
    keep(lin, entries=typed("Por\x00ts\ud800"))
    assert texts(lin) == ["Ports"]


def test_what_nobody_came_back_for_is_deleted(lin: User) -> None:
    keep(lin)
    Autosave.objects.update(typed_at=timezone.now() - Autosave.LIFE - timedelta(hours=1))
    keep(lin, draft="b" * 32, entries=typed("New"))
    assert texts(lin) == ["New"]


@pytest.mark.parametrize("days", [-400, -31, 31, 400])
@pytest.mark.parametrize("says_when_sent", [True, False])
def test_a_wrong_clock_loses_nothing(lin: User, days: int, says_when_sent: bool) -> None:
    present_moment = timezone.now()
    moment = milliseconds(present_moment + timedelta(days=days))
    keep(lin, typed_at=moment, **({"sent_at": moment + 2000} if says_when_sent else {}))
    age = present_moment - Autosave.objects.get().typed_at
    assert (texts(lin), age < timedelta(hours=1, seconds=1)) == (["Ports"], True)


def test_a_text_that_came_late_is_as_old_as_it_is(lin: User) -> None:
    present_moment = timezone.now()
    typed_at = milliseconds(present_moment - timedelta(days=31))
    keep(lin, typed_at=typed_at, sent_at=typed_at + 24 * 60 * 60 * 1000)
    assert round((present_moment - Autosave.objects.get().typed_at).total_seconds() / 3600) == 24


def test_what_was_held_for_years_is_not_deleted_as_it_arrives(lin: User) -> None:
    keep(lin, typed_at=0, sent_at=milliseconds(timezone.now()))
    assert texts(lin) == ["Ports"]


def test_one_author_fills_no_more_than_so_many(lin: User) -> None:
    present_moment = timezone.now()
    Autosave.objects.bulk_create(
        Autosave(
            user=lin, draft=f"{number:032x}", typed_at=present_moment - timedelta(hours=1),
            entries=[{"name": "title", "label": "", "values": [], "texts": []}],
        )
        for number in range(MOST_DRAFTS)
    )  # fmt: skip
    keep(lin)
    drafts = Autosave.objects.values_list("draft", flat=True)
    assert (len(drafts), "0" * 32 in drafts) == (MOST_DRAFTS, False)


def test_what_was_saved_displaces_no_text(lin: User) -> None:
    present_moment = timezone.now()
    keep(lin)
    Autosave.objects.update(typed_at=present_moment - timedelta(days=10))
    Autosave.objects.bulk_create(
        Autosave(user=lin, draft=f"{number:032x}", typed_at=present_moment)
        for number in range(MOST_DRAFTS)
    )
    keep(lin, draft="f" * 32)
    assert texts(lin) == ["Ports", "Ports"]


def test_a_mark_lives_as_long_as_a_browser_holds_its_text(lin: User) -> None:
    drop_saved(lin, [f"{DRAFT}:1"])
    Autosave.objects.update(typed_at=timezone.now() - timedelta(days=29))
    delete_expired()
    assert (keep(lin), texts(lin)) == (False, [])


def test_a_mark_goes_after_that(lin: User) -> None:
    drop_saved(lin, [f"{DRAFT}:1"])
    Autosave.objects.update(typed_at=timezone.now() - timedelta(days=31))
    assert delete_expired() == 1


def test_a_mark_counts_from_the_save(lin: User) -> None:
    keep(lin)
    Autosave.objects.update(typed_at=timezone.now() - timedelta(days=10))
    saved = Autosave.objects.get()
    drop_saved(lin, [f"{saved.draft}:{saved.revision}"])
    assert delete_expired() == 0


def test_a_command_deletes_what_expired(lin: User) -> None:
    keep(lin)
    Autosave.objects.update(typed_at=timezone.now() - Autosave.LIFE - timedelta(hours=1))
    output = StringIO()
    call_command("clean_autosaves", stdout=output)
    assert (output.getvalue(), Autosave.objects.count()) == ("1 unsaved texts deleted.\n", 0)


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("/admin/people/person/add/", "新增嘉宾"),
        ("/admin/forum/sitesettings/1/change/", "站点设置"),
        ("/admin/people/person/1/change/", "Green Ports"),
    ],
)
def test_a_page_without_a_record_of_many_is_named_in_the_reader_s_language(
    lin: User, page: str, title: str
) -> None:
    keep(lin, page=page)
    with translation.override("zh-hans"):
        assert [offer.title for offer in list_offers(lin)] == [title]
