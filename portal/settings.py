"""Every setting, each from the environment or a default.

What has no safe default stops the start and says why.

`make run` and `manage.py` set DATABASE_URL, REDIS_URL and the keys by themselves (see
portal/embedded.py); deploy/example.env lists what production sets.
"""

from __future__ import annotations

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

from portal.logs import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def required(name: str, hint: str) -> str:
    """The value of an environment variable that has no default.

    Raises ImproperlyConfigured with the hint.
    """
    if value := env.str(name, ""):
        return value
    raise ImproperlyConfigured(f"{name} is not set. {hint}")


STARTERS = "`make run` and `manage.py` set it; in production set it yourself (deploy/example.env)."

# --- Where we are -------------------------------------------------------------
VAR_DIR = Path(env.str("STANDING_VAR_DIR", str(BASE_DIR / "var")))
EMBEDDED = env.bool("STANDING_EMBEDDED", False)  # demo data is seeded here alone
DEBUG = env.bool("STANDING_DEBUG", False)
SECRET_KEY = required("STANDING_SECRET_KEY", STARTERS)
# The machine's own name too: health checks ask the web process itself.
ALLOWED_HOSTS = [*env.list("STANDING_HOSTS", default=[]), "localhost", "127.0.0.1", "[::1]"]
SITE_URL = env.str("STANDING_SITE_URL", "http://localhost:8000").rstrip("/")
HTTPS = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# --- The firm, as every page names it -----------------------------------------
FIRM_NAME = env.str("STANDING_FIRM_NAME", "Example & Partners (demo)")
FIRM_ADDRESS = env.str("STANDING_FIRM_ADDRESS", "1 Example Plaza, Chicago, Illinois 60601")
FIRM_EMAIL = env.str("STANDING_FIRM_EMAIL", "intake@standing.example")
FIRM_PHONE = env.str("STANDING_FIRM_PHONE", "+1 312 555 0100")
# Mail to somebody who never wrote to the firm names a lawyer who answers for it, and bears the
# label in its subject that some states ask for ("ADVERTISING MATERIAL").
FIRM_LAWYER = env.str("STANDING_FIRM_LAWYER", "Alex Attorney (demo)")
MAIL_LABEL = env.str("STANDING_MAIL_LABEL", "")
# Who the lawyer is and where anybody can look that up, and when the phone is answered.
FIRM_LICENSE = env.str("STANDING_FIRM_LICENSE", "Licensed in Illinois, ARDC no. 0000000 (demo).")
FIRM_LICENSE_ES = env.str(
    "STANDING_FIRM_LICENSE_ES", "Con licencia en Illinois, ARDC n.º 0000000 (demo)."
)
FIRM_BAR_URL = env.str("STANDING_FIRM_BAR_URL", "https://www.iardc.org/Lawyer/Search")
# Where somebody whom the firm turns away can look for another lawyer: name and address of each,
# with a semicolon between them.
_referrals = env.str(
    "STANDING_FIRM_REFERRALS",
    "Illinois Lawyer Finder https://www.isba.org/public/illinoislawyerfinder; "
    "LawHelp.org https://www.lawhelp.org/; "
    "American Bar Association: Find Legal Help "
    "https://www.americanbar.org/groups/legal_services/flh-home/",
)
FIRM_REFERRALS = [row.strip().rsplit(" ", 1) for row in _referrals.split(";") if row.strip()]
# Where "Leave this site" leads.
EXIT_URL = env.str("STANDING_EXIT_URL", "https://www.weather.gov/")
# Times are shown as of here to whoever's own zone is not known.
FIRM_ZONE = env.str("STANDING_FIRM_ZONE", "America/Chicago")
FIRM_HOURS = env.str("STANDING_FIRM_HOURS", "weekdays from 9 a.m. to 5 p.m. Central time")
FIRM_HOURS_ES = env.str(
    "STANDING_FIRM_HOURS_ES", "de lunes a viernes, de 9 a.m. a 5 p.m., hora del centro"
)
# A photo that a visitor without a link of their own can look up; "" for none.
EXAMPLE_LINK = env.str(
    "STANDING_EXAMPLE_LINK",
    "https://www.flickr.com/photos/90000000@N99/90000000000/" if EMBEDDED else "",
)

# --- Keys of the vault --------------------------------------------------------
# "id:base64,id:base64": the first wraps new data keys, the others only open old ones (runbook:
# rotate the master key).
MASTER_KEYS = required("STANDING_MASTER_KEYS", STARTERS)
# Where the wrapped data keys lie, apart from the database (claims/vault/key_store.py).
KEYS_URL = required("STANDING_KEYS_URL", STARTERS)
# No backup, of whatever kind, lives longer. The promise made to people names this number.
BACKUP_DAYS = env.int("STANDING_BACKUP_DAYS", 30)
# For blind indexes; never rotated together with the others.
INDEX_KEY = required("STANDING_INDEX_KEY", STARTERS)

# --- Applications -------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",  # the widgets' templates, for our own renderer
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.flickr",
    "allauth.usersessions",  # where a person is signed in, and how they end it
    "portal",
    "claims.vault",
    "claims.jobs",
    "claims.audit",
    "claims.accounts",
    "claims.datasets",
    "claims.matters",
    "claims.intake",
    "claims.ownership",
    "claims.evidence",
    "claims.interview",
    "claims.assessment",
    "claims.submission",
    "claims.conflicts",
    "claims.correspondence",
    "claims.documents",
    "claims.home",
    "claims.staff",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.logs.RequestLog",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "portal.plain_input.PlainInput",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "claims.accounts.middleware.Language",
    "claims.accounts.middleware.Zone",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "claims.accounts.middleware.NoStoreWhenSignedIn",
    "claims.accounts.middleware.SessionAge",
    "claims.accounts.middleware.AlteredRecord",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
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
                "portal.context.site",
            ],
            "builtins": ["portal.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "portal.forms.Renderer"

# --- Database, cache, broker --------------------------------------------------
DATABASE_URL = required("DATABASE_URL", STARTERS)
# Of the role that owns the tables; `migrate` alone uses it (portal/database_roles.py).
OWNER_DATABASE_URL = env.str("STANDING_OWNER_DATABASE_URL", "")
_database = conninfo_to_dict(DATABASE_URL)
DATABASES = {
    "default": {
        "ENGINE": "portal.postgres",
        "NAME": _database.pop("dbname", ""),
        "USER": _database.pop("user", ""),
        "PASSWORD": _database.pop("password", ""),
        "HOST": _database.pop("host", ""),
        "PORT": _database.pop("port", ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": _database,
    }
}
# Seconds for which a server that restarts is waited for (portal/postgres/base.py).
DATABASE_WAIT = env.float("STANDING_DATABASE_WAIT", 5.0)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = required("REDIS_URL", STARTERS)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"serializer": "portal.cache.JsonSerializer"},
    }
}

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace(
    "?db=", "?virtual_host="
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 30}
CELERY_TASK_IGNORE_RESULT = True  # progress and outcome stand in the Job row
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat")
CELERY_BEAT_SCHEDULE = {
    "resend": {"task": "jobs.resend", "schedule": env.float("STANDING_RESEND_SECONDS", 10.0)},
    "sweep": {"task": "vault.sweep", "schedule": 86_400.0},
    "complete_journal": {"task": "correspondence.complete_journal", "schedule": 86_400.0},
    "tell_of_age": {"task": "correspondence.tell_of_age", "schedule": 3_600.0},
    "remind": {"task": "correspondence.remind", "schedule": 3_600.0},
    "clear_sessions": {"task": "accounts.clear_sessions", "schedule": 86_400.0},
    "watch_law": {"task": "matters.watch_law", "schedule": 3_600.0},
    "watch_failed": {"task": "staff.watch_failed", "schedule": 3_600.0},
    "watch_deadlines": {"task": "staff.watch_deadlines", "schedule": 3_600.0},
    "forget_unconfirmed": {"task": "matters.forget_unconfirmed", "schedule": 86_400.0},
    "anchor": {"task": "accounts.anchor", "schedule": 3_600.0},  # once a day; asked more often
    "seal": {"task": "audit.seal", "schedule": env.float("STANDING_SEAL_SECONDS", 10.0)},
}

# --- Accounts -----------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "after_sign_in"
LOGOUT_REDIRECT_URL = "check"

ACCOUNT_ADAPTER = "claims.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# Our sign-up page leaves the password out; sign-in then offers it.
ACCOUNT_SIGNUP_FIELDS = [
    "email*",
    "password1",
]
ACCOUNT_SIGNUP_FORM_CLASS = "claims.accounts.forms.AdultForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = (
    600  # seconds; OWASP ASVS 6.5.5 wants ten minutes at most
)
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# Six digits: a phone's number pad types them, and offers them from the mail.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_FORMS = {"request_login_code": "claims.accounts.sign_in.LoginCodeForm"}
# Asked for and never sent (claims/accounts/adapters.py): a stranger gets no mail, in the same time.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
# Forms that take an address answer after a whole number of these (claims/accounts/guards.py).
EVEN_SECONDS = env.float("STANDING_EVEN_SECONDS", 0.25)
# How many proxies of ours stand in front: from them alone the visitor's address is taken
# (X-Forwarded-For).
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("STANDING_PROXY_COUNT", 0)
ACCOUNT_RATE_LIMITS = {
    "step_up": "6/10m/user",
    # Of each browser or network for one address, and of all strangers together
    # (claims/accounts/browsers.py). allauth's own count by address alone, with which a stranger
    # locks a person out.
    "mail": "3/m/key",
    "mail_by_strangers": "60/h/key",
    "password": "5/5m/key",
    "password_by_strangers": "100/h/key",
    "request_login_code": "20/m/ip",
    "reset_password": "20/m/ip",
    "login_failed": "10/m/ip",
    "invite": "30/d/user",
    "result": "5/d/key",  # e-mails to one address with what a check found
    "result_twice": "1/m/key",  # the same one: a button that was pressed twice
}
# "Sign in with Flickr" shows that an account is one's own; without a key of Flickr's the way is not
# offered.
FLICKR_URL = env.str("STANDING_FLICKR_URL", "https://www.flickr.com").rstrip("/")
FLICKR_API_URL = env.str("STANDING_FLICKR_API_URL", "https://api.flickr.com/services/rest")
SOCIALACCOUNT_ADAPTER = "claims.ownership.adapters.FlickrAdapter"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 8  # seconds
SOCIALACCOUNT_STORE_TOKENS = False
_flickr_app = {
    "client_id": env.str("STANDING_FLICKR_KEY", ""),
    "secret": env.str("STANDING_FLICKR_SECRET", ""),
}
SOCIALACCOUNT_PROVIDERS = {"flickr": {"APP": _flickr_app}} if _flickr_app["client_id"] else {}

RATES = {  # requests a minute from one address (claims/accounts/throttle.py)
    "check": env.int("STANDING_CHECKS_A_MINUTE", 60),
    "upload": env.int("STANDING_UPLOADS_A_MINUTE", 6),
    "invite": env.int("STANDING_INVITATIONS_A_MINUTE", 6),
    "result": env.int("STANDING_RESULTS_A_MINUTE", 3),
    "interest": env.int("STANDING_INTERESTS_A_MINUTE", 6),
    "api_check": env.int("STANDING_API_CHECKS_A_MINUTE", 60),
    "api_range": env.int(
        "STANDING_API_RANGES_A_MINUTE", 600
    ),  # a private check asks each release once
}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
MFA_ADAPTER = "claims.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Standing"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # passkeys work on http://localhost alone

SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 2 * 60 * 60  # idle seconds
SESSION_ABSOLUTE_AGE = 12 * 60 * 60  # seconds from sign-in
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
if HTTPS:  # the __Host- prefix needs https
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
BROWSER_COOKIE_NAME = "__Host-browser" if HTTPS else "browser"  # claims/accounts/browsers.py
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"

# --- Security -----------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if proxy_header := env.str("STANDING_PROXY_SSL_HEADER", ""):
    SECURE_PROXY_SSL_HEADER = (proxy_header, "https")
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": [],
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # the QR code of the second factor is a data: image
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # bytes; the largest text a form may carry
# Bytes of files in one request, by the name of its page; they stay in memory (portal/uploads.py).
UPLOADS = {
    "flickr_download": 200 * 1024 * 1024,
    "picture": 26 * 1024 * 1024,
    "verify": 21 * 1024 * 1024,
    "claim_uploads": 61 * 1024 * 1024,
}
UPLOADS_AT_ONCE = 600 * 1024 * 1024  # bytes that one web process holds of all requests together
FILE_UPLOAD_HANDLERS = ["portal.uploads.InMemory"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# A folder in memory (tmpfs): bodies wait there until they are whole.
MEMORY_DIR = env.str("STANDING_MEMORY_DIR", "/dev/shm")  # noqa: S108 -- files without a name

# A virus scanner for what people give as evidence: clamd's socket or host:port. Without one nothing
# is scanned.
CLAMD = env.str("STANDING_CLAMD", "")

# --- Mail ---------------------------------------------------------------------
# smtp+tls://user:password@host:587; the demo prints its mail in the terminal.
_mail = env.email_url(
    "STANDING_EMAIL_URL", default="consolemail://" if EMBEDDED else "smtp://localhost:25"
)
EMAIL_BACKEND = _mail["EMAIL_BACKEND"].replace(
    "django.core.mail.backends.smtp.EmailBackend", "claims.accounts.mail.Backend"
)
EMAIL_HOST, EMAIL_PORT = _mail.get("EMAIL_HOST"), _mail.get("EMAIL_PORT")
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = (
    _mail.get("EMAIL_HOST_USER"),
    _mail.get("EMAIL_HOST_PASSWORD"),
)
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = f"{FIRM_NAME} <{FIRM_EMAIL}>"

# --- Files --------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
FONTS_DIR = BASE_DIR / "var" / "fonts"  # cut from the package by portal/fonts.py
STATICFILES_DIRS = [("fonts", FONTS_DIR)]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.str(
            "STANDING_STATIC_STORAGE", "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
FILES_DIR = Path(env.str("STANDING_FILES_DIR", str(VAR_DIR / "files")))  # encrypted documents
# Where the head of the log's chain is written down each day: beside the backups, not in them.
ANCHORS_DIR = Path(env.str("STANDING_ANCHORS_DIR", str(VAR_DIR / "anchors")))
# Backups (portal/backups): where they go, those of the data keys elsewhere; "" for none. They are
# encrypted to the recipient, an age public key, under a role that may copy the database.
BACKUPS_DIR = env.str("STANDING_BACKUPS_DIR", "")
KEY_BACKUPS_DIR = env.str("STANDING_KEY_BACKUPS_DIR", "")
BACKUP_RECIPIENT = env.str("STANDING_BACKUP_RECIPIENT", "")
BACKUP_DATABASE_URL = env.str("STANDING_BACKUP_DATABASE_URL", OWNER_DATABASE_URL)
# A note of what was erased, which a restored backup is held against.
ERASURES_DIR = Path(env.str("STANDING_ERASURES_DIR", str(VAR_DIR / "erasures")))
# To whom the log's head is mailed: two people at least. And who stamps it (RFC 3161), if anybody.
ANCHOR_MAIL = env.list("STANDING_ANCHOR_MAIL", default=[])
TIMESTAMP_URL = env.str("STANDING_TIMESTAMP_URL", "")
# Published dataset releases.
INDEX_DIR = Path(env.str("STANDING_INDEX_DIR", str(VAR_DIR / "index")))
# Counsel's lists of picture hashes.
HASHES_DIR = Path(env.str("STANDING_HASHES_DIR", str(VAR_DIR / "hashes")))

# --- Words and time -----------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
# Ours, then the words of libraries said our way, in English too.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "libraries"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"
LOGGING_CONFIG = None
LOGGING = logging_config(env.str("STANDING_LOG_FORMAT", "console" if EMBEDDED else "json"))
