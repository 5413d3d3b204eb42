"""Fixing a draft as it stands."""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.documents import queries, rules
from pearls.documents.models import Document, PrivateAnswer, Snapshot
from pearls.kernel.actor import Actor


@transaction.atomic
def take_snapshot(*, actor: Actor, document: Document, now: datetime) -> Snapshot:
    """Fix the answers as they stand, bound to the form's version; whether that is allowed, the room above has asked.

    Only questions that are asked go in; private answers are kept apart. An open rival does not go in: ask
    `queries.open_rivals` first and let a person choose.
    """
    audit.take_turn()
    document = Document.objects.select_for_update().select_related("form_version").get(pk=document.pk)
    version, form = document.form_version, document.form
    answers = rules.asked_answers(form, queries.answers_of(document))
    public = rules.public_answers(form, answers)
    private = {name: (secrets.token_hex(16), value) for name, value in answers.items() if name not in public}
    commitments = {name: rules.commitment(salt, value) for name, (salt, value) in private.items()}
    public |= _translations(document)
    content = rules.snapshot_content(
        form_key=version.key, form_sha256=version.sha256, answers=public, commitments=commitments
    )
    snapshot = Snapshot(
        document=document,
        form_version=version,
        number=Snapshot.objects.filter(document=document).count() + 1,
        answers=public,
        commitments=commitments,
        sha256=rules.snapshot_sha256(content),
        taken_at=now,
        taken_by=actor.ref,
    )
    snapshot.save()
    PrivateAnswer.objects.bulk_create(
        PrivateAnswer(snapshot=snapshot, question=name, salt=salt, value=value)
        for name, (salt, value) in private.items()
    )
    audit.record(
        actor=actor,
        act="snapshot-taken",
        subject=f"document:{document.ref}",
        now=now,
        data={"snapshot": snapshot.ref, "number": snapshot.number, "sha256": snapshot.sha256},
    )
    return snapshot


def _translations(document: Document) -> dict[str, Any]:
    """The texts in other languages, by a name that no question has: `--en`."""
    kept = {name: field.value for name, field in queries.fields_of(document).items()}
    return {
        rules.translation_name("", language): rules.translations_in(kept, language)
        for language in rules.languages_in(kept)
    }
