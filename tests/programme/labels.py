"""Every human word of the room: states, reasons, letters."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pearls.mail.labels import Letter

from pearls.people.rules import SpeakerState

STATES: dict[str, Promise] = {
    SpeakerState.CLAIMED: _("Waiting to be confirmed"),
    SpeakerState.CONFIRMED: _("Confirmed"),
    SpeakerState.REFUSED: _("Refused"),
    SpeakerState.ENDED: _("Ended"),
}

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
