"""Is it still right? A practice as a whole, and the translations whose original has changed: look, then confirm."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.practices import labels, services
from pearls.practices.labels.contributing import FIELDS
from pearls.practices.models import Practice
from pearls.practices.queries import holding
from pearls.practices.queries import translations as queries
from pearls.practices.queries.translations import Stale
from pearls.practices.rules import translations as rules
from pearls.web.formats import current_language, language_name
from pearls.web.gates import actor_of, signed_in

WHOLE = "practice"


@dataclass(frozen=True)
class Question:
    """One thing that may still be right: a translation; `is_asked`: its first click has been made."""

    stale: Stale
    label: Any
    language: str
    is_asked: bool

    @property
    def ref(self) -> str:
        return str(self.stale.translation.ref)


@signed_in
@require_http_methods(["GET", "POST"])
def still_right(request: HttpRequest, key: str) -> HttpResponse:
    """What was told and what has changed since; the first click asks once more, the second says that it holds."""
    practice = queries.practice_to_translate(key)
    if not rules.may_decide(queries.translator_of(actor_of(request), practice)):
        raise Http404
    what = request.POST.get("what", "")
    if request.method == "POST" and request.POST.get("step") == "confirm":
        _confirm(request, practice, what)
        return redirect("practices:still-right", key=key)
    return render(request, "practices/still_right.html", _context(practice, what))


def _confirm(request: HttpRequest, practice: Practice, what: str) -> None:
    actor, seen, now = actor_of(request), request.POST.get("seen", ""), utc_now()
    try:
        if what == WHOLE:
            services.confirm_practice(actor=actor, practice=practice, seen=seen, now=now)
        else:
            translation = queries.translation_of(practice, what)
            services.confirm_translation(actor=actor, translation=translation, seen=seen, now=now)
    except NotAllowed as refusal:
        messages.error(request, labels.reason_words(refusal.verdict))
    else:
        messages.success(request, _("Thank you. It is noted that this is still right."))


def _context(practice: Practice, asked: str) -> dict[str, Any]:
    reader = current_language()
    said = holding.confirmation_of(practice)
    since = said.confirmed_at if said and said.confirmed_at else practice.made_at
    return {
        "practice": practice,
        "said": said,
        "asked": asked,
        "seen": practice.changed_at.isoformat(),
        "changes": [
            (FIELDS[one.field], rules.texts_of(one.before), rules.texts_of(one.after))
            for one in holding.changed_since(practice, since)
            if one.field in FIELDS
        ],
        "questions": [
            Question(
                stale=one,
                label=FIELDS[one.translation.field],
                language=language_name(one.translation.language, reader),
                is_asked=asked == one.translation.ref,
            )
            for one in queries.stale_of(practice, queries.public_translations(practice))
        ],
        "trail": [
            (_("Practices"), reverse("practices:practice-list")),
            (practice.title, reverse("practices:practice", args=[practice.key])),
            (_("Still right?"), ""),
        ],
    }
