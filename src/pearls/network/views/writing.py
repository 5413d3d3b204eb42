"""Writing to a partner organisation or to a contact point: by anybody, and no address is shown."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pearls.kernel.clock import utc_now
from pearls.kernel.languages import pick
from pearls.kernel.verdict import NotAllowed
from pearls.network import queries
from pearls.network.queries import Person
from pearls.network.views.answers import found
from pearls.people import queries as people_queries
from pearls.programme import labels as programme_labels
from pearls.programme import queries as programme_queries
from pearls.programme import services as programme
from pearls.web import formats
from pearls.web.contact import ContactForm
from pearls.web.gates import actor_of, address_of, public


@public
@require_http_methods(["GET", "HEAD", "POST"])
def to_partner(request: HttpRequest, key: str) -> HttpResponse:
    """Write to a partner organisation: to those named for it or, where nobody is, to the office."""
    partner = programme_queries.partner_for(key)
    name = pick(partner.name, formats.current_language())[0]
    people = queries.people_of_partner(partner)
    return _write(request, f"partner:{key}", name, people, is_demonstration=partner.is_demonstration)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def to_point(request: HttpRequest, ref: str) -> HttpResponse:
    """Write to a contact point: to its person or, where nobody there has an account, to the office."""
    term = found(queries.point_to_write_to(ref, now=utc_now()))
    people = [term.person] if term.person is not None and term.person.is_active else []
    return _write(request, term.subject, term.organisation, people, is_demonstration=term.is_demonstration)


def _write(
    request: HttpRequest, subject: str, name: str, people: Sequence[Person], *, is_demonstration: bool
) -> HttpResponse:
    directory = reverse("network:directory") + ("?demonstration=1" if is_demonstration else "")
    form = ContactForm(request.POST or None, initial=_own_words(request))
    if request.method == "POST" and form.is_valid():
        about = programme.About(subject, name, settings.BASE_URL + directory, people=tuple(people))
        if _is_sent(request, about, form):
            messages.success(request, _("Thank you. Your message is on its way; the answer comes to your address."))
            return redirect(directory)
    trail = [
        (_("Network"), reverse("network:front")),
        (_("Directory"), directory),
        (_("Write to %(name)s") % {"name": name}, ""),
    ]
    context = {"name": name, "form": form, "goes_there": bool(people), "trail": trail}
    return render(request, "network/write.html", context, status=422 if form.errors else 200)


def _is_sent(request: HttpRequest, about: programme.About, form: ContactForm) -> bool:
    """Hand the message on; where that is refused, the form says why."""
    typed = form.cleaned_data
    sender = programme.Sender(name=typed["name"], email=typed["email"], address=address_of(request))
    try:
        programme.send_message(actor=actor_of(request), about=about, sender=sender, text=typed["text"], now=utc_now())
    except NotAllowed as refused:
        form.add_error(None, str(programme_labels.REASONS[refused.verdict.reason]))
        return False
    return True


def _own_words(request: HttpRequest) -> dict[str, Any]:
    """What whoever is signed in need not type."""
    actor = actor_of(request)
    person = people_queries.person_of(actor) if actor.is_signed_in else None
    return {"name": person.name, "email": person.email} if person else {}
