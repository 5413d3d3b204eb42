"""A real mail server on this machine, for tests that read back what was sent."""

import asyncio
import email
from collections.abc import Iterator
from email.policy import default
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from django.test import Client

from pearls.config.env import mail_server_from_url


class Postbox:
    """A mail server that keeps what it takes, and answers as it is told."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, list[str], bytes]] = []
        self.answer = "250 OK"
        self.hang_up = False
        self.refused: dict[str, str] = {}  # what is answered to these recipients

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.hang_up:
            self.hang_up = False
            server.transport.close()
            await asyncio.sleep(0)
            return "250 OK"
        if self.answer.startswith("250"):
            self.mails.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return self.answer


@pytest.fixture
def postbox(settings: Any, free_port: int) -> Iterator[Postbox]:
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port)
    controller.start()
    settings.IS_DEMO = False
    settings.MAIL_SERVER = mail_server_from_url(f"smtp://127.0.0.1:{free_port}")
    settings.BASE_URL = "https://pearls.example"
    settings.MAIL_FROM = "Kultūras pērles <office@pearls.example>"
    yield box
    controller.stop()


def one_click(content: bytes) -> Any:
    """Stop a letter as a mail program does (RFC 8058): one POST to the address in its header, without a session."""
    mail = email.message_from_bytes(content, policy=default)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    (line,) = [line for line in content.split(b"\r\n") if line.startswith(b"List-Unsubscribe: ")]
    address = urlsplit(line.decode().partition(": ")[2].strip("<>"))
    assert address.scheme == "https"
    return Client(enforce_csrf_checks=True).post(address.path, {"List-Unsubscribe": "One-Click"})
