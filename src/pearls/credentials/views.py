"""The keys and credentials of this site, for everybody: a page that looks one over, and files for machines."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pearls.credentials import labels, papers, queries
from pearls.credentials.models import Credential
from pearls.credentials.rules.proofs import moment_of
from pearls.kernel.clock import utc_now
from pearls.kernel.signing import did_key, public_of_multikey
from pearls.web.downloads import attachment
from pearls.web.gates import public


@public
@require_safe
def credential(request: HttpRequest, ref: str) -> HttpResponse:
    """Whether a credential holds, what it says, and its files."""
    now = utc_now()
    found = _credential(ref)
    report = queries.report_on(found, now=now)
    context = {
        "credential": found,
        "said": found.document,
        "achievement": found.document["credentialSubject"]["achievement"],
        "report": report,
        "finding": labels.FINDINGS[report.finding],
        "valid_from": moment_of(report.valid_from),
        "valid_until": moment_of(report.valid_until),
        "did_key": did_key(public_of_multikey(found.multikey)),
        "address": f"credential-{ref}.json",
    }
    return render(request, "credentials/credential.html", context)


@public
@require_safe
def credential_json(request: HttpRequest, ref: str) -> HttpResponse:
    return _json(_credential(ref).document, "application/vc")


@public
@require_safe
def credential_jwt(request: HttpRequest, ref: str) -> HttpResponse:
    return attachment(_credential(ref).jwt.encode(), f"credential-{ref}.jwt", "application/jwt")


@public
@require_safe
def badge(request: HttpRequest, ref: str, kind: str) -> HttpResponse:
    """The picture that carries its credential."""
    document = _credential(ref).document
    if kind == "svg":
        return attachment(papers.badge_svg(document).encode(), f"badge-{ref}.svg", "image/svg+xml")
    if kind == "png":
        return attachment(papers.badge_png(document), f"badge-{ref}.png", "image/png")
    raise Http404


@public
@require_safe
def status_list(request: HttpRequest) -> HttpResponse:
    """Which credentials were taken back: one bit for each, and no word of which is whose."""
    document = queries.signed_status_list(now=utc_now())
    if document is None:
        raise Http404
    return _json(document, "application/vc")


@public
@require_safe
def did_document(request: HttpRequest) -> HttpResponse:
    """The public keys of this site (did:web)."""
    return _json(queries.did_document(), "application/did+json")


def _credential(ref: str) -> Credential:
    found = queries.visible_credential(ref, now=utc_now())
    if found is None:
        raise Http404
    return found


def _json(document: Mapping[str, Any], mime: str) -> HttpResponse:
    response = HttpResponse(json.dumps(document, ensure_ascii=False, indent=1) + "\n", content_type=mime)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
