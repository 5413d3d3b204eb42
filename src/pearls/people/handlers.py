"""What allauth tells us: mail to queue, texts to word, acts to write in the journal."""

from typing import Any

from allauth.account import signals as account_signals
from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import DEFAULT_LANGUAGE, LANGUAGES
from pearls.mail import services as mail
from pearls.people import labels, services
from pearls.people.models import Person

# What allauth calls the address that each letter leads to.
LINKS = ("activate_url", "password_reset_url", "signup_url")


def language_of_page() -> str:
    """The language of the page that is being answered, one of ours."""
    language = (get_language() or DEFAULT_LANGUAGE).split("-")[0]
    return language if language in LANGUAGES else DEFAULT_LANGUAGE


class AccountAdapter(DefaultAccountAdapter):
    """Bends allauth to the house: letters through our outbox, our words, addresses under our own name."""

    error_messages = {**DefaultAccountAdapter.error_messages, **labels.ACCOUNT_ERRORS}

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        person = context.get("user")
        mail.queue_letter(
            actor=Actor.system("accounts"),
            letter=labels.ACCOUNT_LETTERS[template_prefix.rpartition("/")[2]],
            to=email,
            language=person.language if isinstance(person, Person) else language_of_page(),
            values={"link": next(str(context[name]) for name in LINKS if name in context)},
            is_private=True,
            now=utc_now(),
        )

    def save_user(self, request: HttpRequest, user: Person, form: BaseForm, commit: bool = True) -> Person:
        user.name = form.cleaned_data.get("name", "").strip()
        user.language = language_of_page()
        super().save_user(request, user, form, commit=commit)
        return user

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return settings.BASE_URL + reverse("people:confirm-email", args=[emailconfirmation.key])

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _, token = key.partition("-")
        return settings.BASE_URL + reverse("people:password-reset", args=[uid, token])

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our views say what happened; allauth's own messages are templates we do not have."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No notices beside the letters above."""


@receiver(user_logged_in)
def _signed_in(sender: Any, user: Person, **kwargs: Any) -> None:
    services.record_sign_in(person=user, now=utc_now())


@receiver(account_signals.user_signed_up)
def _signed_up(sender: Any, user: Person, **kwargs: Any) -> None:
    services.record_sign_up(person=user, now=utc_now())


@receiver([account_signals.password_changed, account_signals.password_reset])
def _password_changed(sender: Any, user: Person, **kwargs: Any) -> None:
    services.record_password_change(person=user, now=utc_now())
