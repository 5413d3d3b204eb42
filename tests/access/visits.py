"""Which pages are looked at: few enough to finish, and every kind of page in every state that the demonstration knows.

Everybody opens the doors of the walk that are theirs and follows the links found there; each form is sent empty, and
as it stands with each of its buttons. A page is looked at when it holds something (an element in its place, of this
class, kind and state) that no page of the same door held before.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from tests.walk.doors import doors
from tests.walk.test_doors import address, is_tried, read
from tests.walk.world import WALKERS, World, taken_back

HOME = "/en/"
# Elements without an end.
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
# What tells two elements in one place apart.
KIND = ("class", "type", "role", "disabled", "checked", "open", "required", "aria-invalid", "aria-current")

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Visit:
    """A page for one walker: what stands at an address, or what is answered to a form that is sent there."""

    walker: str
    path: str
    sent: Fields | None = None

    def path_in(self, language: str) -> str:
        return f"/{language}/{self.path.removeprefix(HOME)}" if self.path.startswith(HOME) else self.path

    def answer(self, client: Client, language: str = "en") -> HttpResponse:
        """What the server says. What a form does is taken back."""
        path, signed_in = self.path_in(language), deepcopy(client.cookies)
        if self.sent is None:
            return read(client.get(path, follow=True))
        data: dict[str, list[str]] = defaultdict(list)
        for name, value in self.sent:
            data[name].append(value)
        with taken_back():
            answer = read(client.post(path, data))
        client.cookies = signed_in
        return answer


@dataclass
class Form:
    """A form that is posted: where to, what stands in it, and its buttons."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def sendings(self) -> Iterator[Fields]:
        yield tuple((name, "") for name in (*self.fields, *dict(self.buttons)))
        for button in self.buttons or [("", "")]:
            yield (*self.fields.items(), button)


class Markup(HTMLParser):
    """What a page holds between header and footer: its parts, links and forms."""

    def __init__(self, answer: HttpResponse, path: str) -> None:
        super().__init__()
        self.path, self.open = path, list[str]()
        self.parts, self.links, self.forms = set[str](), list[str](), list[Form]()
        self.form: Form | None = None
        self.select = ""
        self.feed(answer.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        part = " ".join([tag, *(f"{name}={given[name]}" for name in KIND if name in given)])
        if self.open:
            self._take(tag, given)
            if not any(above.startswith("svg") for above in self.open):  # a drawing is one part
                self.parts.add(" > ".join([*self.open, part]))
        if tag == "main" or (self.open and tag not in VOID):
            self.open.append(part)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        if any(part.split(" ")[0] == tag for part in self.open):
            while self.open.pop().split(" ")[0] != tag:
                pass

    def _take(self, tag: str, given: dict[str, str]) -> None:
        if tag == "a" and "href" in given:
            self.links.append(urljoin(self.path, given["href"]).partition("#")[0])
        if tag == "form" and given.get("method") == "post":
            self.form = Form(urljoin(self.path, given.get("action", "")).partition("#")[0])
            self.forms.append(self.form)
        if self.form:
            self._take_field(self.form, tag, given)

    def _take_field(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "option":
            form.fields[self.select] = form.fields[self.select] or value
        elif tag == "button" and name:
            form.buttons.append((name, value))
        elif tag in ("input", "select", "textarea") and name not in ("", "csrfmiddlewaretoken"):
            form.fields[name] = value
            self.select = name


def door_of(path: str) -> str:
    return resolve(urlsplit(path).path).view_name


def is_page(answer: HttpResponse) -> bool:
    return "html" in answer.headers.get("Content-Type", "") and b"<main" in answer.content


def at_the_doors(world: World) -> Iterator[Visit]:
    """Everybody at each door that is theirs."""
    for walker in WALKERS:
        for door in doors():
            if door.get and walker in door.sees.split() and is_tried(door, walker):
                yield Visit(walker, address(door, world))


def all_visits(world: World, more: Iterable[Visit]) -> dict[Visit, str]:
    """Every visit that shows something new, with the name of its door; `more` are pages that no other links to."""
    clients = {walker: world.client(walker) for walker in WALKERS}
    names = {door.name for door in doors()}
    waiting, tried = deque([*more, *at_the_doors(world)]), set[Visit]()
    seen, found, sent = defaultdict[str, set[str]](set), dict[Visit, str](), set[str]()
    while waiting:
        visit = waiting.popleft()
        if visit in tried or not visit.path.startswith(HOME) or door_of(visit.path) not in names:
            continue
        tried.add(visit)
        answer = visit.answer(clients[visit.walker])
        if not is_page(answer):
            continue
        path = visit.path if visit.sent is not None else answer.request["PATH_INFO"]  # type: ignore[attr-defined]
        door, markup = door_of(path), Markup(answer, path)
        if markup.parts <= seen[door]:
            continue
        seen[door] |= markup.parts
        found[visit] = door
        waiting += [Visit(visit.walker, link) for link in markup.links]
        if visit.sent is None:
            for form in markup.forms:
                # Once each: others with the same fields are answered alike.
                like = f"{door_of(form.action)} {sorted(form.fields)}"
                if like not in sent:
                    sent.add(like)
                    waiting += [Visit(visit.walker, form.action, fields) for fields in form.sendings()]
    return found
