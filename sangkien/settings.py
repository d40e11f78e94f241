"""All settings, read from the environment. Closed by default; DEBUG is always off."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from sangkien import database, environment, transport

BASE_DIR = Path(__file__).resolve().parent.parent
PRODUCTION = environment.profile() == "production"

# State: one folder holds the database, the local key and the collected static files.
SANGKIEN_HOME = environment.home(BASE_DIR)
SECRET_KEY = environment.secret_key(SANGKIEN_HOME, production=PRODUCTION)
SECRET_KEY_FALLBACKS = environment.secret_key_fallbacks()
ALLOWED_HOSTS = environment.allowed_hosts(production=PRODUCTION)
DATABASES = {"default": database.settings(SANGKIEN_HOME, production=PRODUCTION)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEBUG = False

# What `make run` loads when there is no row of this model yet: commands with their arguments, in order.
# In the local profile also what one can try things with: an invented programme with its initiatives, and
# a person of each kind, whose passwords are kept in this file. A production system has none of it.
FIXTURES = BASE_DIR / "fixtures"
FIRST_RUN_MODEL = "units.Programme"
FIRST_RUN_COMMANDS = [
    ["load_programme", str(FIXTURES / "01-trieu-sang-kien")],
    ["load_award_rules", str(FIXTURES / "khen-thuong")],
]
DEMONSTRATION_PEOPLE_FILE = None if PRODUCTION else SANGKIEN_HOME / "tai-khoan-minh-hoa.txt"
if not PRODUCTION:
    FIRST_RUN_COMMANDS += [
        ["load_programme", str(FIXTURES / "minh-hoa")],
        ["create_demonstration_people"],
        ["create_demonstration_dossiers", str(FIXTURES / "minh-hoa" / "initiatives.csv")],
    ]

INSTALLED_APPS = [
    "sangkien",
    "units",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.admin.apps.SimpleAdminConfig",  # without its own search for tables
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_tables2",
    "csp",
    "axes",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "units.middleware.NoStoreMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # slow lines: a page travels in a seventh of its size
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "units.middleware.BodySizeMiddleware",  # before anybody reads the body, also for the token of the form
    "units.middleware.SignInMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "units.middleware.OriginMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "sangkien.urls"
WSGI_APPLICATION = "sangkien.wsgi.application"
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
                "units.views.context.may",
            ],
        },
    }
]

# People
AUTH_USER_MODEL = "units.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: whoever is locked out does not reach the password
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
PASSWORD_HASHERS = ["sangkien.hashers.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "units.domain.accounts.passwords.LengthValidator"},
    {"NAME": "units.domain.accounts.passwords.PredictableValidator"},
]

# Failed sign-ins. Only those of the last quarter of an hour are kept; axes itself deletes older ones.
AXES_HANDLER = "sangkien.lockout.Lockout"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 8
AXES_ADDRESS_FAILURE_LIMIT = 100
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "units.views.accounts.account.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "kept"]  # the log names the address, never who or what was typed
AXES_DISABLE_ACCESS_LOG = True  # our own events say who signed in
AXES_ENABLE_ADMIN = False

# Sessions: the engine itself says when they end.
SESSION_ENGINE = "units.models.session"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# Language
LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False  # figures are formatted once, in Python; keys and years never are
FORMAT_MODULE_PATH = ["sangkien.formats"]

# Static files
STATIC_URL = "/static/"
STATIC_ROOT = SANGKIEN_HOME / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES: dict[str, dict[str, Any]] = {
    # Attached files lie beside the database, never among what the web serves.
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": SANGKIEN_HOME / "tep-dinh-kem",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# The browser's side of security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "units.views.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# A file arrives in memory, never in a temporary file that a sudden end would leave behind; what is longer
# than this is refused before (units/middleware.py).
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024

# TLS ends at this process (TLS_CERT, TLS_KEY) or at a proxy before it (TRUST_PROXY=1).
ENCRYPTION = transport.encryption(production=PRODUCTION)
if ENCRYPTION.by_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    MIDDLEWARE = ["sangkien.proxy.VisitorAddressMiddleware", *MIDDLEWARE]
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"

DJANGO_TABLES2_TEMPLATE = "tables/base.html"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Anyone can send a wrong Host header: it is answered with 400, and not worth a traceback each.
    "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL"}},
}
