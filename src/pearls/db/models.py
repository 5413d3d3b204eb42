"""The table of Django's database cache, so that it comes and goes with the migrations like every other."""

from django.db import models


class CacheRow(models.Model):
    """One cached value; Django's `DatabaseCache` reads and writes the table by itself (see CACHES)."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "pearls_cache"

    def __str__(self) -> str:
        return self.cache_key
