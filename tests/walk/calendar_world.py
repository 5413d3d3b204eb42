"""The events of the demonstration, for the walk."""

from pearls.calendar.queries import Event, Registration, secret_of


def calendar_things() -> dict[str, str]:
    """Events by name, and the link of the guest of one."""
    shown = Event.objects.filter(is_demonstration=True, source="")
    guest = Registration.objects.get(person=None)
    workshop = shown.get(kind="workshop")
    return {
        "webinar": str(shown.get(kind="webinar", state="published").ref),
        "workshop": str(workshop.ref),
        "workshop_question": str(workshop.questions.get(kind="choice").ref),
        "held_event": str(shown.get(state="held").ref),
        "guest": str(guest.ref),
        "guest_secret": secret_of(guest),
    }
