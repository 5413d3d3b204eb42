"""A certificate as a credential that anybody can check; signed for its holder and kept by nobody else."""

from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.credentials import services as credentials
from pearls.credentials.rules.documents import Claim
from pearls.kernel.actor import Actor
from pearls.kernel.languages import pick
from pearls.kernel.verdict import YES, no, require
from pearls.learning.models import Certificate
from pearls.learning.rules.certificates import Kind

LANGUAGE = "en"  # a credential speaks one language; what is signed is never translated


@transaction.atomic
def sign_certificate(*, actor: Actor, certificate: Certificate, now: datetime) -> dict[str, Any]:
    """The certificate as a signed credential, for its holder: what it says was fixed when it was issued.

    Raises: NotAllowed: not-yours, certificate-erased, certificate-withdrawn.
    """
    audit.take_turn()
    certificate.refresh_from_db()
    require(YES if actor.is_signed_in and actor.person_id == certificate.person_id else no("not-yours"))
    require(YES if certificate.erased_at is None else no("certificate-erased"))
    require(no("certificate-withdrawn") if certificate.is_withdrawn else YES)
    return credentials.sign_for_holder(actor=actor, subject=certificate.subject, claim=_claim(certificate), now=now)


def _claim(certificate: Certificate) -> Claim:
    said, is_course = certificate.said, certificate.kind == Kind.COURSE
    title = pick(said["title"], LANGUAGE)[0]
    invented = " This belongs to a demonstration and is not real." if said["is_demonstration"] else ""
    did = "Finished the course" if is_course else "Took part in"
    first, last = (date.fromisoformat(said[name]).isoformat() for name in ("began_on", "ended_on"))
    with translation.override(LANGUAGE):
        address = settings.BASE_URL + reverse("learning:confirm", args=[certificate.code])
    return Claim(
        name=title,
        subject="",
        holder=certificate.holder_name,
        achievement=f"{address}#achievement",
        achievement_name=title,
        kind="CertificateOfCompletion" if is_course else "Certificate",
        description=f"{did} {title}, {first} to {last}.{invented}",
        criteria=_criteria(certificate),
        valid_from=certificate.issued_at.astimezone(UTC),
        evidence=[(address, "Code of the certificate", certificate.code)],
    )


def _criteria(certificate: Certificate) -> str:
    if certificate.kind == Kind.COURSE:
        return "Read every lesson, answered the self-checks and attended the live sessions that the course asks for."
    return "Attended, as the organisers marked it."
