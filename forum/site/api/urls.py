"""The public addresses with those of the interface, which loads with its first reader."""

from django.urls import path

from forum.site import urls as public
from forum.site.api.lean_loading import without_test_tools

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
