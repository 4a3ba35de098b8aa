"""What is typed into whichever form of the desk is there again, in a real Chromium."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import at_the_desk
from tests.support.desk_forms import FORMS, form_addresses, make_records

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

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


@pytest.fixture
def desk(page: Page, live_server: Any) -> Iterator[Page]:
    with at_the_desk(page, live_server.url) as editor:
        yield editor


def type_into(desk: Page, kind: str, name: str, value: str) -> None:
    field = desk.locator(f'[name="{name}"]')
    if kind == "text":
        field.first.fill("输入的内容 7")
    elif kind == "search":
        field.locator("+ .select2").click()
        desk.locator(".select2-results__option[aria-selected]").first.click()
    elif kind == "tick":
        field.and_(desk.locator(f'[value="{value}"]')).first.check()
    else:
        field.first.select_option(value)


def holds(desk: Page, kind: str, name: str, value: str) -> bool:
    field = desk.locator(f'[name="{name}"]')
    if kind == "text":
        return field.first.input_value() == "输入的内容 7"
    if kind == "tick":
        return field.and_(desk.locator(f'[value="{value}"]')).first.is_checked()
    return bool(field.first.input_value()) if kind == "search" else field.input_value() == value


@pytest.mark.parametrize("name", FORMS)
def test_what_is_typed_is_offered_again(desk: Page, live_server: Any, name: str) -> None:
    address = form_addresses(make_records())[name]
    # The rich texts come a moment after the page.
    desk.goto(live_server.url + address, wait_until="networkidle")
    fields: list[list[str]] = desk.evaluate(FIELDS)
    for field in fields:
        type_into(desk, *field)
    editors = desk.locator(".prose-editor .ProseMirror[contenteditable=true]:visible")
    is_rich = editors.count() > 0
    if is_rich:
        editors.first.click()
        desk.keyboard.insert_text("正文 8")
    expect(desk.locator("html[data-dirty]")).to_be_attached()
    expect(desk.locator("html:not([data-unkept])")).to_be_attached()
    desk.reload(wait_until="networkidle")
    again = desk.get_by_role("button", name="Restore what you typed at")
    expect(again).to_have_count(max(1, len(fields)))
    for _field in range(again.count()):
        again.first.click()
    assert [holds(desk, *field) for field in fields] == [True] * len(fields)
    if is_rich:
        expect(editors.first).to_contain_text("正文 8")
