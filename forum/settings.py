"""The site's settings: the world is read here, once, and nowhere else.

Development needs nothing. Production (``DEBUG=0``) refuses to start without what it needs.
See .env.example for every variable.
"""

import os
import re
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from forum import embedded
from forum import environment as env
from forum.core.countries import OVERRIDES
from forum.core.field_labels import column_label
from forum.core.public_folders import PRIVATE_FILE, PRIVATE_FOLDER, PUBLIC_FILE, PUBLIC_FOLDER
from forum.database.addresses import for_plans, for_pooler, for_replica, for_requests, from_url

BASE_DIR = Path(__file__).resolve().parent.parent

# 1 in wsgi.py and asgi.py, where requests are answered; commands may take all the time they need.
SERVING = env.flag("SERVING", False)
# A server that lost its environment must not show tracebacks, nor serve an embedded database.
if SERVING and "DEBUG" not in os.environ:
    raise ImproperlyConfigured(
        "DEBUG is not set. A server is told what it serves: set DEBUG=0 and the variables of "
        ".env.example for production, or DEBUG=1 for development."
    )
DEBUG = env.flag("DEBUG", True)

DEVELOPMENT_KEY = "development-only-key-it-signs-nothing-of-value"
SECRET_KEY = env.production_value(
    "SECRET_KEY", "set it to a random text of at least 50 characters that you keep secret."
)
if not DEBUG and (
    len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5 or SECRET_KEY == DEVELOPMENT_KEY
):
    raise ImproperlyConfigured(
        "SECRET_KEY is too short or too simple: set a random text of at least 50 characters."
    )
SECRET_KEY = SECRET_KEY or DEVELOPMENT_KEY
# Former keys: what they signed and encrypted holds until they are taken away here.
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")

env.production_value("ALLOWED_HOSTS", "name the host names that visitors use, parted by commas.")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
if not DEBUG and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is “*”: name the host names that visitors use.")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

DATABASE_URL = env.production_value(
    "DATABASE_URL", "set it to postgresql://user:password@host:5432/name."
)
# Data that is made at run time: the embedded database, media, private files.
DATA_DIR = Path(env.text("DATA_DIR") or BASE_DIR / ".data").absolute()
EMBEDDED_DATABASE = not DATABASE_URL

SERVER_THREADS = env.number("SERVER_THREADS", 8, least=1)
STATEMENT_TIMEOUT = env.number("STATEMENT_TIMEOUT", 10_000, least=0)

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        # A new connection for each request was two to nine times slower. The development server's
        # threads end with their visitor: what they kept stayed open until no more could be had.
        "CONN_MAX_AGE": 600 if SERVING else 0,
        "CONN_HEALTH_CHECKS": True,
        **(from_url(DATABASE_URL) if DATABASE_URL else embedded.connection(DATA_DIR)),
    }
}
# A server that follows the first: searches and pages made for one visitor are read there.
DATABASE_REPLICA_URL = env.text("DATABASE_REPLICA_URL")
if DATABASE_REPLICA_URL:
    DATABASES["replica"] = {
        **DATABASES["default"],
        **from_url(DATABASE_REPLICA_URL, "prefer-standby"),
        "TEST": {"MIRROR": "default"},
    }
# A pooler in transaction mode stands between, such as PgBouncer.
DATABASE_POOLER = env.flag("DATABASE_POOLER", False)
if DATABASE_REPLICA_URL and not DATABASE_POOLER:
    for_replica(DATABASES["default"])
for _database in DATABASES.values():
    if DATABASE_POOLER:
        for_pooler(_database)
    else:
        for_plans(_database)
    if SERVING:
        for_requests(
            _database,
            threads=SERVER_THREADS,
            statement_timeout=STATEMENT_TIMEOUT,
            has_pooler=DATABASE_POOLER,
        )

INSTALLED_APPS = [
    # Before the admin, whose templates it replaces.
    "unfold.apps.BasicAppConfig",
    "modeltranslation",
    # Before the tasks, whose worker it replaces by one that outlives its database.
    "forum.apps.ForumConfig",
    "django_tasks_db",
    "sessions_app.apps.ProgrammeConfig",
    "people.apps.PeopleConfig",
    "forum.apps.DeskConfig",
    # For its words in Chinese.
    "allauth",
    "forum.apps.SignInConfig",
    "forum.apps.ProvidersConfig",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    # Static files are served in development as in production: by WhiteNoise, compressed.
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.forms",
    "django_countries",
    "django_prose_editor",
    "imagefield",
]

MIDDLEWARE = [
    "forum.observability.request_ids.RequestIdMiddleware",
    "forum.site.probes.ProbeMiddleware",
    "forum.site.public_addresses.PublicAddressesMiddleware",
    # A page that is published needs nothing of all that follows.
    "forum.delivery.publishing.middleware.PublishedPagesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "forum.core.middleware.PermissionsPolicyMiddleware",
    "forum.core.middleware.CompressionMiddleware",
    "forum.site.collected_files.CollectedFilesMiddleware",
    "forum.site.api.cross_origin.CrossOriginMiddleware",
    "forum.core.middleware.RevalidationMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "forum.site.errors.TroubleMiddleware",
    # Before the sessions: what reads no cookie adds no Vary: Cookie.
    "forum.core.languages.LanguageMiddleware",
    "forum.core.middleware.AdminSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "forum.core.middleware.AdminCsrfMiddleware",
    "forum.core.middleware.AdminTextMiddleware",
    "forum.core.middleware.AdminAuthenticationMiddleware",
    "forum.core.middleware.AdminMessageMiddleware",
    "forum.desk.accounts.middleware.AdminAccountMiddleware",
    "forum.desk.unmoved_files.UnmovedFilesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "forum.urls"
WSGI_APPLICATION = "forum.wsgi.application"
AUTH_USER_MODEL = "people.User"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "forum.desk.theme_templates.CompactThemeLoader",
                    ],
                )
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
            "libraries": {"desk": "forum.desk.template_tags"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.csp",
            ],
        },
    }
]

# Widgets look for their templates where pages do, so that ours go before the theme's.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Mail: letters go into the queue of tasks, from where the worker sends them. Without a server
# development prints them, and production sends none.
MAIL_IS_SENT = bool(env.text("EMAIL_HOST"))
# Where the site is found, for links in mails and for the identifiers that libraries harvest.
SITE_ADDRESS = env.text("SITE_ADDRESS").rstrip("/") or (
    "http://127.0.0.1:8000" if DEBUG else f"https://{ALLOWED_HOSTS[0].lstrip('.')}"
)
# The address of a group's robot, and whose: wecom, dingtalk or feishu.
NOTICE_HOOK = env.text("NOTICE_HOOK")
NOTICE_HOOK_KIND = env.choice("NOTICE_HOOK_KIND", "wecom", "dingtalk", "feishu")
if NOTICE_HOOK and not NOTICE_HOOK.startswith("https://"):
    # Its value is not printed: the address holds the robot's key.
    raise ImproperlyConfigured("NOTICE_HOOK is no address with https: write https://…")
# Who runs the site, and is told where it fails: nobody needs an account or the database for that.
OPERATOR_MAIL = env.text("OPERATOR_MAIL")
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "forum@localhost")
_PRINTING = f"django.core.mail.backends.{'console' if DEBUG else 'dummy'}.EmailBackend"
MAILERS = {
    "default": {"BACKEND": "forum.desk.notifications.mail_queue.QueuedMailBackend"},
    "direct": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": env.text("EMAIL_HOST"),
            "port": env.number("EMAIL_PORT", 25, least=1),
            "username": env.text("EMAIL_HOST_USER"),
            "password": env.text("EMAIL_HOST_PASSWORD"),
            "use_tls": env.flag("EMAIL_USE_TLS", False),
            "use_ssl": env.flag("EMAIL_USE_SSL", False),
            "timeout": 20,
        },
    },
}
if not MAIL_IS_SENT:
    MAILERS = {name: {"BACKEND": _PRINTING} for name in MAILERS}

# Who enters the desk: accounts are made by an administrator, nobody signs up.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "forum.desk.accounts.adapters.StaffAccountAdapter"
ACCOUNT_FORMS = {"login": "forum.desk.accounts.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Whether an address belongs to an account is nobody's business.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Of one account and of one network address, in all processes together: counted in the cache, which
# lies in the database. Reached, they lock for that time; the second factor's codes count too.
SIGN_IN_ATTEMPTS = env.number("SIGN_IN_ATTEMPTS", 5, least=1)
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": f"{SIGN_IN_ATTEMPTS * 6}/10m/ip,{SIGN_IN_ATTEMPTS}/10m/key",
    "account_failed": f"{SIGN_IN_ATTEMPTS}/10m/key",
    "reset_password": "20/h/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "forum_cache",
        # Full, it throws counts of attempts away that hold still, the lowest keys first: by default
        # after 300, which a few addresses make in a minute. The daily work deletes what is over.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
MFA_ADAPTER = "forum.desk.accounts.adapters.StaffFactorAdapter"
MFA_FORMS = {"authenticate": "forum.desk.accounts.forms.SecondStepForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
# A browser takes a passkey from https only, and from its own machine.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
# Minutes without a page after which one signs in again, days after which a password is changed:
# 0 for never. Offices under rules of graded protection set both.
IDLE_MINUTES = env.number("IDLE_MINUTES", 0, least=0)
PASSWORD_MAX_DAYS = env.number("PASSWORD_MAX_DAYS", 0, least=0)
# Single sign-on with an OpenID Connect provider; off unless the address is set.
SINGLE_SIGN_ON = env.text("OIDC_ISSUER")
# What the button says beside “Sign in with”; "" for a general word.
SINGLE_SIGN_ON_NAME = env.text("OIDC_NAME")
# Whether the provider vouches for each address of mail, even if it does not say so.
SINGLE_SIGN_ON_TRUSTS_MAIL = env.flag("OIDC_TRUST_EMAIL", False)
SOCIALACCOUNT_ADAPTER = "forum.desk.accounts.adapters.SingleSignOnAdapter"
# A policy for forms would have to name the provider's host; a link needs none.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, object]] = {"openid_connect": {"APPS": []}}
if SINGLE_SIGN_ON:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "sso",
            "name": SINGLE_SIGN_ON_NAME,
            "client_id": env.required_value("OIDC_CLIENT_ID", "OIDC_ISSUER"),
            "secret": env.required_value("OIDC_CLIENT_SECRET", "OIDC_ISSUER"),
            "settings": {"server_url": SINGLE_SIGN_ON},
        }
    ]

# Languages. A third one takes its line here, makemigrations and migrate.
LANGUAGES = [
    ("zh-hans", _("Simplified Chinese")),
    ("en", _("English")),
]
# Language -> those in which its readers are shown what it lacks, before the original's; for
# example {"ar": ("en", "fr")}.
LANGUAGE_FALLBACKS: dict[str, tuple[str, ...]] = {}
# Readers of other languages are served in English; records are written in Chinese first.
LANGUAGE_CODE = "en"
MODELTRANSLATION_DEFAULT_LANGUAGE = "zh-hans"
MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME = column_label
MODELTRANSLATION_FALLBACK_LANGUAGES = tuple(code for code, _name in LANGUAGES)
LANGUAGE_COOKIE_PATH = "/admin/"
LANGUAGE_COOKIE_AGE = 31_536_000
SESSION_COOKIE_PATH = "/admin/"
CSRF_COOKIE_PATH = "/admin/"
MESSAGE_STORAGE = "forum.desk.message_storage.DeskMessageStorage"
CSRF_FAILURE_VIEW = "forum.desk.refusals.csrf_failure"
FORMAT_MODULE_PATH = "forum.core.formats"
LOCALE_PATHS = [BASE_DIR / "forum" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.time_zone("TIME_ZONE", "Asia/Shanghai")

COUNTRIES_OVERRIDE = OVERRIDES

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_ROOT = DATA_DIR / "private"
# Pages for trouble, written beforehand: the web server shows them when the site cannot answer.
ERROR_PAGES_ROOT = DATA_DIR / "errors"
# Public pages as files.
PUBLISH_ROOT = DATA_DIR / "published"
# Buckets of an object storage, for several application hosts; without these, folders.
S3_ENDPOINT = env.text("S3_ENDPOINT")
S3_PUBLIC_BUCKET = env.text("S3_PUBLIC_BUCKET")
S3_PRIVATE_BUCKET = env.text("S3_PRIVATE_BUCKET")
if bool(S3_PUBLIC_BUCKET) != bool(S3_PRIVATE_BUCKET) or (
    S3_PUBLIC_BUCKET and S3_PUBLIC_BUCKET == S3_PRIVATE_BUCKET
):
    raise ImproperlyConfigured(
        "S3_PUBLIC_BUCKET and S3_PRIVATE_BUCKET go together: name two buckets, or none."
    )
STORAGES: dict[str, dict[str, Any]] = {
    name: {
        "BACKEND": f"forum.core.storage.{kind}",
        "OPTIONS": {"file_permissions_mode": file, "directory_permissions_mode": folder},
    }
    for name, kind, file, folder in (
        ("default", "PictureStorage", PUBLIC_FILE, PUBLIC_FOLDER),
        ("private", "PrivateStorage", PRIVATE_FILE, PRIVATE_FOLDER),
        ("offline", "OfflineStorage", PRIVATE_FILE, PRIVATE_FOLDER),
    )
} | {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "forum.site.collected_files.CollectedFilesStorage"
    },
}
if S3_PUBLIC_BUCKET:
    STORAGES |= {
        name: {
            "BACKEND": f"forum.object_storage.{kind}",
            "OPTIONS": {
                "bucket_name": bucket,
                "location": folder,
                "endpoint_url": S3_ENDPOINT or None,
                "signature_version": "s3v4",
                "addressing_style": "path" if S3_ENDPOINT else "auto",
                "file_overwrite": False,
                "default_acl": None,
            },
        }
        for name, kind, bucket, folder in (
            ("default", "PictureObjects", S3_PUBLIC_BUCKET, ""),
            ("private", "ObjectStorage", S3_PRIVATE_BUCKET, ""),
            ("offline", "ObjectStorage", S3_PRIVATE_BUCKET, "offline"),
        )
    }
IMAGEFIELD_BIN_DEPTH = 2
# What development has and the demo keeps, which shows errors as a site in service does.
STYLEGUIDE = DEBUG
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG

# Kept in the database, done by ``db_worker``.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# The proceedings and Word records that visitors have asked for; each is made anew when missing.
PROCEEDINGS_ROOT = DATA_DIR / "proceedings"
# Where fonts lie that the machine has not installed; the proceedings need Noto CJK.
FONTS_DIR = env.text("FONTS_DIR")

# The admin's theme: the site's own red and warm greys, no font of another's.
# On every page of the desk, in this order; lists and boards add their own.
DESK_SHEETS = (
    "theme", "fields", "versions", "photos", "imports", "forms", "programme", "publishing", "grid",
    "glossary", "autosave",
)  # fmt: skip

UNFOLD = {
    "SITE_TITLE": _("Editors' desk"),
    "SITE_HEADER": _("Editors' desk"),
    "SITE_URL": lambda _request: reverse("home"),
    "ACCOUNT": {"navigation": "forum.desk.accounts.menu.links"},
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda _request: static("img/mark.svg")}
    ],
    "STYLES": [lambda _request, name=name: static(f"css/desk/{name}.css") for name in DESK_SHEETS],
    "SCRIPTS": [
        lambda _request, name=name: static(f"js/desk/{name}.js") for name in ("theme", "files")
    ],
    "LANGUAGES": {"action": lambda _request: reverse("admin:set_language")},
    "DASHBOARD_CALLBACK": "forum.desk.dashboard.fill",
    "SHOW_BACK_BUTTON": True,
    "SIDEBAR": {"show_search": True},
    "BORDER_RADIUS": "4px",
    "COLORS": {
        "primary": {
            "50": "#fbf3f1",
            "100": "#f7e4e0",
            "200": "#efcac2",
            "300": "#e3a596",
            "400": "#d17763",
            "500": "#b8513b",
            "600": "#8c2f22",
            "700": "#78281d",
            "800": "#64231b",
            "900": "#542119",
            "950": "#2e0e0a",
        }
    },
}

# How often one address may ask the read interface in a minute.
API_REQUESTS_PER_MINUTE = env.number("API_REQUESTS_PER_MINUTE", 120, least=1)

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "forum.desk.saving_faults.WaitingFileHandler",
]
# Where large ones wait: on the disk where they will lie, not in memory as /tmp may be.
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "uploads"
# The largest document, scan or product file that is taken; pictures have a limit of their own.
DOCUMENT_MAX_BYTES = env.number("DOCUMENT_MAX_MEGABYTES", 50, least=1) * 1024 * 1024
# The largest recording that is taken: some two hours as browsers play them.
RECORDING_MAX_BYTES = env.number("RECORDING_MAX_MEGABYTES", 500, least=1) * 1024 * 1024

# The public pages: own origin only, no inline script or style. The admin widens this for itself.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
# What no page of ours asks a browser for.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "camera", "display-capture", "geolocation", "gyroscope",
        "hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb", "browsing-topics",
    )
)  # fmt: skip
SILENCED_SYSTEM_CHECKS = [
    # Forms are guarded, by AdminCsrfMiddleware, where there are forms.
    "security.W003",
    # Whether subdomains are https only is their own operators' to say.
    "security.W005", "security.W021",
    # A site may send no mail; check_site says so.
    "mail.E001",
    # The folder for large uploads is made when the first one comes.
    "files.E001",
]  # fmt: skip
# Where somebody who found a weakness writes to: mailto:… or https://…; /.well-known/security.txt.
SECURITY_CONTACT = env.text("SECURITY_CONTACT")
BEHIND_PROXY = env.flag("BEHIND_PROXY", False)
if not DEBUG:
    SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True

# The address whose pages are published as files; "": none, every page is made when it is asked for.
# Templates are edited in development: there nothing is published but in the demo.
_HAS_HTTPS = not DEBUG and (BEHIND_PROXY or SECURE_SSL_REDIRECT)
PUBLISH_ADDRESS = os.environ.get(
    "PUBLISH_ADDRESS",
    "" if DEBUG else f"http{'s' * _HAS_HTTPS}://{ALLOWED_HOSTS[0].lstrip('.')}",
)
# 1: beside each published page as gzip one as Brotli, for a web server that hands those out.
PUBLISH_BROTLI = env.flag("PUBLISH_BROTLI", False)

# How a shared cache in front is told which pages end, and for how many seconds it may show a page
# (deploy/varnish.vcl). One that is not told asks again after a second.
CDN_PURGE_ADDRESS = env.text("CDN_PURGE_ADDRESS")
CDN_MAX_AGE = env.number("CDN_MAX_AGE", 1, least=0)
if CDN_MAX_AGE > 1:
    env.required_value("CDN_PURGE_ADDRESS", "CDN_MAX_AGE above 1")

# text: lines for people; json: an object a line. Neither holds who asked.
LOG_FORMAT = env.choice("LOG_FORMAT", "text", "json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"()": "forum.observability.log_lines.TextLines"},
        "json": {"()": "forum.observability.log_lines.JsonLines"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
# What Prometheus shows at /metrics; without it there is no such address.
METRICS_TOKEN = env.text("METRICS_TOKEN")
# Where the processes of a server put their counts: ``manage.py serve`` sets it for them.
METRICS_DIR = env.text("PROMETHEUS_MULTIPROC_DIR")
# Services outside that are told of errors and of times, and of nobody who asked.
SENTRY_DSN = env.observing_value("SENTRY_DSN", "sentry_sdk")
if SENTRY_DSN and not re.fullmatch(r"https?://[^/@\s]+@[^/@\s]+/(?:\S+/)?\d+", SENTRY_DSN):
    # Its value is not printed: it holds a key.
    raise ImproperlyConfigured(
        "SENTRY_DSN is no address of a project: copy it from there, https://KEY@HOST/NUMBER."
    )
TRACES_ADDRESS = env.observing_value("OTEL_EXPORTER_OTLP_ENDPOINT", "opentelemetry")
if TRACES_ADDRESS and not TRACES_ADDRESS.startswith(("http://", "https://")):
    raise ImproperlyConfigured(
        f"OTEL_EXPORTER_OTLP_ENDPOINT is “{TRACES_ADDRESS}”; write an address with http or https, "
        "as http://127.0.0.1:4318."
    )
env.choice("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
TRACES_NAME = env.text("OTEL_SERVICE_NAME", "forum-record")
