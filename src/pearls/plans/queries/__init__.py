"""All reads of plans and of the toolkit."""

from pearls.plans.queries.mentoring import (
    MentoredPlan,
    flag_for_office,
    flags_of,
    flags_seen_by_office,
    meetings_of,
    open_flag_count,
    overview_of,
    plans_mentored_by,
)
from pearls.plans.queries.people import Person, colleagues_of, mentors_of
from pearls.plans.queries.plans import Plan, content_of, plan_access, plan_by_ref, plan_of, plan_read_along
from pearls.plans.queries.published import has_public_plan, historic_plans, public_plan_keys, published_plan
from pearls.plans.queries.readiness import published_criteria
from pearls.plans.queries.remarks import (
    Talk,
    accepted_suggestions,
    mentions_waiting_for,
    mentor_took_part,
    of_entry,
    open_suggestion,
    talks,
    thread_for,
    threads_of,
    waiting,
)
from pearls.plans.queries.sessions import waiting_for_team, words_of_residents
from pearls.plans.queries.versions import Point, PointKind, Version, points_of, versions_at
from pearls.plans.queries.workshop import evenings, guidance

__all__ = [
    "MentoredPlan",
    "Person",
    "Plan",
    "Point",
    "PointKind",
    "Talk",
    "Version",
    "accepted_suggestions",
    "colleagues_of",
    "content_of",
    "evenings",
    "flag_for_office",
    "flags_of",
    "flags_seen_by_office",
    "guidance",
    "has_public_plan",
    "historic_plans",
    "meetings_of",
    "mentions_waiting_for",
    "mentor_took_part",
    "mentors_of",
    "of_entry",
    "open_flag_count",
    "open_suggestion",
    "overview_of",
    "plan_access",
    "plan_by_ref",
    "plan_of",
    "plan_read_along",
    "plans_mentored_by",
    "points_of",
    "public_plan_keys",
    "published_criteria",
    "published_plan",
    "talks",
    "thread_for",
    "threads_of",
    "versions_at",
    "waiting",
    "waiting_for_team",
    "words_of_residents",
]
