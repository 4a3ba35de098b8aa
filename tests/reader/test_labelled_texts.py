"""Texts that a label names go to the session or the guest they name, or are quoted as unread."""

import pytest

from tests.support.papers import changed, serious

_HEAD = "【致辞环节】\n"
_FRONT = "【基本信息】\n"


def test_a_form_of_address_behind_the_name_changes_nobody() -> None:
    record = changed((_HEAD, f"{_HEAD}发言题目（程砚女士）：桥与村\n"))
    titled = {each.person: dict(each.speech_title) for each in record.appearances}
    assert (titled["cheng-yan"], serious(record)) == ({"zh-hans": "桥与村"}, [])


def test_the_title_of_nobody_s_speech_is_quoted() -> None:
    record = changed((_HEAD, f"{_HEAD}发言题目（周易）：桥与村\n"))
    assert serious(record) == [("not_understood", "发言题目（周易）：桥与村")]


def test_a_summary_above_every_session_is_quoted() -> None:
    record = changed((_FRONT, f"会议综述：桥要常养。\n{_FRONT}"))
    assert ("not_understood", "会议综述：桥要常养。") in serious(record)


def test_an_answer_of_an_office_in_other_words_is_quoted() -> None:
    record = changed((_HEAD, f"{_HEAD}发言审定（程砚）：再议\n"))
    assert serious(record) == [("not_understood", "发言审定（程砚）：再议")]


@pytest.mark.parametrize("line", ["发言审定：已送审", "要点审定（程砚）：已送审"])
def test_an_answer_about_the_points_of_a_guest_or_the_words_of_nobody_is_quoted(line: str) -> None:
    record = changed((_HEAD, f"{_HEAD}{line}\n"))
    assert serious(record) == [("not_understood", line)]
