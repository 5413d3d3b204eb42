"""All writes of the programme: roles, editions and their rules, the public record, and the facts of the past."""

from pearls.programme.services.amending import amend_rules, move_demonstration_dates, save_rules
from pearls.programme.services.contact import About, Sender, send_message
from pearls.programme.services.editions import create_edition, freeze_rules, publish_edition, start_edition
from pearls.programme.services.loading import Loaded, load_programme
from pearls.programme.services.record import RecordFigures, RecordLine, publish_record
from pearls.programme.services.roles import end_role, grant_role

__all__ = [
    "About",
    "Loaded",
    "RecordFigures",
    "RecordLine",
    "Sender",
    "amend_rules",
    "create_edition",
    "end_role",
    "freeze_rules",
    "grant_role",
    "load_programme",
    "move_demonstration_dates",
    "publish_edition",
    "publish_record",
    "save_rules",
    "send_message",
    "start_edition",
]
