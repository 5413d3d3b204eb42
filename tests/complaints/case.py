"""A final whose result is public: alfa, beta and gama have titles, delta stands behind its country, epsi behind all."""

from datetime import datetime

from pearls.complaints import services
from pearls.complaints.models import Complaint
from pearls.mail.models import Message
from pearls.people import services as people
from pearls.places.models import Place
from pearls.selection import services as selection
from pearls.selection.models import Dossier, Panel
from tests.cast import Cast
from tests.selection.left import scored
from tests.selection.room import NOW, OFFICE, Room, sign_both

WORDS = "Gunta Kalniņa of the jury is the sister of Alfa's mayor."


def published(cast: Cast, *, at: datetime = NOW) -> Room:
    """`at` is when the result became public; the town of the cast speaks for delta, its colleague writes there."""
    room = scored(cast)
    selection.close_scoring(actor=OFFICE, panel=room.panel, now=NOW)
    sign_both(cast, room.panel, remarks="Agreed by all.")
    selection.publish_result(actor=OFFICE, panel=room.fresh(), now=at)
    speaks(cast, "town", "delta", at)
    speaks(cast, "othertown", "alfa", at)
    Message.objects.all().delete()
    return room


def speaks(cast: Cast, who: str, place: str, at: datetime) -> None:
    word = people.claim_place(
        actor=cast.actor(who), place=Place.objects.get(key=place), function="Culture officer", now=at
    )
    people.confirm_speaker(actor=OFFICE, speaker=word, now=at)


def text(room: Room, town: str = "delta") -> Dossier:
    return Dossier.objects.select_related("panel__edition", "panel__rules_version", "place").get(
        panel=room.panel, key=town
    )


def filed(room: Room, *, at: datetime = NOW, grounds: tuple[str, ...] = ("conflict",), words: str = WORDS) -> Complaint:
    return services.file_complaint(
        actor=room.cast.actor("town"), dossier=text(room), grounds=grounds, text=words, language="en", now=at
    )


def taken_on(room: Room, *, at: datetime = NOW) -> Complaint:
    """Admissible, and read by the editor, who had no part in it."""
    complaint = filed(room, at=at)
    office = room.cast.actor("coordinator")
    services.check_complaint(actor=office, complaint=complaint, admits=True, reason="", now=at)
    return services.name_reader(actor=office, complaint=complaint, person=room.cast["editor"], now=at)


def proposed(room: Room, *, at: datetime = NOW) -> Complaint:
    complaint = taken_on(room, at=at)
    reader = room.cast.actor("editor")
    return services.propose(actor=reader, complaint=complaint, result="partly-upheld", text="She is.", now=at)


def panel_of(room: Room) -> Panel:
    return Panel.objects.get(pk=room.panel.pk)
