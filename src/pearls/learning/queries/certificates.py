"""Certificates: of whoever holds them, and by their code for everybody."""

from django.db.models import QuerySet

from pearls.kernel.actor import Actor
from pearls.learning.models import Certificate, Course
from pearls.learning.rules.certificates import read_code


def certificate_by_code(typed: str) -> Certificate | None:
    """The certificate with this code, however it was typed; for everybody."""
    code = read_code(typed)
    return Certificate.objects.select_related("course").filter(ref=code).first() if code else None


def certificate_for(actor: Actor, typed: str) -> Certificate | None:
    """A certificate for its holder and for the office; None for everybody else."""
    found = certificate_by_code(typed)
    if found is None or not actor.is_signed_in:
        return None
    return found if actor.is_office() or found.person_id == actor.person_id else None


def certificates_of(actor: Actor) -> QuerySet[Certificate]:
    """The actor's own certificates, withdrawn ones too."""
    return Certificate.objects.filter(person_id=actor.person_id or 0).select_related("course")


def certificates_of_person(person: str) -> QuerySet[Certificate]:
    """All certificates of a person (a ref)."""
    return Certificate.objects.filter(person__ref=person).select_related("course").order_by("pk")


def standing_of(course: Course, person_id: int) -> Certificate | None:
    """The certificate of a course that a person holds."""
    return Certificate.objects.filter(course=course, person_id=person_id, withdrawn_at=None).first()


def standing_of_event(event_ref: str, person_id: int) -> Certificate | None:
    """The certificate of attendance that a person holds."""
    return Certificate.objects.filter(event_ref=event_ref, person_id=person_id, withdrawn_at=None).first()
