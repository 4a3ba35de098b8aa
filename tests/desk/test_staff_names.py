"""How a member of staff is named: in the log, in revisions, in notices."""

import pytest

from people.models import User


@pytest.mark.parametrize(
    ("first", "last", "whole"), [("岚", "李", "李岚"), ("Lan", "Li", "Lan Li"), ("", "", "")]
)
def test_a_chinese_name_stands_surname_first(first: str, last: str, whole: str) -> None:
    assert User(first_name=first, last_name=last).get_full_name() == whole


@pytest.mark.parametrize(("last", "name"), [("李", "李岚"), ("", "lan")])
def test_who_has_no_name_stands_under_the_login(last: str, name: str) -> None:
    first = "岚" if last else ""
    assert str(User(username="lan", first_name=first, last_name=last)) == name
