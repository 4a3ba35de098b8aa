"""The sitemap: one file while the site is small, else an index of one file a section."""

from django.contrib.sitemaps import views
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import conditional_page

from forum.site.record_lookup import public_page
from forum.site.sitemap_sections import SECTIONS, is_large

# Records that one file may list; it then weighs some 300 kB.
SMALL = 500


@public_page
@conditional_page
def sitemap(request: HttpRequest) -> HttpResponseBase:
    if is_large(SECTIONS.values(), SMALL):
        return views.index(request, SECTIONS, sitemap_url_name="sitemap-section").render()
    return views.sitemap(request, SECTIONS).render()


@public_page
@conditional_page
def section(request: HttpRequest, section: str) -> HttpResponseBase:
    return views.sitemap(request, SECTIONS, section).render()
