"""`python -m sangkien.start`: check, prepare the state folder, then become the web server."""

import os
import sys

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from sangkien import transport
from sangkien.refusal import in_one_sentence


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkien.settings")
    os.umask(0o077)  # what is made below holds people's data
    with in_one_sentence():
        django.setup()
        transport.check_port_free(transport.address(production=settings.PRODUCTION))
        prepare()
    serve()


def prepare() -> None:
    """Bring the database and the static files up to date; a second run finds nothing to do."""
    connection.ensure_connection()
    call_command("migrate", interactive=False, verbosity=0)
    load_first_programmes()
    call_command("collectstatic", interactive=False, verbosity=0)
    connection.close()


def load_first_programmes() -> None:
    """Fill an empty database, all or nothing: an interrupted first run leaves it empty, to be filled next."""
    if apps.get_model(settings.FIRST_RUN_MODEL)._default_manager.exists():
        return
    print("Lần chạy đầu: nạp dữ liệu có sẵn…", flush=True)
    with transaction.atomic():
        for command, *arguments in settings.FIRST_RUN_COMMANDS:
            call_command(command, *arguments)


def serve() -> None:
    """Turn this process into gunicorn, so that signals reach it directly."""
    os.chdir(settings.BASE_DIR)
    command = [sys.executable, "-m", "gunicorn", "--config", "python:sangkien.gunicorn", "sangkien.wsgi"]
    sys.stdout.flush()
    os.execv(sys.executable, command)  # noqa: S606  # no shell is meant


if __name__ == "__main__":
    main()
