"""Minutes of communities: who is called by handles, and items that 议程一：… counts."""

from forum.reader.event_record import EventRecord
from forum.reader.fitness import is_fit
from forum.reader.reading import Shape
from tests.reader.test_prose import read_text

_MINUTES = (
    "会议主题 ：潮汐社区会议第三期\n\n参会人 ：{present}\n\n"
    "议程 1 ：闸门的新版本介绍 @tide-watch\n\n1. 背景：旧闸门在涨潮时响应较慢，渔民多次来信。\n"
    "2. 新闸门已经在南港试用，效果良好。\n\nAction Items\n- 下月在北港试用新的闸门。\n\n"
    "议程二：@林岚分享 Harbour Log 的整理进度\n\n1. 目录已经完成，欢迎大家提意见。\n"
    "2. 图片请找 @王芳 要，写信到 log@harbour.example 即可。\n\n"
    "议程 3：新成员自我介绍\n\n1. 新成员名单：@ada77 (陈砚)\n2. 请 @所有人 下次准时参加。\n"
)
_HANDLES = "tide-watch, ada77, seaWall, Tom Li, 林岚, 8848, mooring9."
_CALLED = "@tide-watch @seaWall @ada77 (陈砚)、@林岚 @王芳"


def _read(present: str) -> EventRecord:
    reading = read_text(_MINUTES.format(present=present))
    assert reading.shape is Shape.MINUTES
    assert is_fit(reading)
    return reading.record


def _names(record: EventRecord) -> set[str]:
    return {"/".join(person.name.values()) for person in record.people}


def test_a_list_of_handles_names_those_who_were_there() -> None:
    assert _names(_read(_HANDLES)) == {
        "tide-watch", "ada77", "seaWall", "Tom Li", "林岚", "mooring9", "王芳",
    }  # fmt: skip


def test_who_is_called_may_have_the_name_beside_the_handle() -> None:
    assert _names(_read(_CALLED)) == {"tide-watch", "seaWall", "陈砚/ada77", "林岚", "王芳"}


def test_counted_items_are_the_sessions_without_whom_they_call() -> None:
    titles = [session.title for session in _read(_CALLED).sessions]
    assert titles == [
        {"zh-hans": "闸门的新版本介绍"}, {"zh-hans": "Harbour Log 的整理进度"},
        {"zh-hans": "新成员自我介绍"},
    ]  # fmt: skip


def test_a_label_names_the_meeting() -> None:
    assert _read(_CALLED).title == {"zh-hans": "潮汐社区会议第三期"}


def test_whom_an_item_calls_is_in_its_session() -> None:
    record = _read(_CALLED)
    places = {session.key: place for place, session in enumerate(record.sessions)}
    names = {person.key: next(iter(person.name.values())) for person in record.people}
    assert [(names[at.person], places[at.session], at.role) for at in record.appearances] == [
        ("tide-watch", 0, "speaker"), ("林岚", 1, "speaker"), ("王芳", 1, "attendee"),
        ("陈砚", 2, "attendee"),
    ]  # fmt: skip


def test_who_is_called_and_not_listed_is_asked_for() -> None:
    reading = read_text(_MINUTES.format(present=_HANDLES))
    asked = {value.path for value in reading.guesses}
    keys = {next(iter(person.name.values())): person.key for person in reading.record.people}
    assert asked == {f"people.{keys['王芳']}.name.zh-hans"}


def test_a_point_that_names_what_a_meeting_is_about_is_no_name_of_it() -> None:
    text = _MINUTES.format(present=_CALLED).replace("1. 目录已经完成", "1. 会议主题：目录已经完成")
    assert read_text(text).record.title == {"zh-hans": "潮汐社区会议第三期"}
