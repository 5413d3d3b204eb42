"""Django's settings, every one of ours from a `PEARLS_…` variable (see docs/settings.md)."""

import os
import secrets
from pathlib import Path

from pearls.config.env import (
    database_from_url,
    env_address,
    env_choice,
    env_list,
    env_number,
    env_path,
    env_text,
    mail_server_from_url,
)
from pearls.kernel.settings import SettingError

PACKAGE_DIR = Path(__file__).resolve().parent.parent
PROJECT_DIR = PACKAGE_DIR.parent.parent
VAR_DIR = env_path("PEARLS_VAR_DIR", PROJECT_DIR / "var", "Folder for the database file, uploads and the secret key.")

ENV = env_choice(
    "PEARLS_ENV",
    "demo",
    ("demo", "development", "production"),
    "demo: demonstration accounts, no mail leaves the machine. production: neither accounts nor defaults for secrets.",
)
IS_PRODUCTION = ENV == "production"
IS_DEMO = ENV == "demo"
DEBUG = False


def _secret_key() -> str:
    given = env_text("PEARLS_SECRET_KEY", "", "Secret that signs sessions and links; required in production.")
    if given:
        return given
    if IS_PRODUCTION:
        raise SettingError("PEARLS_SECRET_KEY: expected a long random text in production, got nothing")
    file = VAR_DIR / "secret-key"
    try:
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            _write_once(file, secrets.token_urlsafe(48))
        return file.read_text()
    except OSError as problem:
        raise SettingError(
            f"PEARLS_VAR_DIR: expected a folder to write to, got {VAR_DIR}: {problem.strerror}"
        ) from None


def _write_once(file: Path, text: str) -> None:
    """Write the file whole, unless another process, starting at the same moment, has."""
    part = file.with_name(f"{file.name}.{os.getpid()}")
    part.touch(mode=0o600)
    part.write_text(text)
    try:
        os.link(part, file)
    except FileExistsError:
        part.unlink()
    except OSError:  # a file system without links: the later of two processes wins
        part.replace(file)
    else:
        part.unlink()


SECRET_KEY = _secret_key()
BASE_URL = env_address(
    "PEARLS_BASE_URL", "http://127.0.0.1:8000", "Address under which people reach the site, for links in mail."
)
ALLOWED_HOSTS = env_list("PEARLS_ALLOWED_HOSTS", "127.0.0.1,localhost", "Host names the server answers to.")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
DEMO_PASSWORD = env_text("PEARLS_DEMO_PASSWORD", "pearls-demo", "Password of all demonstration accounts.")
OFFICE_NAME = env_text(
    "PEARLS_OFFICE_NAME",
    "",
    "Name of the office that runs this site. While empty, every page and PDF says that it is not the programme's own.",
)
SECURITY_CONTACT = env_text(
    "PEARLS_SECURITY_CONTACT", "security@localhost", "Mail address for reports of weaknesses, shown in security.txt."
)
OPEN_DATA_CONTACT = env_text(
    "PEARLS_OPEN_DATA_CONTACT",
    "open-data@example.invalid",
    "Mail address that harvesters of the open data are told, as OAI-PMH asks; the default is nobody's.",
)
MAIL_SERVER = mail_server_from_url(
    env_text(
        "PEARLS_SMTP_URL",
        "",
        "Mail server, as smtp://user:password@host:port, or smtps:// for one encrypted from the start; empty: no mail.",
    )
)
MAIL_FROM = env_text("PEARLS_MAIL_FROM", "pearls@localhost", "Sender address of all mail.")
UPLOAD_MAX_MB = env_number("PEARLS_UPLOAD_MAX_MB", 20, "Largest file that may be uploaded, in megabytes.", least=1)

DATABASES = {
    "default": database_from_url(
        env_text("PEARLS_DATABASE_URL", "", "sqlite:///file or postgresql://user:password@host/name; default: a file."),
        default_file=VAR_DIR / "pearls.sqlite3",
    )
}
MEDIA_ROOT = env_path("PEARLS_MEDIA_DIR", VAR_DIR / "media", "Folder for private uploads.")
KEY_DIR = env_path(
    "PEARLS_KEY_DIR", VAR_DIR / "keys", "Folder for the secret keys that sign; no backup holds them, keep a copy apart."
)
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "pearls.files.handlers.CarefulUploadHandler",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOMS = [
    "pearls.web",
    "pearls.db",
    "pearls.jobs",
    "pearls.audit",
    "pearls.mail",
    "pearls.files",
    "pearls.credentials",
    "pearls.documents",
    "pearls.places",
    "pearls.people",
    "pearls.today",
    "pearls.programme",
    "pearls.calls",
    "pearls.selection",
    "pearls.titles",
    "pearls.practices",
    "pearls.news",
    "pearls.calendar",
    "pearls.learning",
    "pearls.seed_money",
    "pearls.plans",
    "pearls.mentoring",
    "pearls.exchange",
    "pearls.network",
    "pearls.complaints",
    "pearls.site",
    "pearls.api",
    "pearls.cli",
]
INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "csp",
]
AUTH_USER_MODEL = "pearls_people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Pages are small, lines are slow. It pads answers at random, so their length gives no secret away.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "pearls.web.middleware.CarefulHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "pearls.files.middleware.UploadLimitMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "pearls.web.middleware.NoNulMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pearls.programme.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "pearls.config.urls"
WSGI_APPLICATION = "pearls.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "pearls.web.context.page",
            ],
        },
    }
]

LANGUAGES = [
    ("en", "English"),
    ("lv", "Latviešu"),
    ("lt", "Lietuvių"),
    ("et", "Eesti"),
    ("fi", "Suomi"),
    ("sv", "Svenska"),
    ("da", "Dansk"),
    ("pl", "Polski"),
    ("de", "Deutsch"),
    ("nb", "Norsk bokmål"),
]
LANGUAGE_CODE = "en"
USE_I18N = True
FORMAT_MODULE_PATH = "pearls.web.locale_formats"
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns where it is missing, and warnings are errors in tests
# What breaks is told where the process speaks, with its trace; without this Django tells nobody outside of debugging.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},  # a page that is not there is no news
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "pearls.web.assets.StaticStorage"},
}
STATICFILES_FINDERS = ["pearls.web.assets.BundleFinder", "pearls.web.assets.RoomFinder"]
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "site:today"
LOGOUT_REDIRECT_URL = "people:sign-in"
ACCOUNT_ADAPTER = "pearls.people.handlers.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_ANONYMOUS_REDIRECT_URL = "people:sign-in"
ACCOUNT_SESSION_REMEMBER = True
# By address of the network too, yet wide: a whole town hall has one. The key is the account's address.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,6/5m/key",
    "signup": "30/m/ip",
    "reset_password": "30/m/ip,5/m/key",
    "confirm_email": "1/3m/key",
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# One cache for all processes, since rate limits are counted in it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "pearls_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
CSRF_FAILURE_VIEW = "pearls.web.problems.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 31_536_000 if IS_PRODUCTION and BASE_URL.startswith("https:") else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
