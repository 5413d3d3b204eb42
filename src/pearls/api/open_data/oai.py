"""The door of `/oai`: a question comes by GET or POST, the answer is one XML document, and so is a refusal."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from pearls.api.open_data.asking import Asked, Refusal, read
from pearls.api.open_data.harvesting import answer, stamp
from pearls.kernel.clock import utc_now
from pearls.practices.papers.markup import child, document, element, plain
from pearls.web.gates import public

OAI = "http://www.openarchives.org/OAI/2.0/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
MIME = "text/xml; charset=UTF-8"
UNTRUSTED = ("badVerb", "badArgument")  # then the question is not repeated


@public
@csrf_exempt  # reads only, whoever sends it
@require_http_methods(["GET", "HEAD", "POST"])
def harvest(request: HttpRequest) -> HttpResponse:
    """Answer a harvester."""
    given = request.POST if request.method == "POST" else request.GET
    now, asked, refused = utc_now(), Asked(""), None
    root = _envelope(stamp(now))
    try:
        asked = read([(str(name), [str(value) for value in values]) for name, values in given.lists()])
        answer(root, asked, now)
    except Refusal as refusal:
        refused = refusal
        for begun in root[2:]:
            root.remove(begun)
        child(root, "error", refusal.words, code=refusal.code)
    if refused is None or refused.code not in UNTRUSTED:
        for name, value in (("verb", asked.verb), *asked.arguments.items()):
            root[1].set(name, plain(value))
    response = HttpResponse(document(root), content_type=MIME)
    response["Cache-Control"] = "no-store"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _envelope(now: str) -> Any:
    root = element(OAI, "OAI-PMH", {None: OAI}, SCHEMA)
    child(root, "responseDate", now)
    child(root, "request", f"{settings.BASE_URL}/oai")
    return root
