"""All writes of titles."""

from pearls.titles.services.awarding import award_title, withdraw_title
from pearls.titles.services.certificates import certificate_pdf
from pearls.titles.services.credentials import issue_missing_credentials
from pearls.titles.services.history import load_history_titles
from pearls.titles.services.results import award_result

__all__ = [
    "award_result",
    "award_title",
    "certificate_pdf",
    "issue_missing_credentials",
    "load_history_titles",
    "withdraw_title",
]
