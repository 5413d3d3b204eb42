"""The API answers what its description promises, whatever it is asked (schemathesis, in a process of its own)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.database import migrated_file

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.slow
def test_schemathesis_finds_nothing(tmp_path: Path) -> None:
    """In a process of its own, since it brings its own pytest plugin; on the real record, in a folder of its own."""
    script = tmp_path / "run.py"
    script.write_text(SCRIPT)
    (tmp_path / "var").mkdir()
    migrated_file(tmp_path / "var" / "pearls.sqlite3")
    given = {
        **os.environ,
        "PEARLS_VAR_DIR": str(tmp_path / "var"),
        "PEARLS_DATABASE_URL": "",
        "PEARLS_ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
        "DJANGO_SETTINGS_MODULE": "pearls.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }

    done = subprocess.run([sys.executable, str(script)], env=given, cwd=tmp_path, capture_output=True, text=True)

    assert settings.IS_DEMO
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]


SCRIPT = """
import sys
import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django

django.setup()
from django.core.management import call_command
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.places.services import load_demonstration_places, load_places
from pearls.programme.services import load_programme

call_command("migrate", verbosity=0)
for load in (load_places, load_demonstration_places, load_programme):
    load(actor=Actor.system("tests"), now=utc_now())

from pearls.config.wsgi import application


class Quiet(WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


server = make_server("127.0.0.1", 0, application, handler_class=Quiet)
threading.Thread(target=server.serve_forever, daemon=True).start()
from schemathesis.cli import schemathesis

address = f"http://127.0.0.1:{server.server_port}/api/v1/openapi.json"
sys.exit(schemathesis.main(["run", address, "--max-examples", "40", "--seed", "1"], standalone_mode=False) or 0)
"""
