"""Every word of the interface is there in Simplified Chinese."""

from tests import messages


def test_the_catalogue_is_complete_and_compiled() -> None:
    assert messages.complaints() == []
