"""The tables of the calendar."""

from pearls.calendar.models.coming import Answer, Feedback, FeedKey, Registration
from pearls.calendar.models.event import Event, Item, Material, Question

__all__ = ["Answer", "Event", "FeedKey", "Feedback", "Item", "Material", "Question", "Registration"]
