"""Keeping searches, and writing of what is new in them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.mail import services as mail
from pearls.people import queries as people_queries
from pearls.practices import labels, queries, rules
from pearls.practices.models import Practice, SavedSearch


@transaction.atomic
def save_search(
    *, actor: Actor, name: str, asked: Mapping[str, str], language: str, letters: str, now: datetime
) -> SavedSearch:
    """Keep a search under a name. Of what is there already no letter tells.

    Raises: NotAllowed (sign-in-to-save, nothing-asked, search-needs-name, too-many-searches).
    """
    audit.take_turn()
    kept = queries.searches_of(actor).count()
    require(
        rules.may_save(is_signed_in=actor.is_signed_in, name=name, is_empty=not any(asked.values()), saved_count=kept)
    )
    search = SavedSearch.objects.create(
        person=people_queries.person_of(actor),
        name=name.strip()[: rules.MAX_NAME],
        asked={key: value for key, value in asked.items() if value},
        language=language,
        letters=letters,
        made_at=now,
        told_until=now,
        next_at=rules.next_look(letters, now),
    )
    audit.record(actor=actor, act="search-saved", subject=search.subject, now=now, data={"letters": letters})
    return search


@transaction.atomic
def change_search(*, actor: Actor, search: SavedSearch, name: str, letters: str, now: datetime) -> SavedSearch:
    """Give a search another name, or its letters another rhythm.

    Raises: NotAllowed (not-your-search, search-needs-name).
    """
    audit.take_turn()
    require(rules.may_change(is_own=search.person_id == actor.person_id, name=name))
    search.name = name.strip()[: rules.MAX_NAME]
    _set_letters(search, letters, now)
    search.save(update_fields=["name", "letters", "next_at", "told_until"])
    audit.record(actor=actor, act="search-changed", subject=search.subject, now=now, data={"letters": letters})
    return search


@transaction.atomic
def delete_search(*, actor: Actor, search: SavedSearch, now: datetime) -> None:
    """Keep a search no longer. Raises: NotAllowed, not-your-search."""
    audit.take_turn()
    require(rules.may_change(is_own=search.person_id == actor.person_id))
    audit.record(actor=actor, act="search-deleted", subject=search.subject, now=now)
    search.delete()


@transaction.atomic
def stop_letters(*, actor: Actor, search: SavedSearch, now: datetime) -> SavedSearch:
    """Write no more of a search: asked for by the link of a letter, which only its reader has."""
    audit.take_turn()
    _set_letters(search, rules.Letters.NEVER, now)
    search.save(update_fields=["letters", "next_at", "told_until"])
    audit.record(actor=actor, act="search-letters-stopped", subject=search.subject, now=now)
    return search


@transaction.atomic
def forget_searches(*, actor: Actor, person: str, now: datetime) -> int:
    """Let go of all that an erased person searched for; gives their number."""
    audit.take_turn()
    count, _by_kind = queries.searches_kept_by(person).delete()
    if count:
        audit.record(actor=actor, act="searches-forgotten", subject=f"person:{person}", now=now, data={"count": count})
    return count


@transaction.atomic
def tell_of_new(*, actor: Actor, search: SavedSearch, now: datetime) -> int:
    """Write what is new in a search that is due; gives the number of practices, and writes nothing of none.

    Safe to run twice: who comes second finds that it is not due.
    """
    audit.take_turn()
    due = SavedSearch.objects.filter(pk=search.pk, next_at=search.next_at, next_at__lte=now)
    if due.update(next_at=rules.next_look(search.letters, now)) != 1:
        return 0
    found = queries.latest(search.asked, search.language, since=search.told_until)
    if not found:
        return 0
    SavedSearch.objects.filter(pk=search.pk).update(told_until=found[0].changed_at)
    data = {"count": len(found)}
    audit.record(actor=actor, act="search-told", subject=search.subject, now=now, data=data)
    _write(actor, search, found, now)
    return len(found)


def _set_letters(search: SavedSearch, letters: str, now: datetime) -> None:
    """Who begins to want letters hears of what is new from then on."""
    if letters == search.letters:
        return
    if not search.letters:
        search.told_until = now
    search.letters, search.next_at = letters, rules.next_look(letters, now)


def _write(actor: Actor, search: SavedSearch, found: Sequence[Practice], now: datetime) -> None:
    with translation.override(search.language):
        lines = [f"{one.title}\n{settings.BASE_URL}{reverse('practices:practice', args=[one.key])}" for one in found]
        everything = f"{settings.BASE_URL}{reverse('practices:practice-list')}?{urlencode(search.asked)}"
        stop = settings.BASE_URL + reverse("practices:stop-letters", args=[queries.token_of(search)])
    mail.queue_letter(
        actor=actor,
        letter=labels.NEWS_LETTER,
        to=search.person.email,
        language=search.language,
        values={
            "name": search.person.name,
            "search": search.name,
            "practices": "\n\n".join(lines),
            "link": everything,
            "stop": stop,
        },
        about=search.subject,
        is_private=True,
        unsubscribe_url=stop,
        now=now,
    )
