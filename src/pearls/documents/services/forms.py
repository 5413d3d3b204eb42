"""Publishing versions of forms."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.documents import queries, rules
from pearls.documents.models import FormVersion
from pearls.kernel.actor import Actor
from pearls.kernel.canonical import canonical_json, sha256_hex


@transaction.atomic
def publish_form(*, actor: Actor, definition: Mapping[str, Any], now: datetime) -> FormVersion:
    """Keep a form definition as the next version of its key; the same definition again is the same version.

    Raises: rules.FormError, when the definition is wrong.
    """
    form = rules.parse_form(definition)
    sha256 = sha256_hex(canonical_json(dict(definition)))
    versions = FormVersion.objects.filter(key=form.key)
    known: FormVersion | None = versions.filter(sha256=sha256).first()
    if known is not None:
        return known
    audit.take_turn()  # one at a time, so that no two versions get one number
    last = versions.order_by("-number").first()
    version = FormVersion(
        key=form.key,
        number=last.number + 1 if last else 1,
        definition=dict(definition),
        sha256=sha256,
        published_at=now,
        published_by=actor.ref,
    )
    version.save()
    audit.record(
        actor=actor,
        act="form-published",
        subject=f"form:{form.key}",
        now=now,
        data={"number": version.number, "sha256": sha256},
    )
    return version


@transaction.atomic
def publish_shipped_forms(*, actor: Actor, now: datetime) -> list[FormVersion]:
    """Publish every form definition that comes with the program; what is there already stays as it is."""
    keys = queries.shipped_keys()
    return [publish_form(actor=actor, definition=queries.shipped_definition(key), now=now) for key in keys]
