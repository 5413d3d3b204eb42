"""Every human word of the room: states, reasons, letters."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pearls.mail.rules import Letter
from pearls.people.rules import SpeakerState

STATES: dict[str, Promise] = {
    SpeakerState.CLAIMED: _("Waiting to be confirmed"),
    SpeakerState.CONFIRMED: pgettext_lazy("a person's claim to speak for a place", "Confirmed"),
    SpeakerState.REFUSED: pgettext_lazy("a person's claim to speak for a place", "Refused"),
    SpeakerState.ENDED: _("Ended"),
}

TONES: dict[str, str] = {
    SpeakerState.CLAIMED: "warn",
    SpeakerState.CONFIRMED: "good",
    SpeakerState.REFUSED: "wrong",
    SpeakerState.ENDED: "neutral",
}

# What stands where the name of somebody stood who has been erased.
ERASED = _("somebody whose account was erased")

SAID_CONFIRMED = _("%(name)s now speaks for %(place)s.")
SAID_REFUSED = _("The claim of %(name)s to speak for %(place)s is refused.")
SAID_ENDED = _("%(name)s no longer speaks for %(place)s.")

REASONS: dict[str, Promise] = {
    "not-signed-in": _("Sign in first."),
    "already-speaks": _("You already speak for this place."),
    "already-claimed": _("You have already said so; it is waiting to be confirmed."),
    "own-claim": _("Nobody confirms their own claim: the office or a colleague who speaks for the place does."),
    "not-yours-to-decide": _("Only the office, or somebody who already speaks for the place, may decide this."),
    "claim-decided": _("This has been decided already."),
    "already-erased": _("This account has been erased already."),
    "address-taken": _("There is an account with this address already."),
    "demo-refused": _("Demonstration accounts exist in demonstrations only."),
}

SPEAKER_LETTERS: dict[SpeakerState, Letter] = {
    SpeakerState.CONFIRMED: Letter(
        kind="speaker-confirmed",
        subject=_("You now speak for %(place)s"),
        body=_(
            "Hello %(name)s,\n\n"
            "it has been confirmed that you speak for %(place)s. You can now send its applications.\n\n"
            "The programme office"
        ),
    ),
    SpeakerState.REFUSED: Letter(
        kind="speaker-refused",
        subject=_("Your claim to speak for %(place)s was not confirmed"),
        body=_(
            "Hello %(name)s,\n\n"
            "the office could not confirm that you speak for %(place)s. "
            "If that is a mistake, please write to the office.\n\n"
            "The programme office"
        ),
    ),
}

ACCOUNT_LETTERS: dict[str, Letter] = {
    "email_confirmation_signup": Letter(
        kind="account-confirm",
        subject=_("Confirm your address"),
        about=_("When somebody signs up"),
        body=_(
            "Hello,\n\n"
            "somebody, we hope you, made an account with this address. Confirm it here:\n\n"
            "%(link)s\n\n"
            "If it was not you, do nothing: without this step the account cannot be used."
        ),
    ),
    "email_confirmation": Letter(
        kind="account-confirm-again",
        subject=_("Confirm your address"),
        about=_("When somebody signs in before confirming the address"),
        body=_("Hello,\n\nconfirm that this address is yours:\n\n%(link)s\n\nIf you did not ask for it, do nothing."),
    ),
    "account_already_exists": Letter(
        kind="account-exists",
        subject=_("You have an account already"),
        about=_("When somebody signs up with an address that has an account"),
        body=_(
            "Hello,\n\n"
            "somebody, we hope you, tried to make an account with this address. There is one already. "
            "If you have forgotten its password, choose a new one here:\n\n"
            "%(link)s"
        ),
    ),
    "password_reset_key": Letter(
        kind="password-reset",
        subject=_("Choose a new password"),
        about=_("When somebody asks for a new password"),
        body=_(
            "Hello,\n\n"
            "you asked to choose a new password. This link works once:\n\n"
            "%(link)s\n\n"
            "If it was not you, do nothing: your password stays as it is."
        ),
    ),
    "unknown_account": Letter(
        kind="account-unknown",
        subject=_("There is no account with this address"),
        about=_("When somebody asks for a new password for an address that has no account"),
        body=_(
            "Hello,\n\n"
            "somebody, we hope you, asked for a new password, but there is no account with this address. "
            "You may have used another address, or you can make an account here:\n\n"
            "%(link)s"
        ),
    ),
}

ACCOUNT_ERRORS: dict[str, Promise] = {
    "account_inactive": _("This account is closed."),
    "email_password_mismatch": _("The address and the password do not belong together. Check both and try again."),
    "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
    "enter_current_password": _("This is not your current password."),
    "incorrect_password": _("This is not your password."),
    "invalid_password_reset": _("This link has been used or has run out. Ask for a new one."),
    "rate_limited": _("Too many attempts. Wait a little and try again."),
    "invalid_or_expired_key": _("This link has been used or has run out. Ask for a new one."),
}

ACTS: dict[str, Promise] = {
    "demo-people-loaded": _("Demonstration accounts loaded"),
    "password-changed": _("Password changed"),
    "person-created": _("Account created"),
    "person-erased": _("Person erased"),
    "person-exported": _("Own data exported"),
    "person-signed-in": _("Signed in"),
    "person-signed-up": _("Signed up"),
    "profile-changed": _("Profile changed"),
    "signed-out-elsewhere": _("Signed out everywhere else"),
    "speaker-claimed": _("Asked to speak for a place"),
    "speaker-confirmed": _("Speaking for a place confirmed"),
    "speaker-refused": _("Speaking for a place refused"),
    "speaker-ended": _("Speaking for a place ended"),
    "mentorship-began": _("Mentoring began"),
    "mentorship-ended": _("Mentoring ended"),
}
SUBJECTS: dict[str, Promise] = {
    "speaker": _("Speaking for a place"),
    "mentorship": _("Mentoring"),
    "people": _("People"),
}
