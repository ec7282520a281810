"""Django's settings, made from the options an operator sets (see `options.py` and docs/operate.md)."""

from pathlib import Path

import django_stubs_ext
from csp.constants import NONE, SELF

from navet.config.logs import logging_settings
from navet.config.options import options

django_stubs_ext.monkeypatch()

HOUSE = Path(__file__).resolve().parent.parent

SECRET_KEY = options.key
DEBUG = options.debug
DEMO = options.demo
MODELS = options.models
ENCODER = options.encoder_socket
SHELVES = options.shelves_folder
EMBEDDINGS_URL = options.embeddings_url
EMBEDDINGS_MODEL = options.embeddings_model
EMBEDDINGS_DIMENSION = options.embeddings_dimension
GRAPH_FROM = options.graph_from
EMBEDDINGS_KEY = options.embeddings_key
METRICS_TOKEN = options.metrics_token
STAFF_SECOND_FACTOR = options.staff_second_factor
ALLOWED_HOSTS = list(options.hosts)
BASE_URL = options.address
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL.startswith("https://") else []
USE_TZ = True
TIME_ZONE = options.time_zone
FORMAT_MODULE_PATH = "navet.kit.formats"
LANGUAGE_CODE = "en"
LOCALE_PATHS = [HOUSE / "config" / "locale"]
LANGUAGES = [("en", "English"), ("nb", "Norsk bokmål"), ("sv", "Svenska")]
ROOT_URLCONF = "navet.config.urls"
AUTH_USER_MODEL = "directory.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "navet.kit.forms.Rendering"

# From the bottom of the tower to the top.
MODULES = [
    "kit",
    "hubs",
    "journal",
    "directory",
    "imports",
    "stateaid",
    "funding",
    "budgets",
    "questionnaires",
    "catalogue",
    "assessments",
    "mixing",
    "timetable",
    "encoding",
    "vectors",
    "gatherings",
    "matching",
    "subscriptions",
    "casework",
    "audits",
    "reporting",
    "desk",
    "front",
]
MODULES = [name for name in MODULES if (HOUSE / name / "apps.py").exists()]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "procrastinate.contrib.django",
    # Before the libraries whose pages ours replace.
    *(f"navet.{name}" for name in MODULES),
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django.forms",  # last, so that our own controls are found before Django's
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "navet.hubs.middleware.ChooseHub",
    "navet.kit.middleware.SayWhy",
    "navet.kit.middleware.SayWhyToMachines",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "navet.directory.doors.keep_in_hub",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

# Partials outside, cotton inside: their own automatic set-ups overwrite each other.
_LOADERS = [
    (
        "template_partials.loader.Loader",
        [
            (
                "django.template.loaders.cached.Loader",
                [
                    "django_cotton.cotton_loader.Loader",
                    "django.template.loaders.filesystem.Loader",
                    "django.template.loaders.app_directories.Loader",
                ],
            )
        ],
    )
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HOUSE / "config" / "templates"],
        "OPTIONS": {
            "loaders": _LOADERS,
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "navet.kit.templatetags.controls",
                "navet.kit.templatetags.told",
                "navet.kit.templatetags.look",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "navet.directory.doors.here",
            ],
        },
    }
]
COTTON_DIR = "cotton"

_DATABASE = options.database.as_django()
# A slip or two in a word still finds it; PostgreSQL's own threshold forgives less (pg_trgm, F.35.3).
_CONNECTING = {
    "pool": {"min_size": 1, "max_size": options.threads + 2},
    "options": "-c pg_trgm.word_similarity_threshold=0.45",
}
DATABASES = {
    "default": _DATABASE
    | {
        "OPTIONS": _DATABASE["OPTIONS"] | _CONNECTING,
        "CONN_MAX_AGE": 0,
    }
}
RUNTIME_ROLE = options.app_database.user

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = options.production
SESSION_COOKIE_AGE = 14 * 24 * 3600
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# Sign-in without a password: a code by e-mail, or a passkey.
ACCOUNT_ADAPTER = "navet.directory.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "navet.directory.adapters.ProviderAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Signing in by a code sent to an address is the proof of that address: nothing more is asked.
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ALLOW_UNVERIFIED_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGOUT_ON_GET = False
# An address the identity provider has verified is the person we know by that address.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        # Binds the provider's answer to the browser that asked (RFC 9700, 2.1.1): the nonce's work, for any provider.
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "own",
                "name": options.oidc_name,
                "client_id": options.oidc_client,
                "secret": options.oidc_secret,
                "settings": {"server_url": options.oidc_issuer},
            }
        ]
        if options.oidc_issuer
        else [],
    }
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Seconds for which a sign-in is proof enough to see or change what keeps the login.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not options.production
USERSESSIONS_TRACK_ACTIVITY = False

EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if options.email_url else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = options.letters_folder
if options.email_url:
    EMAIL_HOST, EMAIL_PORT = options.email_url.host, options.email_url.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = options.email_url.user, options.email_url.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = options.email_url.starttls, options.email_url.tls
DEFAULT_FROM_EMAIL = options.from_email

STATIC_URL = "/static/"
STATIC_ROOT = options.state / "static"
MEDIA_ROOT = options.files_folder
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if options.production or options.demo
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not (options.production or options.demo)

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if options.trusted_proxy else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_BYTES = 20 * 1024 * 1024
REGISTER_URLS = {"NO": options.brreg_url}

LOGGING = logging_settings(options.log, options.log_level)
