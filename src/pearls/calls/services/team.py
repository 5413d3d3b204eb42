"""Colleagues on an application, and their remarks."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.calls import labels, queries, rules
from pearls.calls.models import Application, Comment, Member
from pearls.calls.rules import Right
from pearls.calls.services.moving import record
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.mail import services as mail
from pearls.people import queries as people_queries


@transaction.atomic
def invite_member(*, actor: Actor, application: Application, email: str, right: Right, now: datetime) -> Member:
    """Invite a colleague by mail; the link in the letter makes whoever signs in with it a colleague.

    Inviting somebody again sends the letter again, with the right now given.
    Raises: NotAllowed (may-not-invite, already-member).
    """
    audit.take_turn()
    require(rules.may_invite(queries.access_to(actor, application)))
    address = email.strip().lower()
    member = queries.members_of(application).filter(email=address).first()
    require(no("already-member") if member and member.person_id else YES)
    if member is None:
        member = Member.objects.create(application=application, email=address, right=right, invited_at=now)
    else:
        member.right = right
        member.save(update_fields=["right"])
    record(actor, "member-invited", application, now, {"member": member.ref, "right": str(right)}, {"email": address})
    with translation.override(actor.language):
        link = settings.BASE_URL + reverse("calls:invitation", args=[member.token])
    mail.queue_letter(
        actor=actor,
        letter=labels.INVITATION_LETTER,
        to=address,
        language=actor.language,
        values={"inviter": actor.name, "place": application.place.display_name, "link": link},
        about=application.subject,
        edition=application.edition.key,
        is_private=True,
        now=now,
    )
    return member


@transaction.atomic
def accept_invitation(*, actor: Actor, member: Member, now: datetime) -> Member:
    """Whoever holds the link of an invitation and is signed in joins the application.

    Raises: NotAllowed (not-signed-in, already-member, invitation-used).
    """
    audit.take_turn()
    require(YES if actor.is_signed_in else no("not-signed-in"))
    mine = queries.members_of(member.application).filter(person_id=actor.person_id or 0)
    require(no("already-member") if mine.exists() else YES)
    waiting = Member.objects.filter(pk=member.pk, person=None, ended_at=None)
    joined = waiting.update(person_id=actor.person_id, joined_at=now)
    require(YES if joined == 1 else no("invitation-used"))
    member.refresh_from_db()
    record(actor, "member-joined", member.application, now, {"member": member.ref, "right": member.right})
    return member


@transaction.atomic
def change_right(*, actor: Actor, member: Member, right: Right, now: datetime) -> Member:
    """Give a colleague another right. Raises: NotAllowed (may-not-invite, own-right)."""
    audit.take_turn()
    require(rules.may_invite(queries.access_to(actor, member.application)))
    require(no("own-right") if member.person_id == actor.person_id else YES)
    member.right = right
    member.save(update_fields=["right"])
    record(actor, "member-right-changed", member.application, now, {"member": member.ref, "right": str(right)})
    return member


@transaction.atomic
def change_language(*, actor: Actor, application: Application, language: str, now: datetime) -> Application:
    """Say in which of the ten languages an application and its plan are written. Raises: NotAllowed (may-not-write)."""
    audit.take_turn()
    require(rules.may_write(queries.access_to(actor, application)))
    Application.objects.filter(pk=application.pk).update(language=language)
    application.language = language
    record(actor, "language-changed", application, now, {"language": language})
    return application


@transaction.atomic
def remove_member(*, actor: Actor, member: Member, now: datetime) -> Member:
    """Take a colleague off an application, or leave it oneself; what they wrote stays.

    Raises: NotAllowed (may-not-invite, already-gone).
    """
    audit.take_turn()
    is_self = member.person_id is not None and member.person_id == actor.person_id
    require(YES if is_self else rules.may_invite(queries.access_to(actor, member.application)))
    gone = Member.objects.filter(pk=member.pk, ended_at=None).update(ended_at=now)
    require(YES if gone == 1 else no("already-gone"))
    member.ended_at = now
    record(actor, "member-removed", member.application, now, {"member": member.ref})
    return member


@transaction.atomic
def forget_member(*, actor: Actor, person: str, email: str, now: datetime) -> int:
    """Take an erased person off every application, and the address out of every invitation.

    What was written for the place, remarks among it, stays the place's own, without a name beside it.
    `person` is the reference, `email` the address as it was. Gives the number of memberships and invitations.
    """
    audit.take_turn()
    mine = Member.objects.filter(Q(person__ref=person) | Q(person=None, email__iexact=email))
    pks = list(mine.values_list("pk", flat=True))
    mine = Member.objects.filter(pk__in=pks)
    mine.filter(ended_at=None).update(ended_at=now)
    mine.update(email=f"{person}@erased.invalid")
    audit.record(actor=actor, act="memberships-ended", subject=f"person:{person}", now=now, data={"count": len(pks)})
    return len(pks)


@transaction.atomic
def add_comment(
    *,
    actor: Actor,
    application: Application,
    document: queries.Document,
    section: str,
    text: str,
    now: datetime,
) -> Comment:
    """Leave a remark beside a section. Raises: NotAllowed (may-only-read, needs-text, unknown-section)."""
    require(rules.may_comment(queries.access_to(actor, application)))
    require(YES if text.strip() else no("needs-text"))
    require(YES if document.form.section(section) else no("unknown-section"))
    comment = Comment.objects.create(
        application=application,
        document=document,
        section=section,
        text=text.strip(),
        author=people_queries.person_of(actor),
        written_at=now,
    )
    record(actor, "comment-added", application, now, {"comment": comment.ref, "section": section})
    return comment


@transaction.atomic
def settle_comment(*, actor: Actor, comment: Comment, now: datetime) -> Comment:
    """Mark a remark as dealt with. Raises: NotAllowed (may-only-read)."""
    audit.take_turn()
    require(rules.may_comment(queries.access_to(actor, comment.application)))
    comment.settled_at = now
    comment.save(update_fields=["settled_at"])
    record(actor, "comment-settled", comment.application, now, {"comment": comment.ref})
    return comment
