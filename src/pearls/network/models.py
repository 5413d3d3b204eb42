"""Who is in the network, its groups and boards, its letters, and what people write to each other."""

from typing import Any

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.kernel.languages import LANGUAGES
from pearls.network.rules import GroupState, Joining, Kind, PostKind, Rhythm, SeatState, Visibility
from pearls.network.rules.boards import LIVING_SEATS

PERSON = "pearls_people.Person"
_LIVING = sorted(state.value for state in LIVING_SEATS)


class Member(models.Model):
    """A place or a person that has joined, with what it says of itself. Who left stays, as a record without a profile.

    `good_at` and `looks_for` hold concepts of the vocabulary, written `scheme:key`.
    """

    ref = RefField()
    kind = models.CharField(max_length=16)
    place = models.ForeignKey("pearls_places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    about = models.TextField(blank=True)
    language = models.CharField(max_length=8, default="en")  # of `about`
    languages = models.JSONField(default=list)
    good_at = models.JSONField(default=list)
    looks_for = models.JSONField(default=list)
    visibility = models.CharField(max_length=8, default=Visibility.NETWORK.value)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = (
            one_of("kind", Kind, name="network_member_kind"),
            one_of("visibility", Visibility, name="network_member_visibility"),
            one_of("language", LANGUAGES, name="network_member_language"),
            CheckConstraint(
                condition=Q(place__isnull=False, person__isnull=True) | Q(place__isnull=True, person__isnull=False),
                name="network_member_is_one",
            ),
            UniqueConstraint(fields=("place",), condition=Q(left_at__isnull=True), name="network_place_once"),
            UniqueConstraint(fields=("person",), condition=Q(left_at__isnull=True), name="network_person_once"),
        )

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        """How the journal names this member."""
        return f"network-member:{self.ref}"

    @property
    def name(self) -> str:
        """The place's or the person's name."""
        return self.place.display_name if self.place else str(self.person)


class Contact(models.Model):
    """Somebody who chose to be named for a member; their address is never shown."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="contacts")
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    function = models.CharField(max_length=200)
    listed_at = models.DateTimeField()

    class Meta:
        constraints = (UniqueConstraint(fields=("member", "person"), name="network_contact_once"),)

    def __str__(self) -> str:
        return f"{self.member_id}/{self.person_id}"


class ContactPoint(models.Model):
    """A term of a contact point, as the office enters it: an organisation in a country, and since when."""

    ref = RefField()
    country = models.CharField(max_length=2)
    organisation = models.CharField(max_length=300)
    person = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    is_demonstration = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        return f"contact-point:{self.ref}"


class PartnerContact(models.Model):
    """Whose account gets what is written to a partner organisation; the office says so, and no page of others does."""

    ref = RefField()
    partner = models.ForeignKey("pearls_programme.Partner", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    named_at = models.DateTimeField()

    class Meta:
        constraints = (UniqueConstraint(fields=("partner", "person"), name="network_partner_contact_once"),)

    def __str__(self) -> str:
        return f"{self.partner_id}/{self.person_id}"


class Group(models.Model):
    """A working group with a board of its own."""

    ref = RefField()
    name = models.CharField(max_length=160)
    purpose = models.TextField()
    language = models.CharField(max_length=8, default="en")  # of name and purpose
    joining = models.CharField(max_length=8)
    state = models.CharField(max_length=8, default=GroupState.OPEN.value)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)  # an actor's ref, never a name
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = (
            one_of("joining", Joining, name="network_group_joining"),
            one_of("state", GroupState, name="network_group_state"),
            one_of("language", LANGUAGES, name="network_group_language"),
        )

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        return f"network-group:{self.ref}"

    @property
    def is_archived(self) -> bool:
        return self.state == GroupState.ARCHIVED


class Seat(models.Model):
    """Where one person stands with one group."""

    ref = RefField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8)
    is_moderator = models.BooleanField(default=False)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            one_of("state", SeatState, name="network_seat_state"),
            UniqueConstraint(fields=("group", "person"), condition=Q(state__in=_LIVING), name="network_seat_once"),
        )

    def __str__(self) -> str:
        return str(self.ref)


class Post(models.Model):
    """Something on a board, or a reply to it (`answers`). What was removed is shown to nobody but the office."""

    ref = RefField()
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="posts")
    answers = models.ForeignKey(
        "pearls_network.Post", null=True, blank=True, on_delete=models.CASCADE, related_name="replies"
    )
    author = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, default=PostKind.ANNOUNCEMENT.value)
    title = models.CharField(max_length=160, blank=True)
    text = models.TextField()
    language = models.CharField(max_length=8)
    until_on = models.DateField(null=True, blank=True)  # the last day on which it stands on the board
    link = models.URLField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    pinned_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_because = models.TextField(blank=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=("group", "-made_at"), name="network_board"),)
        constraints = (
            one_of("kind", PostKind, name="network_post_kind"),
            one_of("language", LANGUAGES, name="network_post_language"),
        )

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        return f"network-post:{self.ref}"

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None


class Wording(models.Model):
    """How a post read before it was changed."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="wordings")
    title = models.CharField(max_length=160, blank=True)
    text = models.TextField()
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.post_id}/{self.pk}"


class LetterChoice(models.Model):
    """How often somebody hears of a board by mail; without a group it is the board of the whole network."""

    ref = RefField()
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    rhythm = models.CharField(max_length=8, blank=True)
    told_id = models.BigIntegerField(default=0)  # the row of the last post that was told: rows are in the order of acts
    next_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        constraints = (
            one_of("rhythm", Rhythm, name="network_rhythm"),
            UniqueConstraint(fields=("person",), condition=Q(group__isnull=True), name="network_letters_once"),
            UniqueConstraint(
                fields=("person", "group"), condition=Q(group__isnull=False), name="network_letters_once_a_group"
            ),
        )

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        return f"network-letters:{self.ref}"


class ReplyLink(models.Model):
    """The link of one letter by which its reader may answer one post, once."""

    ref = RefField()
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.post_id}/{self.person_id}"


class Note(models.Model):
    """A message from one of the network to a member, or the answer to one; kept for its readers and for a report."""

    ref = RefField()
    sender = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    answers = models.ForeignKey("pearls_network.Note", null=True, blank=True, on_delete=models.CASCADE)
    receivers: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(PERSON, related_name="+")
    text = models.TextField()
    shows_address = models.BooleanField(default=False)
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        return f"network-note:{self.ref}"


class Mute(models.Model):
    """That somebody takes no messages of somebody else."""

    ref = RefField()
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    muted = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = (UniqueConstraint(fields=("person", "muted"), name="network_mute_once"),)

    def __str__(self) -> str:
        return str(self.ref)


class Report(models.Model):
    """That somebody reports a post or a message to the office, and what the office did."""

    ref = RefField()
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    note = models.ForeignKey(Note, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    reporter = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    because = models.TextField()
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    has_removed = models.BooleanField(default=False)
    answer = models.TextField(blank=True)

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        return f"network-report:{self.ref}"
