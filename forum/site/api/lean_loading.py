"""What the interface's library loads besides itself."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from django.core.signals import setting_changed


@contextmanager
def without_test_tools() -> Iterator[None]:
    """Let ninja load without what belongs to Django's tests.

    It takes a signal from there that is another module's: unittest, mock and a server came with it,
    3 MB of each process.
    """
    names = ("django.test", "django.test.signals")
    stand_ins = {name: ModuleType(name) for name in names if name not in sys.modules}
    for module in stand_ins.values():
        vars(module)["setting_changed"] = setting_changed
    sys.modules |= stand_ins
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]
