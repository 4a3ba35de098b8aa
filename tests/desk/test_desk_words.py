"""Words of the desk that come from elsewhere: kinds of findings, days, what Django calls roles."""

import re
from datetime import date, datetime

import polib
import pytest
from django import forms
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import translation
from django.utils.formats import localize

from forum.desk.imports.finding_labels import FINDING_LABELS, finding_label
from forum.desk.script_messages import messages_of_scripts
from forum.models import ImportRun, ImportWarning
from forum.reader.findings import KINDS
from people.models import Person, User
from sessions_app.models import Appearance, Event, Session
from tests.messages import PO
from tests.support import factories as make
from tests.support.admin_forms import make_run, make_warning
from tests.support.desk_client import address

pytestmark = pytest.mark.django_db


def test_each_kind_of_finding_has_words() -> None:
    assert set(FINDING_LABELS) == KINDS


def test_a_kind_is_said_in_chinese() -> None:
    with translation.override("zh-hans"):
        assert finding_label("moderator_conflict") == "主持人前后不一"


def test_a_list_of_warnings_speaks_in_words(admin_client: Client) -> None:
    make_warning(make_run(), kind="no_remarks")
    admin_client.cookies["django_language"] = "zh-hans"
    page = admin_client.get(address(ImportWarning, "changelist")).content.decode()
    assert ("无发言" in page, "no_remarks<" in page, "Message" in page) == (True, False, False)


def test_an_empty_list_of_runs_says_how_to_begin(admin_client: Client) -> None:
    page = admin_client.get(address(ImportRun, "changelist")).content.decode()
    assert "Each import is kept here" in page


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", ["5 November 2023", "5 November 2023, 14:05"]),
     ("zh-hans", ["2023年11月5日", "2023年11月5日 14:05"])],
)  # fmt: skip
def test_days_are_written_as_the_house_does(language: str, said: list[str]) -> None:
    with translation.override(language):
        moments = date(2023, 11, 5), datetime(2023, 11, 5, 14, 5)
        assert [localize(moment) for moment in moments] == said


@pytest.mark.parametrize(
    ("language", "typed"),
    [("en", "2023-11-05"), ("en", "5 November 2023"), ("zh-hans", "2023/11/05"),
     ("zh-hans", "2023-11-05"), ("zh-hans", "2023年11月5日"), ("zh-hans", "2023.11.5")],
)  # fmt: skip
def test_days_are_read_as_documents_print_them(language: str, typed: str) -> None:
    with translation.override(language):
        assert forms.DateField().clean(typed) == date(2023, 11, 5)


def test_roles_are_called_so(admin_client: Client) -> None:
    Group.objects.create(name="Editor")
    admin_client.cookies["django_language"] = "zh-hans"
    page = admin_client.get(address(Group, "changelist")).content.decode()
    assert [word in page for word in ("角色", "权限", "编辑", "认证和授权")] == [
        True, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(("language", "said"), [("en", "2 entries"), ("zh-hans", "共 2 条")])
def test_a_list_counts_its_rows(admin_client: Client, language: str, said: str) -> None:
    make.make_event()
    make.make_event()
    admin_client.cookies["django_language"] = language
    page = admin_client.get("/admin/sessions_app/event/").content.decode()
    assert said in page


def test_a_deletion_names_no_joining_rows(admin_client: Client) -> None:
    appearance = make.make_appearance()
    product = make.make_product()
    product.launched_by.add(appearance)
    page = admin_client.get(address(Appearance, "delete", appearance.pk))
    labels, counts = str(page.context["deleted_objects"]), dict(page.context["model_count"])
    assert ("relationship" in labels, counts) == (False, {"appearances": 1})


def test_the_rights_are_those_of_the_desk(admin_client: Client) -> None:
    page = admin_client.get(address(Group, "add"))
    rights = page.context["adminform"].form.fields["permissions"].queryset
    apps = set(rights.values_list("content_type__app_label", flat=True))
    assert apps == {"auth", "forum", "people", "sessions_app"}


def test_the_calendar_names_its_days_in_chinese() -> None:
    days = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
    with translation.override("zh-hans"):
        messages = messages_of_scripts()
    assert "".join(messages[f"one letter {day}\x04{day[0]}"] for day in days) == "日一二三四五六"


def test_the_lists_of_rights_are_named_in_chinese() -> None:
    with translation.override("zh-hans"):
        messages = messages_of_scripts()
    assert (messages["Available %s"], messages["Chosen %s"]) == ("可用%s", "已选%s")


def test_a_role_heads_its_page_in_chinese(admin_client: Client) -> None:
    admin_client.cookies["django_language"] = "zh-hans"
    role = Group.objects.create(name="Editor")
    page = admin_client.get(address(Group, "change", role.pk))
    assert (str(page.context["original"]), page.context["subtitle"]) == ("编辑", "编辑")


def test_a_role_of_the_site_keeps_its_name(admin_client: Client) -> None:
    own_group, other_group = (Group.objects.create(name=name) for name in ("Editor", "Night shift"))
    forms = [
        admin_client.get(address(Group, "change", role.pk)).context["adminform"].form
        for role in (own_group, other_group)
    ]
    assert ["name" in form.fields for form in forms] == [False, True]


def test_the_rights_are_named_in_chinese(admin_client: Client) -> None:
    admin_client.cookies["django_language"] = "zh-hans"
    role = Group.objects.create(name="Editor")
    page = admin_client.get(address(Group, "change", role.pk)).content.decode()
    assert ("日程 · 活动：增加" in page, "Can add" in page) == (True, False)


def test_a_deletion_asks_in_chinese(admin_client: Client) -> None:
    admin_client.cookies["django_language"] = "zh-hans"
    event = make.make_event(status="draft")
    page = admin_client.get(address(Event, "delete", event.pk)).content.decode()
    assert ("确定要删除活动“绿色港口”吗？" in page, "Are you sure" in page) == (True, False)


def test_no_finding_in_chinese_names_an_option_of_a_command() -> None:
    catalogue = polib.pofile(str(PO))
    options = ("--encoding", "--partial", "manage.py db_worker", "make demo")
    texts = [text for entry in catalogue for text in (entry.msgstr, *entry.msgstr_plural.values())]
    assert [text for text in texts if any(option in text for option in options)] == []


@pytest.mark.parametrize("page", ["changelist", "add"])
def test_choices_load_their_words_and_their_library_once(admin_client: Client, page: str) -> None:
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    html = admin_client.get(address(Session, page)).content.decode()
    scripts = re.findall(r"select2/(?:i18n/)?([\w.-]+)\.js", html)
    assert scripts == ["select2.full.min", "zh-CN"]


def test_what_cannot_be_deleted_is_said_in_chinese_with_a_way_on(admin_client: Client) -> None:
    person = make.make_appearance(person=make.make_person(name_zh_hans="林岚")).person
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    html = admin_client.get(address(Person, "delete", person.pk)).content.decode()
    words = ("嘉宾“林岚”不能删除", "嘉宾出席记录：", "请改用“下线”", "返回该记录")
    assert [phrase in html for phrase in words] == [True] * 4


def test_the_deletion_of_a_role_names_none_of_its_rows(admin_client: Client) -> None:
    group = Group.objects.create(name="Editor")
    group.permissions.set(Permission.objects.all()[:3])
    html = admin_client.get(address(Group, "delete", group.pk)).content.decode()
    assert ("Are you sure" in html, "relationship" in html) == (True, False)


@pytest.mark.parametrize("page", ["delete", "history"])
def test_the_pages_of_a_role_call_it_by_its_chinese_name(admin_client: Client, page: str) -> None:
    role = Group.objects.create(name="Editor")
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    response = admin_client.get(address(Group, page, role.pk))
    words = {"delete": "确定要删除角色“编辑”吗？", "history": "变更历史：编辑"}
    assert words[page] in response.text


def test_a_deletion_lists_what_goes_beside_the_record(admin_client: Client) -> None:
    session = make.make_session()
    lone, whole = (
        admin_client.get(address(type(record), "delete", record.pk)).text
        for record in (session, session.event)
    )
    words = "What is deleted with it:"
    assert (words in lone, words in whole, "Sessions: 1" in whole) == (False, True, True)


def test_what_is_public_says_so_before_it_is_deleted(admin_client: Client) -> None:
    event = make.make_event()
    html = admin_client.get(address(Event, "delete", event.pk)).text
    words = ("once deleted it is gone from the public pages", "what you save here changes at once")
    assert [phrase in html for phrase in words] == [True, False]


def test_rights_to_the_site_s_machinery_are_not_offered(admin_client: Client) -> None:
    form = admin_client.get(address(Group, "add")).context["adminform"].form
    models = {right.content_type.model for right in form.fields["permissions"].queryset}
    assert models & {"permission", "snapshot", "searchentry", "siteidentity", "presence"} == set()


def test_whoever_only_reads_a_form_sees_no_codes(client: Client) -> None:
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_event"))
    event = make.make_event(
        time_zone="Asia/Shanghai", introduction_zh_hans="<p>港口<strong>很好</strong>。</p>"
    )
    client.force_login(reader)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    html = client.get(address(Event, "change", event.pk)).text
    phrases = ("<p>港口<strong>很好</strong>。</p>", "中国 · 上海 (UTC+8)", "&lt;p&gt;", ">Asia/")
    assert [phrase in html for phrase in phrases] == [True, True, False, False]
