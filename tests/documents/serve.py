"""A server of the test's own pages in its own process, so that a test can kill it: python -m tests.documents.serve.

Prints the document's reference and the port, then serves until it is killed. Its database is `PEARLS_DATABASE_URL`.
"""

import socketserver
import sys
import wsgiref.simple_server as simple

import django
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from tests.documents.forms import EVERY_KIND


class Server(socketserver.ThreadingMixIn, simple.WSGIServer):
    daemon_threads = True


class Quiet(simple.WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


def main() -> None:
    settings.ROOT_URLCONF = "tests.documents.pages"
    settings.TEMPLATES[0]["DIRS"] = ["tests/documents/templates"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django.setup()
    ref = sys.argv[1] if len(sys.argv) > 1 else _new_document()
    server = simple.make_server("127.0.0.1", 0, get_wsgi_application(), server_class=Server, handler_class=Quiet)
    print(ref, server.server_port, flush=True)  # noqa: T201 - the test reads it
    server.serve_forever()


def _new_document() -> str:
    from pearls.documents import services  # noqa: PLC0415 - models need django.setup() first
    from pearls.kernel.actor import Actor  # noqa: PLC0415
    from pearls.kernel.clock import utc_now  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    office = Actor.system("tests")
    version = services.publish_form(actor=office, definition=EVERY_KIND, now=utc_now())
    document = services.create_document(actor=office, form_version=version, kind="application", now=utc_now())
    return document.ref


if __name__ == "__main__":
    main()
