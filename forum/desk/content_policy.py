"""The content security policy of the desk's pages, wider than that of the public ones."""

from django.utils.csp import CSP
from django.views.decorators.csp import csp_override

# The editor needs an import map, an inline script that the nonce lets through, and writes a style
# element of its own; the theme's Alpine reads its expressions with eval. Everything is ours:
# nothing is fetched from another host.
POLICY: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE, CSP.UNSAFE_EVAL],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:"],
    "media-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
with_desk_policy = csp_override(POLICY)
