"""Asking those who did a practice, by a form that shows no address."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.practices.models import Practice
from pearls.practices.queries import translations as queries
from pearls.programme import labels as programme_labels
from pearls.programme import services as programme
from pearls.web.contact import ContactForm
from pearls.web.gates import actor_of, address_of, public

REFUSED = 422


@public
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, key: str) -> HttpResponse:
    """Write to those who speak for the town of a practice or, where nobody does, to the office."""
    practice = queries.practice_to_translate(key)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_sent(request, practice, form):
        messages.success(request, _("Thank you. Your message is on its way; the answer comes to your address."))
        return redirect("practices:practice", key=key)
    context = {
        "practice": practice,
        "form": form,
        "trail": [
            (_("Practices"), reverse("practices:practice-list")),
            (practice.title, reverse("practices:practice", args=[key])),
            (_("Ask those who did it"), ""),
        ],
    }
    return render(request, "practices/contact.html", context, status=REFUSED if form.errors else 200)


def _is_sent(request: HttpRequest, practice: Practice, form: ContactForm) -> bool:
    """Hand the message on; where that is refused, the form says why."""
    typed, key = form.cleaned_data, practice.key
    about = programme.About(
        subject=f"practice:{key}",
        title=practice.title,
        link=settings.BASE_URL + reverse("practices:practice", args=[key]),
        place=practice.place,
    )
    sender = programme.Sender(name=typed["name"], email=typed["email"], address=address_of(request))
    try:
        programme.send_message(actor=actor_of(request), about=about, sender=sender, text=typed["text"], now=utc_now())
    except NotAllowed as refusal:
        form.add_error(None, str(programme_labels.REASONS[refusal.verdict.reason]))
        return False
    return True
