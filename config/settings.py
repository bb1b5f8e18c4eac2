"""Every setting, from the environment, loud when missing or wrong. `.env.example` lists them all."""

import os
from datetime import date, timedelta
from pathlib import Path

from config import logs, reporting, schema
from config.databases import databases
from config.env import Environment
from config.keys import local_key

BASE_DIR = Path(__file__).resolve().parent.parent
# What we write is for this user only: the database file, its log and backups hold notes about people.
os.umask(0o077)

(BASE_DIR / "var").mkdir(exist_ok=True)

env = Environment()  # SECRET_KEY_FILE=/run/secrets/… works for any setting
if (BASE_DIR / ".env").exists():
    env.read_env(BASE_DIR / ".env")

DEBUG: bool = env.bool("DEBUG", default=False)
DEMO: bool = env.bool("DEMO", default=False)  # made-up people, and their passwords on the sign-in page
LOCAL: bool = DEBUG or DEMO  # on one machine, for one person: plain http, localhost, a key of its own
HTTPS: bool = env.bool("HTTPS", default=not LOCAL)
SECRET_KEY: str = env.str("SECRET_KEY", default=local_key(BASE_DIR / "var" / "secret-key")) if LOCAL else env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])  # earlier keys, while what they signed is still about
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if LOCAL else [])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# What links in e-mails begin with: a page knows its own address, a mail has to be told.
ORIGIN: str = env.origin("ORIGIN", ALLOWED_HOSTS, "https" if HTTPS else "http", env.str("PORT", default="8000") if LOCAL else "")
BUILD: str = env.str("BUILD", default="dev")  # which release this is; phones are told

INSTALLED_APPS = [
    "coaching",
    "cards",
    "accounts",
    "config",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

# Headers and the request id come first, so that answers of WhiteNoise and errors carry them too.
MIDDLEWARE = [
    "config.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "config.headers.ResponseHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.StillSignedIn",
    "config.middleware.SignInRequired",
    "accounts.middleware.SecondFactorRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.HtmxRedirects",
    "config.middleware.PlainCopies",
    "cards.blanks.OneLookup",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.static", "django.templatetags.i18n", "config.ui", "cards.blanks"],
        },
    }
]

# --- database -----------------------------------------------------------------------------------------------------
DATABASES = databases(env, BASE_DIR / "var" / "floorwalk.sqlite3")
DATABASE_ROUTERS = ["config.replica.HeavyReads"]
# HR's exports: the most rows of one, how many a person takes in a minute, and how many go on at once, as each keeps a thread busy.
EXPORT_MOST_ROWS: int = env.int("EXPORT_MOST_ROWS", default=5_000_000)
EXPORTS_A_MINUTE: int = env.int("EXPORTS_A_MINUTE", default=5)
EXPORTS_AT_ONCE: int = env.int("EXPORTS_AT_ONCE", default=3)
ROSTERS_A_MINUTE: int = env.int("ROSTERS_A_MINUTE", default=10)  # files that one person has looked at
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by all workers and replicas: the sign-in throttle counts in it.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

# --- people -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_RESET_TIMEOUT = 3600
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LEAKED_PASSWORDS: str = env.leaked("LEAKED_PASSWORDS")  # a file of their hashes; empty: Django's 20,000 common ones alone
PASSWORD_WORDS: list[str] = ["floorwalk", *env.list("PASSWORD_WORDS", default=[])]  # what nobody here may build a password on
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.leaked.NotLeaked"},
    {"NAME": "accounts.passwords.NotTheFirstGuess"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by the organisation, nobody signs up
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_REQUIRED = False  # to change a password asks for the old one anyway
ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * env.int("PROOF_MINUTES", default=10)  # see accounts/proof.py
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "accounts.second_factor.SecondFactor"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Floorwalk"
MFA_TOTP_TOLERANCE = 0  # a code is remembered as used for one period: accepted for longer, it could be used twice
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL
# Who has to have a second factor; names as in `Role.Name`. Nobody in a demo.
SECOND_FACTOR_ROLES: list[str] = env.list("SECOND_FACTOR_ROLES", default=[] if LOCAL else ["hr", "designer", "administrator"])
ACCOUNT_RATE_LIMITS = {"own_record_link": "60/300s/ip"}  # beside allauth's own; a whole site may share one address
ALLAUTH_TRUSTED_PROXY_COUNT: int = env.int("TRUSTED_PROXIES", default=0)

# How long a browser stays signed in: unused, and at all. Shorter for whoever holds a role (docs/decisions/0024).
FLOOR_IDLE = timedelta(hours=env.int("FLOOR_IDLE_HOURS", default=24))
FLOOR_END = timedelta(days=env.int("FLOOR_END_DAYS", default=14))
DESK_IDLE = timedelta(minutes=env.int("DESK_IDLE_MINUTES", default=30))
DESK_END = timedelta(hours=env.int("DESK_END_HOURS", default=12))
SESSION_COOKIE_AGE = int(FLOOR_END.total_seconds())
# Company single sign-on: docs/sign-in.md says what to enter where.
OIDC_ISSUER: str = env.issuer("OIDC_ISSUER", plain=LOCAL)
OIDC_NAME: str = env.str("OIDC_NAME", default="your company")
OIDC_MAKES_ACCOUNTS: bool = env.bool("OIDC_MAKES_ACCOUNTS", default=False)
OIDC_ROLES_CLAIM: str = env.str("OIDC_ROLES_CLAIM", default="groups")
OIDC_ROLES: dict[str, str] = env.dict("OIDC_ROLES", default={})
SOCIALACCOUNT_ADAPTER = "accounts.company.CompanyAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "accounts.company.Company",
        "APPS": [
            {
                "provider_id": "company",
                "name": OIDC_NAME,
                "client_id": env.str("OIDC_CLIENT_ID", default=""),
                "secret": env.str("OIDC_CLIENT_SECRET", default=""),
                "settings": {"server_url": OIDC_ISSUER, "fetch_userinfo": False},
            }
        ],
    }
}

SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
MESSAGE_STORAGE = "config.toasts.ToastCookie"

# --- how long things are kept (docs/privacy.md) -----------------------------------------------------------------------
KEEP_WORDS_MONTHS: int = env.months("KEEP_WORDS_MONTHS", default=6)  # notes and all that is typed beside a chat
KEEP_STEPS_MONTHS: int = env.months("KEEP_STEPS_MONTHS", default=12, least=KEEP_WORDS_MONTHS)  # whose chats and steps they were
KEEP_LOG_MONTHS: int = env.months("KEEP_LOG_MONTHS", default=24, least=12)  # who looked, who took files out
# Who was erased, by a number and a keyed digest: it must not lie where backups of the database do. Empty: no such file.
ERASED_FILE: str = env.str("ERASED_FILE", default="") or str(BASE_DIR / "var" / "erased.jsonl")
REQUESTS_A_MINUTE: int = env.int("REQUESTS_A_MINUTE", default=30)  # of all who write at /privacy/ask/ together
# Days on which nobody works, beside weekends: a request that is due on one is due on the next working day.
HOLIDAYS: frozenset[date] = frozenset(date.fromisoformat(day) for day in env.list("HOLIDAYS", default=[]))
PRIVACY_CONTACT: str = env.str("PRIVACY_CONTACT", default="")  # whom to ask or complain to: an e-mail address

# --- headers ------------------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT: bool = HTTPS and env.bool("HTTPS_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'", *env.origins_of(OIDC_ISSUER)],  # the button leads there by a redirect
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "microphone", "geolocation", "payment", "usb", "accelerometer", "gyroscope", "magnetometer")
}

SERVICE_WORKER: bool = env.bool("SERVICE_WORKER", default=True)  # false: phones let go of theirs, and of what it kept

# --- static files -------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default="") or BASE_DIR / "var" / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "config.built.BuiltFinder",  # first: what it makes of a script goes before the script
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "config.leaving_out.WithoutTheAdmin",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "config.storage.StaticStorage"},
}
WHITENOISE_MAX_AGE = 3600

# --- language and time --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"  # for whoever has no team; a team has its own

# --- mail, logs, metrics, API ----------------------------------------------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 5  # seconds: a mail server that does not answer holds up one mail for as long
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="Floorwalk <floorwalk@localhost>")
METRICS_TOKEN: str = env.str("METRICS_TOKEN", default="")  # what Prometheus brings; empty: there is no /metrics
GAUGES = "coaching.gauges.ALL"  # what it says of how much waits
LOGGING_CONFIG = None
logs.configure(level=env.str("LOG_LEVEL", default="INFO"), human=DEBUG)
reporting.configure(env.str("SENTRY_DSN", default=""), build=BUILD)

# Notifications: off without a key (`manage.py push_keys` makes one). Only these services are ever called; browsers name them.
PUSH_PRIVATE_KEY: str = env.push_key("PUSH_PRIVATE_KEY")
PUSH_HOSTS: list[str] = env.list(
    "PUSH_HOSTS",
    default=["fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com", "*.push.apple.com", "*.notify.windows.com"],
)

API_CALLS_A_MINUTE: int = env.int("API_CALLS_A_MINUTE", default=120)  # of one token; a person over all their tokens: twice that
DATA_UPLOAD_MAX_MEMORY_SIZE = 262_144
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.authentication.BearerToken", "accounts.authentication.BrowserSession"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["accounts.throttling.CallsAMinute"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "EXCEPTION_HANDLER": "config.problems.answer",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_METADATA_CLASS": None,  # OPTIONS would tell what every view is called and takes
    "URL_FORMAT_OVERRIDE": None,  # `?format=` is a filter like any other: unknown
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = schema.described(SESSION_COOKIE_NAME)
