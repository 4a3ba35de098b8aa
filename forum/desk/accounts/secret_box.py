"""Short secrets that lie encrypted in the database, by a key that is made of SECRET_KEY.

A copy of the database alone opens none of them. What a former key encrypted is read as long as that
stands in SECRET_KEY_FALLBACKS.
"""

import base64
import hashlib
import logging
import secrets
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

logger = logging.getLogger(__name__)

# What is stored without it was stored before secrets were encrypted.
_PREFIX: Final = "fernet:"
# Of an app, and of recovery codes.
_SECRETS: Final = ("secret", "seed")


def encrypt(text: str) -> str:
    """Return a text as it is stored."""
    return _PREFIX + _box().encrypt(text.encode()).decode()


def decrypt(stored: str) -> str:
    """Return the text that was stored; where no key opens it, one that nobody knows."""
    if not stored.startswith(_PREFIX):
        return stored
    from cryptography.fernet import InvalidToken

    try:
        return _box().decrypt(stored.removeprefix(_PREFIX).encode()).decode()
    except InvalidToken:
        logger.exception("No key opens a stored secret: was SECRET_KEY changed without a fallback?")
        return base64.b32encode(secrets.token_bytes(20)).decode()


def renew(stored: str) -> str:
    """Return a stored text encrypted by the present key; one that no key opens as it is."""
    if not stored.startswith(_PREFIX):
        return encrypt(stored)
    from cryptography.fernet import InvalidToken

    try:
        return _PREFIX + _box().rotate(stored.removeprefix(_PREFIX).encode()).decode()
    except InvalidToken:
        return stored


def renew_factors(authenticators: Any) -> int:
    """Encrypt the secrets of second factors by the present key; return of how many.

    authenticators: allauth's model, or what a migration has of it.
    """
    count = 0
    for factor in authenticators.objects.filter(type__in=("totp", "recovery_codes")):
        secrets_of = {name: factor.data[name] for name in _SECRETS if name in factor.data}
        factor.data |= {name: renew(stored) for name, stored in secrets_of.items()}
        factor.save(update_fields=["data"])
        count += bool(secrets_of)
    return count


def _box() -> "MultiFernet":
    # Dear, and only a second step asks for it.
    from cryptography.fernet import Fernet, MultiFernet

    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_derive(key)) for key in keys])


def _derive(key: str) -> bytes:
    """Return a key for this purpose alone: nothing that it encrypts helps to sign."""
    digest = hashlib.sha256(b"forum.desk.accounts.secret_box\0" + key.encode()).digest()
    return base64.urlsafe_b64encode(digest)
