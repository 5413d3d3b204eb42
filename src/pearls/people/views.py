"""Pages of people: the way in, their account, and who speaks for which place."""

import json
from typing import Any

from allauth.account import views as allauth_views
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.people import labels, queries, services
from pearls.people.forms import (
    AskResetForm,
    ChangePasswordForm,
    ClaimForm,
    EraseForm,
    ProfileForm,
    ResetForm,
    SignInForm,
    SignUpForm,
)
from pearls.people.models import Speaker
from pearls.places import queries as place_queries
from pearls.web.downloads import attachment
from pearls.web.gates import actor_of, office, public, signed_in
from pearls.web.pagination import page_of


class SignInView(allauth_views.LoginView):
    form_class = SignInForm
    template_name = "people/sign_in.html"


class SignUpView(allauth_views.SignupView):
    form_class = SignUpForm
    template_name = "people/sign_up.html"


class ConfirmEmailView(allauth_views.ConfirmEmailView):
    template_name = "people/confirm_email.html"

    def respond(self, success: bool) -> HttpResponse:
        if success:
            messages.success(self.request, _("Your address is confirmed. You can sign in now."))
        response: HttpResponse = super().respond(success)
        return response


class MailSentView(allauth_views.EmailVerificationSentView):
    template_name = "people/mail_sent.html"


class ClosedAccountView(allauth_views.AccountInactiveView):
    template_name = "people/closed_account.html"


class AskResetView(allauth_views.PasswordResetView):
    form_class = AskResetForm
    template_name = "people/ask_reset.html"
    success_url = reverse_lazy("people:reset-sent")


class ResetSentView(allauth_views.PasswordResetDoneView):
    template_name = "people/reset_sent.html"


class ResetView(allauth_views.PasswordResetFromKeyView):
    form_class = ResetForm
    template_name = "people/reset.html"
    success_url = reverse_lazy("people:sign-in")

    def form_valid(self, form: ResetForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        messages.success(self.request, _("Your new password is set. Sign in with it."))
        return response


class ChangePasswordView(allauth_views.PasswordChangeView):
    form_class = ChangePasswordForm
    template_name = "people/change_password.html"
    success_url = reverse_lazy("people:profile")

    def get_default_success_url(self) -> str:
        return str(self.success_url)

    def form_valid(self, form: ChangePasswordForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        messages.success(self.request, _("Your password is changed. Other browsers have been signed out."))
        return response


sign_in = public(SignInView.as_view())
sign_up = public(SignUpView.as_view())
confirm_email = public(ConfirmEmailView.as_view())
mail_sent = public(MailSentView.as_view())
closed_account = public(ClosedAccountView.as_view())
ask_reset = public(AskResetView.as_view())
reset_sent = public(ResetSentView.as_view())
reset = public(ResetView.as_view())
change_password = signed_in(ChangePasswordView.as_view())


@public
@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask once by link, do it by form: a picture on another site must not sign anybody out."""
    if request.method == "POST":
        logout(request)
        return redirect("people:sign-in")
    return render(request, "people/sign_out.html")


@signed_in
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """One's own account: name, language, clock, places, sessions, data."""
    actor = actor_of(request)
    person = queries.person_of(actor)
    initial = {"name": person.name, "language": person.language, "zone": person.zone}
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.change_profile(actor=actor, **form.cleaned_data, now=utc_now())
        messages.success(request, _("Your details are saved."))
        return redirect("people:profile")
    context = {
        "form": form,
        "person": person,
        "speaking": _with_words(queries.speaking_of(actor)),
        "sessions": queries.sessions_of(person, request.session.session_key),
        "claims_count": queries.claims_open_to(actor).count(),
    }
    return render(request, "people/profile.html", context)


@signed_in
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    services.sign_out_elsewhere(actor=actor_of(request), current_key=request.session.session_key, now=utc_now())
    messages.success(request, _("You are signed out everywhere but here."))
    return redirect("people:profile")


@signed_in
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """One's own data as a JSON file."""
    data = services.export_person(actor=actor_of(request), now=utc_now())
    content = json.dumps(data, ensure_ascii=False, indent=2).encode()
    return attachment(content, "pearls-my-data.json", "application/json")


@signed_in
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Erase one's own account, after the password once more."""
    actor = actor_of(request)
    person = queries.person_of(actor)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if person.check_password(form.cleaned_data["password"]):
            services.erase_person(actor=actor, person=person, now=utc_now())
            logout(request)
            messages.success(request, _("Your account is erased."))
            return redirect("people:sign-in")
        form.add_error("password", str(labels.ACCOUNT_ERRORS["incorrect_password"]))
    return render(request, "people/erase.html", {"form": form})


@signed_in
@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest) -> HttpResponse:
    """Say for which place one speaks: find it, then say what one does there."""
    query = request.GET.get("q", "").strip()
    place = place_queries.place_for(request.POST.get("place") or request.GET.get("place", ""))
    form = ClaimForm(request.POST or None, initial={"place": place.key if place else ""})
    if request.method == "POST" and place and form.is_valid():
        function = form.cleaned_data["function"]
        try:
            services.claim_place(actor=actor_of(request), place=place, function=function, now=utc_now())
        except NotAllowed as refusal:
            messages.error(request, str(labels.REASONS[refusal.verdict.reason]))
        else:
            messages.success(request, _("Noted. The office or a colleague who speaks for the place will confirm it."))
        return redirect("people:profile")
    found = place_queries.find_places(query, include_demonstration=settings.IS_DEMO) if query else []
    return render(request, "people/claim.html", {"query": query, "found": found, "place": place, "form": form})


@signed_in
@require_safe
def claim_list(request: HttpRequest) -> HttpResponse:
    """The claims that wait for the reader's word: colleagues who say they speak for the same place."""
    page: Page[Speaker] = page_of(request, queries.claims_open_to(actor_of(request)))
    return render(request, "people/claim_list.html", {"page": page})


@office
@require_safe
def office_list(request: HttpRequest) -> HttpResponse:
    """Everybody who claims to speak for a place, the undecided first."""
    page: Page[Speaker] = page_of(request, queries.speakers_seen_by(actor_of(request)))
    _with_words(page.object_list)
    context = {"page": page, "waiting_count": queries.claims_open_to(actor_of(request)).count()}
    return render(request, "people/office_list.html", context)


DECISIONS: dict[str, tuple[Any, Any]] = {
    "confirm": (services.confirm_speaker, labels.SAID_CONFIRMED),
    "refuse": (services.refuse_speaker, labels.SAID_REFUSED),
    "end": (services.end_speaking, labels.SAID_ENDED),
}


@signed_in
@require_POST
def claim_decide(request: HttpRequest, ref: str) -> HttpResponse:
    """Confirm or refuse a claim, or end it; the button says which."""
    actor = actor_of(request)
    speaker = queries.speaker_for(actor, ref)
    act = DECISIONS.get(request.POST.get("act", ""))
    if speaker is None or act is None:
        raise Http404
    service, said = act
    try:
        service(actor=actor, speaker=speaker, now=utc_now())
    except NotAllowed as refusal:
        messages.error(request, str(labels.REASONS[refusal.verdict.reason]))
    else:
        messages.success(request, said % {"name": speaker.person.name, "place": speaker.place.display_name})
    return _back(request)


def _back(request: HttpRequest) -> HttpResponseRedirect:
    pages = {"office": "people:office-list", "claims": "people:claim-list"}
    return redirect(pages.get(request.POST.get("from", ""), "people:profile"))


def _with_words(speakers: Any) -> Any:
    for speaker in speakers:
        speaker.state_label = labels.STATES[speaker.state]
        speaker.tone = labels.TONES[speaker.state]
    return speakers
