from typing import Any

from django.db import migrations

from forum.desk.accounts.secret_box import decrypt, renew_factors


def encrypt_secrets(apps: Any, schema_editor: Any) -> None:
    """Encrypt the secrets of second factors that were stored as they are."""
    renew_factors(apps.get_model("mfa", "Authenticator"))


def decrypt_secrets(apps: Any, schema_editor: Any) -> None:
    for factor in apps.get_model("mfa", "Authenticator").objects.all():
        for name in {"secret", "seed"} & factor.data.keys():
            factor.data[name] = decrypt(factor.data[name])
        factor.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0032_refused_schedules"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(encrypt_secrets, decrypt_secrets)]
