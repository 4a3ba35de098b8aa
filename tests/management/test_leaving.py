"""A command that is ended from outside goes its way back, whole."""

import signal
from collections.abc import Iterator

import pytest

from forum.management.localized_command import leave_properly

SIGNALS = (signal.SIGTERM, signal.SIGHUP)


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    """Give each signal its default, and back what it had."""
    former = {number: signal.signal(number, signal.SIG_DFL) for number in SIGNALS}
    yield
    for number, handler in former.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_ends_the_command_with_its_code(number: signal.Signals) -> None:
    leave_properly(3)
    with pytest.raises(SystemExit) as exit_info:
        signal.raise_signal(number)
    assert exit_info.value.code == 3


def test_a_signal_that_is_ignored_stays_so() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    leave_properly()
    assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN


@pytest.mark.parametrize("second", SIGNALS)
def test_a_second_signal_does_not_break_the_way_back(second: signal.Signals) -> None:
    leave_properly()
    with pytest.raises(SystemExit):
        signal.raise_signal(signal.SIGTERM)
    assert signal.raise_signal(second) is None
