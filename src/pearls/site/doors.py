"""The doors at the root that machines and newcomers knock on: no language in front of them, no session behind."""

from datetime import timedelta
from xml.sax.saxutils import quoteattr

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pearls.kernel.clock import utc_now
from pearls.kernel.languages import COMPLETE_LANGUAGES, DEFAULT_LANGUAGE
from pearls.site import metrics, queries, readiness
from pearls.web.gates import public

# A map may name 50,000 addresses and weigh 50 MB; each page stands in it for each language, with all its languages.
PAGES_A_PART = 20_000
SECURITY_TXT_VALID_FOR = timedelta(days=180)


@public
@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """Lead a reader to the home page in their own language: chosen before, or asked for by the browser, or English."""
    language = translation.get_language_from_request(request)
    with translation.override(language):
        response = HttpResponseRedirect(reverse("site:home"))
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    response["Cache-Control"] = "private, max-age=0"
    return response


@public
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: the process answers. It asks nothing of the database, which may be the one that is ill."""
    return JsonResponse({"status": "alive"}, headers={"Cache-Control": "no-store"})


@public
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready, 200, once every migration is applied and the programme's data are in; else 503 with what is missing."""
    missing = readiness.missing_parts()
    body: dict[str, object] = {"status": "not-ready", "missing": missing} if missing else {"status": "ready"}
    return JsonResponse(body, status=503 if missing else 200, headers={"Cache-Control": "no-store"})


@public
@require_safe
def metrics_page(request: HttpRequest) -> HttpResponse:
    """Numbers for Prometheus; none of them about a person."""
    text = metrics.as_prometheus_text(metrics.collect())
    return HttpResponse(text, "text/plain; version=0.0.4; charset=utf-8", headers={"Cache-Control": "no-store"})


@public
@require_safe
@cache_control(public=True, max_age=3600)
def robots_txt(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *"]
    shut = ("account", "applications", "complaints", "office", "assess", "panels", "today")
    lines += [f"Disallow: /*/{path}/" for path in shut]
    lines += [f"Sitemap: {settings.BASE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), "text/plain; charset=utf-8")


@public
@require_safe
@cache_control(public=True, max_age=3600)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116); the date of expiry is a fresh one on every day of service."""
    expires = (utc_now() + SECURITY_TXT_VALID_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{settings.SECURITY_CONTACT}",
        f"Expires: {expires.strftime('%Y-%m-%dT%H:%M:%SZ')}",
        "Preferred-Languages: en, lv",
    ]
    if settings.BASE_URL.startswith("https://"):  # the standard takes no other address
        lines.append(f"Canonical: {settings.BASE_URL}/.well-known/security.txt")
    lines.append("")
    return HttpResponse("\n".join(lines), "text/plain; charset=utf-8")


@public
@require_safe
@cache_control(public=True, max_age=3600)
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """Every public page in the languages that are complete, each naming the others.

    Where there are more than one file may name, the map names its parts, `?part=1` and so on.
    """
    pages, wanted = list(queries.public_pages(utc_now())), request.GET.get("part", "")
    count = -(-len(pages) // PAGES_A_PART)
    if not wanted and count > 1:
        return _sitemap_of_parts(count)
    if wanted and wanted not in map(str, range(1, count + 1)):
        raise Http404
    start = (int(wanted or 1) - 1) * PAGES_A_PART
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for name, kwargs in pages[start : start + PAGES_A_PART]:
        addresses = {language: _address(name, kwargs, language) for language in COMPLETE_LANGUAGES}
        alternates = "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(address)}/>'
            for language, address in [*addresses.items(), ("x-default", addresses[DEFAULT_LANGUAGE])]
        )
        parts += [f"<url><loc>{quoteattr(address)[1:-1]}</loc>{alternates}</url>" for address in addresses.values()]
    parts.append("</urlset>\n")
    return HttpResponse("\n".join(parts), "application/xml; charset=utf-8")


def _sitemap_of_parts(count: int) -> HttpResponse:
    address = f"{settings.BASE_URL}/sitemap.xml?part="
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(f"<sitemap><loc>{address}{number}</loc></sitemap>" for number in range(1, count + 1)),
        "</sitemapindex>\n",
    ]
    return HttpResponse("\n".join(lines), "application/xml; charset=utf-8")


def _address(name: str, kwargs: dict[str, str], language: str) -> str:
    with translation.override(language):
        return settings.BASE_URL + reverse(name, kwargs=kwargs)
