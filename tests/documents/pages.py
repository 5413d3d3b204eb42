"""A room above, as small as can be: the pages of one document for whoever signs in by a header. For tests only."""

from collections.abc import Mapping

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import include, path, reverse

from pearls.documents import views
from pearls.documents.models import Document
from pearls.kernel.actor import Actor, ActorKind
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import YES, Verdict, no
from pearls.web.gates import public


def actor_of(request: HttpRequest) -> Actor:
    name = request.GET.get("as") or request.COOKIES.get("as") or "Anna"
    return Actor(kind=ActorKind.PERSON, ref=f"person:{name.lower()}", name=name)


def document_of(ref: str) -> Document:
    return get_object_or_404(Document.objects.select_related("form_version"), ref=ref)


def urls_of(document: Document) -> views.DocumentUrls:
    ref = document.ref
    return views.DocumentUrls(
        section=lambda name: reverse("section", args=[ref, name]),
        autosave=reverse("autosave", args=[ref]),
        presence=reverse("presence", args=[ref]),
        choose=lambda rival: reverse("choose", args=[ref, rival]),
        history=lambda question: reverse("history", args=[ref, question]),
        file=lambda file: reverse("file", args=[ref, file]),
    )


def may_edit(document: Document) -> Verdict:
    return no("document-closed") if document.closed_at else YES


@public
def section(request: HttpRequest, ref: str, name: str) -> HttpResponse:
    document = document_of(ref)
    response = views.section_page(
        request,
        actor=actor_of(request),
        document=document,
        section_id=name,
        urls=urls_of(document),
        template="section.html",
        sees_private=True,
        may_edit=may_edit(document),
        now=utc_now(),
    )
    response.set_cookie("as", actor_of(request).name)
    return response


@public
def autosave(request: HttpRequest, ref: str) -> HttpResponse:
    return views.autosave(request, actor=actor_of(request), document=document_of(ref), now=utc_now())


@public
def presence(request: HttpRequest, ref: str) -> HttpResponse:
    name = request.POST.get("section", "")
    return views.presence(request, actor=actor_of(request), document=document_of(ref), section_id=name, now=utc_now())


@public
def choose(request: HttpRequest, ref: str, rival: str) -> HttpResponse:
    document = document_of(ref)
    return views.choose(
        request,
        actor=actor_of(request),
        document=document,
        rival_ref=rival,
        urls=urls_of(document),
        now=utc_now(),
    )


@public
def history(request: HttpRequest, ref: str, question: str) -> HttpResponse:
    def names(refs: frozenset[str]) -> Mapping[str, str]:
        return {one: one.removeprefix("person:").title() for one in refs}

    return render(request, "history.html", views.history_context(document_of(ref), question, names))


@public
def file(request: HttpRequest, ref: str, name: str) -> HttpResponse:
    return views.stored_file(document_of(ref), name)  # type: ignore[return-value]


@public
def blank(request: HttpRequest, ref: str) -> HttpResponse:
    return render(request, "blank.html", views.blank_context(document_of(ref).form))


urlpatterns = i18n_patterns(
    path("", include("pearls.web.urls")),
    path("d/<str:ref>/blank/", blank, name="blank"),
    path("d/<str:ref>/autosave/", autosave, name="autosave"),
    path("d/<str:ref>/presence/", presence, name="presence"),
    path("d/<str:ref>/choose/<str:rival>/", choose, name="choose"),
    path("d/<str:ref>/history/<str:question>/", history, name="history"),
    path("d/<str:ref>/file/<str:name>/", file, name="file"),
    path("d/<str:ref>/<str:name>/", section, name="section"),
)
