"""The public addresses with those of the interface, which loads with its first reader."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from django.core.signals import setting_changed
from django.urls import path

from forum.site import urls as public


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


with without_test_tools():
    from forum.site.api.endpoints import answer_nothing, api

handler400 = public.handler400
handler403 = public.handler403
handler404 = public.handler404
handler500 = public.handler500

urlpatterns = [
    path("api/v1/", api.urls),
    path("api/v1/<path:path>", answer_nothing),
    *public.urlpatterns,
]
