"""The shape of what people type about themselves."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from pearls.kernel.sorting import sort_key
from pearls.web.fields import AddressField
from pearls.web.formats import current_language, known_zones, zone_words

MAX_NAME = 200


def _email_field() -> AddressField:
    return AddressField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))


def _password_field(label: Any, *, autocomplete: str, help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, widget=widget, help_text=help_text)


def _new_password_field(label: Any) -> forms.CharField:
    return _password_field(
        label, autocomplete="new-password", help_text=lazystr(" ".join(password_validators_help_texts()))
    )


class SignInForm(allauth_forms.LoginForm):
    """Address and password; `email` is what the fixed contract calls the field that allauth calls `login`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["login"]
        self.fields["email"] = _email_field()
        self.fields["password"] = _password_field(_("Password"), autocomplete="current-password")
        self.order_fields(["email", "password"])

    def clean(self) -> dict[str, Any]:
        if "email" in self.cleaned_data:
            self.cleaned_data["login"] = self.cleaned_data["email"].lower()
        return dict(super().clean() or self.cleaned_data)


class SignUpForm(allauth_forms.SignupForm):
    """A new account: name, address, password."""

    name = forms.CharField(
        label=_("Your name"), max_length=MAX_NAME, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = _email_field()
        self.fields["password1"] = _new_password_field(_("Password"))
        self.order_fields(["name", "email", "password1"])


class AskResetForm(allauth_forms.ResetPasswordForm):
    """The address to which the link for a new password goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = _email_field()


class ResetForm(allauth_forms.ResetPasswordKeyForm):
    """The new password, once: a second field helps nobody whose browser remembers it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("New password")
        self.fields["password1"].widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        self.fields["password1"].help_text = " ".join(password_validators_help_texts())
        del self.fields["password2"]

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["password2"] = self.cleaned_data.get("password1")
        return dict(super().clean() or self.cleaned_data)


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    """The present password and the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = _password_field(_("Current password"), autocomplete="current-password")
        self.fields["password1"].label = _("New password")
        self.fields["password1"].widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        self.fields["password1"].help_text = " ".join(password_validators_help_texts())
        del self.fields["password2"]

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["password2"] = self.cleaned_data.get("password1")
        return dict(super().clean() or self.cleaned_data)


def _zones() -> list[tuple[str, str]]:
    """The zones of Europe under the names of their cities in the reader's language; one line for each name."""
    language = current_language()
    cities = {zone_words(zone, language): zone for zone in sorted(known_zones()) if zone.startswith("Europe/")}
    return [(cities[name], name) for name in sorted(cities, key=lambda name: sort_key(name, language))]


class ProfileForm(forms.Form):
    """What a person may change about themselves."""

    name = forms.CharField(
        label=_("Your name"), max_length=MAX_NAME, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(
        label=_("Language of letters to you"), choices=[(code, name) for code, name in settings.LANGUAGES]
    )
    zone = forms.ChoiceField(
        label=_("Your clock"),
        help_text=_("Deadlines are shown in the programme's time and in yours."),
        choices=_zones,
    )


class ClaimForm(forms.Form):
    """Your work for the place, so that the office can see who you are."""

    place = forms.CharField(max_length=120, widget=forms.HiddenInput)
    function = forms.CharField(
        label=_("Your work there"),
        max_length=MAX_NAME,
        help_text=_("For example: culture officer at the municipality."),
    )


class EraseForm(forms.Form):
    """The password once more, before an account is erased."""

    password = _password_field(_("Your password"), autocomplete="current-password")
