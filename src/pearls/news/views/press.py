"""A Pearl's press kit: facts, map, photos, all of it in one archive, and a form to write to the town."""

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pearls.files import labels as file_labels
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.news import papers, queries
from pearls.news.queries import Kit
from pearls.programme import labels as programme_labels
from pearls.programme import services as programme
from pearls.web import maps
from pearls.web.contact import ContactForm
from pearls.web.downloads import attachment
from pearls.web.gates import actor_of, address_of, public


@public
@require_safe
def kit(request: HttpRequest, key: str) -> HttpResponse:
    """What one needs to write about a Pearl."""
    found = _kit(key)
    context = {
        "place": found.place,
        "titles": found.titles,
        "population": papers.population_of(found.place),
        "about": papers.about_title(),
        "photos": file_labels.with_licences(found.photos),
        "map": maps.locator_map(found.place.lat, found.place.lon, name=found.place.display_name),
        "trail": _trail(found, _("Press kit")),
    }
    return render(request, "news/press.html", context)


@public
@require_safe
def map_svg(request: HttpRequest, key: str) -> HttpResponse:
    """The map of the kit as a file."""
    drawn = papers.map_svg(_kit(key, with_photos=False).place)
    if not drawn:
        raise Http404
    return attachment(drawn.encode(), f"map-{key}.svg", "image/svg+xml")


@public
@require_safe
def kit_zip(request: HttpRequest, key: str) -> FileResponse:
    """Everything in one archive."""
    response = FileResponse(
        papers.kit_zip(_kit(key)), as_attachment=True, filename=f"press-{key}.zip", content_type="application/zip"
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


@public
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, key: str) -> HttpResponse:
    """Write to those who speak for the Pearl or, where nobody does, to the office; no address is shown."""
    found = _kit(key, with_photos=False)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        about = programme.About(
            subject=f"place:{key}",
            title=found.place.display_name,
            link=settings.BASE_URL + reverse("news:press", args=[key]),
            place=found.place,
        )
        sender = programme.Sender(name=typed["name"], email=typed["email"], address=address_of(request))
        try:
            programme.send_message(
                actor=actor_of(request), about=about, sender=sender, text=typed["text"], now=utc_now()
            )
        except NotAllowed as refused:
            form.add_error(None, str(programme_labels.REASONS[refused.verdict.reason]))
        else:
            messages.success(request, _("Thank you. Your message is on its way; the answer comes to your address."))
            return redirect("news:press", key=key)
    context = {"place": found.place, "form": form, "trail": _trail(found, _("Write to this Pearl"))}
    return render(request, "news/contact.html", context, status=422 if form.errors else 200)


def _kit(key: str, *, with_photos: bool = True) -> Kit:
    found = queries.press_kit(key, now=utc_now(), with_photos=with_photos)
    if found is None:
        raise Http404
    return found


def _trail(found: Kit, here: str) -> list[tuple[str, str]]:
    place = found.place
    return [
        (_("The Pearls"), reverse("site:pearl-list")),
        (place.display_name, reverse("site:pearl", args=[place.key])),
        (here, ""),
    ]
