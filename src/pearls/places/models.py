"""Towns, municipalities and settlements, and every name by which people look for them."""

from django.db import models
from django.db.models import CheckConstraint, Q

from pearls.db.constraints import one_of
from pearls.db.fields import TranslatedField
from pearls.places import labels, rules


class Place(models.Model):
    """A place that can be applied for, or that answers for one. Empty codes and null figures are "not published"."""

    key = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=200)  # its own spelling; the first of several official names
    official_names = models.JSONField(default=list)  # all official names in their order, at least `name`
    names = TranslatedField()  # what the ten languages call it
    country = models.CharField(max_length=2, db_index=True)
    kind = models.CharField(max_length=32, default=rules.PlaceKind.SETTLEMENT)
    nuts_version = models.CharField(max_length=4, default=rules.NUTS_VERSION)
    nuts1 = models.CharField(max_length=3, blank=True)
    nuts2 = models.CharField(max_length=4, blank=True)
    nuts3 = models.CharField(max_length=5, blank=True)
    district = models.CharField(max_length=100, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    coordinate_note = TranslatedField()
    population = models.PositiveIntegerField(null=True, blank=True)
    population_note = TranslatedField()  # what the figure counts and who gives it; shown beside it, always
    population_source = models.URLField(max_length=500, blank=True)
    legal_parent = models.ForeignKey(
        "pearls_places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="settlements"
    )
    note = TranslatedField()
    source = models.CharField(max_length=16)
    sources = models.JSONField(default=list)  # addresses of the pages that say so
    geonames_id = models.PositiveIntegerField(null=True, blank=True, unique=True)
    state = models.CharField(max_length=16, default=rules.PlaceState.CONFIRMED)
    is_demonstration = models.BooleanField(default=False)
    entered_by = models.CharField(max_length=64, blank=True)  # an actor's ref, never a name
    entered_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)

    found_as: str = ""  # set by `queries.find_places`: the name that matched

    class Meta:
        constraints = (
            one_of("state", rules.PlaceState, name="place_state"),
            one_of("kind", rules.PlaceKind, name="place_kind"),
            one_of("source", rules.PlaceSource, name="place_source"),
            CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__isnull=False, lon__isnull=False),
                name="place_lat_with_lon",
            ),
        )
        indexes = (
            # A handful among sixteen thousand, and the office looks every day.
            models.Index(fields=("state", "entered_at"), name="place_waiting"),
        )

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The official names side by side, each in its own spelling: "Jakobstad · Pietarsaari"."""
        return " · ".join(self.official_names or [self.name])

    @property
    def lies_in(self) -> str:
        """What tells it from others of its name: the body that answers for it, its district or its Land."""
        if self.legal_parent:
            return self.legal_parent.display_name
        land = labels.AREAS.get(self.nuts1) or labels.AREAS.get(self.nuts2, "")
        district = self.district if self.district != self.name else ""
        return "" if self.kind == rules.PlaceKind.REGION else district or land

    @property
    def size_class(self) -> rules.SizeClass:
        return rules.size_class(self.population)

    @property
    def is_confirmed(self) -> bool:
        return self.state == rules.PlaceState.CONFIRMED

    def name_in(self, language: str) -> str:
        """What a language calls the place, or its official names where that language has no name of its own."""
        return str(self.names.get(language) or "") or self.display_name


class PlaceName(models.Model):
    """A name by which a place is found; `folded` is what search compares (`rules.search_form`)."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="place_names")
    text = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True)
    kind = models.CharField(max_length=16)

    class Meta:
        constraints = (
            one_of("kind", rules.NameKind, name="place_name_kind"),
            models.UniqueConstraint(fields=("place", "folded"), name="place_name_once"),
        )

    def __str__(self) -> str:
        return self.text
