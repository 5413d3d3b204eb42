"""The programme, its partners, its editions with their record, the rules documents, and the roles people hold."""

from pearls.programme.models.editions import Ceremony, Edition, Entry, RulesVersion, TimelineStep
from pearls.programme.models.programmes import Partner, PartnerName, Programme
from pearls.programme.models.roles import RoleGrant

__all__ = [
    "Ceremony",
    "Edition",
    "Entry",
    "Partner",
    "PartnerName",
    "Programme",
    "RoleGrant",
    "RulesVersion",
    "TimelineStep",
]
