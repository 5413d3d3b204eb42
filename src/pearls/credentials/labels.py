"""The words of keys and credentials."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, Promise] = {
    "issuer-key-made": _("Key for signing made"),
    "credential-issued": _("Credential issued"),
    "credential-revoked": _("Credential taken back"),
    "issuer-key-revoked": _("Key for signing revoked"),
    "credential-reissued": _("Credential signed anew"),
}
SUBJECTS: dict[str, Promise] = {
    "issuer-key": _("Key for signing"),
    "credential": _("Credential"),
}
# What was found when a credential was looked over; the codes of `rules.verifying`.
FINDINGS: dict[str, Promise] = {
    "": _("This credential is valid."),
    "altered": _("This credential was altered: the signature is not of this text."),
    "not-covered": _("This credential says something that its signature does not cover."),
    "issuer-unknown": _("The keys of the issuer are not known here."),
    "key-revoked": _("The key that signed it was stolen or lost and vouches for nothing any more."),
    "key-unknown": _("It was signed by a key that the issuer does not have."),
    "no-credential": _("This is no credential of the kind that we know."),
    "not-yet-valid": _("This credential is not valid yet."),
    "expired": _("This credential has expired."),
    "revoked": _("This credential was taken back."),
    "status-list-wrong": _("The list of statuses cannot be believed."),
}
# Why a key cannot be revoked; the codes of `rules.keys`.
REASONS: dict[str, Promise] = {
    "no-such-key": _("This site has never signed with that key."),
    "key-already-revoked": _("That key is revoked already."),
    "instant-ahead": _("The instant lies ahead; a key is revoked since one that has come."),
}
