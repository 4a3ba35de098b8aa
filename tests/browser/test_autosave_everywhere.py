"""What is typed into whichever form of the desk is there again, in a real Chromium.

Nor does a form lie in another page, or scroll within another scroll bar.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.sessions.models import Session as SignIn
from django.urls import reverse
from playwright.sync_api import Locator, Page, Request, Route, expect

from forum.models import Autosave
from people.models import User
from tests.browser.desk import at_the_desk, list_nested, sign_in
from tests.support.desk_forms import FORMS, form_addresses, has_own_page, make_records

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Forms of records come from one template and differ in their fields alone: these have between them
# rows, rich texts, files, choices, searches and ticks.
RECORD_FORMS = {
    f"admin:{name}_change"
    for name in (
        "sessions_app_session", "sessions_app_photo", "people_person", "people_user", "auth_group",
        "forum_homepart", "forum_sitesettings",
    )
}  # fmt: skip
TRIED_FORMS = [name for name in FORMS if has_own_page(name) or name in RECORD_FORMS]
# Records are made and thrown away once for each of them.
BATCHES = 2

# Return for each form a field that can be filled in: [its kind, its name, a value of it].
FIELDS = """() => {
    const out = "[data-autosave=off], #changelist-form, #logout-form, .interface-language";
    const isShown = (one) => one.name && !one.disabled && !one.readOnly && one.checkVisibility();
    const isText = (one) => one.matches(":is(input[type=text], input:not([type]), textarea)") &&
        !one.closest(".prose-editor") && !/date|time|_on$|code$/i.test(one.className + one.name);
    const isBox = (one) => one.matches("input:is([type=checkbox], [type=radio])") && !one.checked;
    const isSearch = (one) => one.matches("select.admin-autocomplete");
    const isChoice = (one) => one.matches("select") && one.options.length > 1;
    const kinds = { text: isText, tick: isBox, choice: isChoice, search: isSearch };
    const forms = [...document.querySelectorAll("form[method=post], form[data-autosave=on]")];
    return forms.filter((form) => !form.matches(out)).flatMap((form) => {
        const fields = [...form.elements];
        for (const [kind, fits] of Object.entries(kinds)) {
            const field = fields.find((one) => fits(one) && (kind === "search" || isShown(one)));
            if (field) return [[kind, field.name, field.options?.[1]?.value ?? field.value]];
        }
        return [];
    });
}"""
# The rich texts come a moment after the page.
HAS_EDITORS = """() => [...document.querySelectorAll("[data-django-prose-editor-configurable]")]
    .every((text) => text.id.includes("__prefix__") || text.closest(".prose-editor"))"""
SUBMIT = """([name]) => {
    const place = name ? `[name="${name}"]` : ".prose-editor";
    const form = document.querySelector(place).closest("form");
    form.noValidate = true;
    window.isLeft = true;
    if (form.method === "post") form.requestSubmit();
}"""


@pytest.fixture
def desk(page: Page, live_server: Any) -> Iterator[Page]:
    with at_the_desk(page, live_server.url, refusals=True) as editor:
        editor.on("dialog", lambda dialog: dialog.accept())
        # Other tests compute on the same cores.
        editor.set_default_navigation_timeout(90_000)
        yield editor


class Typed:
    """What is typed into all forms of a page: its fields, and the text that stands in them."""

    def __init__(self, desk: Page, url: str) -> None:
        self.desk, self.url = desk, url
        self.text = self.choice = ""
        self.open()
        self.fields: list[list[str]] = desk.evaluate(FIELDS)
        self.editors = desk.locator(".prose-editor .ProseMirror[contenteditable=true]:visible")
        self.is_rich = self.editors.count() > 0

    def open(self) -> None:
        with self.coming():
            self.desk.goto(self.url)

    @contextmanager
    def coming(self) -> Iterator[None]:
        """Wait for the page until it can offer what was typed, and take up what is typed."""
        with self.desk.expect_response(f"**{reverse('autosave-offers')}**"):
            yield
        self.desk.wait_for_function(HAS_EDITORS)

    def type(self, text: str) -> None:
        self.text = text
        for field in self.fields:
            self._fill(*field)
        if self.is_rich:
            self.editors.first.click()
            self.desk.keyboard.press("Control+A")
            self.desk.keyboard.insert_text(text)
        expect(self.desk.locator("html[data-dirty]")).to_be_attached()

    def _find_tick(self, field: Locator, value: str) -> Locator:
        """Return the tick of a value; one alone says “on”, and has no attribute that does."""
        is_alone = value == "on"
        return (field if is_alone else field.and_(self.desk.locator(f'[value="{value}"]'))).first

    def _fill(self, kind: str, name: str, value: str) -> None:
        field = self.desk.locator(f'[name="{name}"]')
        if kind == "text":
            field.first.fill(self.text)
        elif kind == "search":
            self._search(field)
        elif kind == "tick":
            self._find_tick(field, value).check()
        else:
            field.first.select_option(value)

    def choose(self) -> None:
        """Choose where is searched, before there is no sign-in: without one nothing is found."""
        for kind, name, _value in self.fields:
            if kind == "search":
                self._search(self.desk.locator(f'[name="{name}"]'))

    def _search(self, field: Locator) -> None:
        """Choose once: what was put back is the choice."""
        if self.choice == "":
            field.locator("+ .select2").click()
            self.desk.locator(".select2-results__option[aria-selected=false]").first.click()
            self.choice = field.input_value()

    def submit(self) -> None:
        """Send the first form and wait for what answers; nothing of it is to be stored."""
        sent: list[Request] = []

        def note(request: Request) -> None:
            sent.append(request)

        self.desk.on("request", note)
        self.desk.evaluate(SUBMIT, [name for _kind, name, _value in self.fields])
        self.desk.wait_for_timeout(200)
        self.desk.remove_listener("request", note)
        # A page that comes late would come in the way of the one that is opened next.
        if any(request.is_navigation_request() for request in sent):
            self.desk.wait_for_function("() => !window.isLeft && document.readyState !== 'loading'")

    def restore(self) -> list[str]:
        """Put back what is offered; return what did not come back."""
        offers = self.desk.locator(".autosave-offer:not(.is-settled) button.restore")
        expect(offers).to_have_count(max(1, len(self.fields)))
        for _offer in range(offers.count()):
            offers.first.click()
        lost = [name for kind, name, value in self.fields if not self._holds(kind, name, value)]
        if self.is_rich and self.text not in self.editors.first.inner_text():
            lost.append("rich text")
        return lost

    def _holds(self, kind: str, name: str, value: str) -> bool:
        field = self.desk.locator(f'[name="{name}"]')
        if kind == "text":
            return field.first.input_value() == self.text
        if kind == "tick":
            return self._find_tick(field, value).is_checked()
        return field.input_value() == (self.choice if kind == "search" else value)


def close_the_tab(typed: Typed) -> None:
    typed.type("输入的内容 1")
    typed.desk.goto("about:blank")
    typed.open()


def save_after_the_sign_in_has_ended(typed: Typed) -> None:
    typed.choose()
    SignIn.objects.all().delete()
    typed.type("输入的内容 2")
    typed.submit()
    sign_in(typed.desk, typed.url.partition("/admin/")[0], User.objects.get(username="editor"))
    typed.open()


def save_while_the_server_restarts(typed: Typed) -> None:
    def refuse(route: Route) -> None:
        if route.request.method == "POST":
            route.abort("connectionrefused")
        else:
            route.continue_()

    typed.desk.route("**/*", refuse)
    typed.type("输入的内容 3")
    typed.submit()
    typed.desk.unroute("**/*", refuse)
    typed.open()


def switch_the_language(typed: Typed) -> None:
    typed.type("输入的内容 4")
    language = typed.desk.locator("html").get_attribute("lang") or ""
    switch = typed.desk.locator(".interface-language button:not([aria-current])").first
    with typed.coming():
        switch.click()
        expect(typed.desk.locator(f"html:not([lang={language}])")).to_be_attached()


type Way = Callable[[Typed], None]

WAYS: tuple[Way, ...] = (
    close_the_tab,
    save_after_the_sign_in_has_ended,
    save_while_the_server_restarts,
    switch_the_language,
)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_what_is_typed_is_offered_again_after_one_of_the_ways_in_turn(
    desk: Page, live_server: Any, batch: int
) -> None:
    addresses = form_addresses(make_records())
    lost: dict[str, list[str]] = {}
    nested: dict[str, list[tuple[int, str]]] = {}
    for turn in range(batch, len(TRIED_FORMS), BATCHES):
        name, way = TRIED_FORMS[turn], WAYS[turn // BATCHES % len(WAYS)]
        typed = Typed(desk, live_server.url + addresses[name])
        if has_own_page(name) and (places := list_nested(desk)):
            nested[name] = places
        way(typed)
        if missing := typed.restore():
            lost[f"{name}: {way.__name__}"] = missing
        Autosave.objects.all().delete()
        desk.goto("about:blank")
    assert (lost, nested) == ({}, {})
