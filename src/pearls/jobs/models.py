"""When each periodic job is due; the jobs themselves lie in django-tasks-db's table."""

from django.db import models


class Schedule(models.Model):
    """The next time a periodic job is asked for."""

    name = models.CharField(max_length=200, unique=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.next_at}"
