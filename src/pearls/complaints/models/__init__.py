"""The reasons that places are given for a result, and the complaints against it."""

from pearls.complaints.models.complaints import Complaint
from pearls.complaints.models.feedback import Feedback, FeedbackDay, Reason

__all__ = ["Complaint", "Feedback", "FeedbackDay", "Reason"]
