"""A plan as large as one may become, for tools/bench.py and for the tests of pictures and checks."""

from datetime import date, timedelta
from functools import cache
from typing import Any

REMARKS = 300


def large_lists(year: int, *, activities: int = 60, cost_lines: int = 200) -> dict[str, Any]:
    """The lists of a plan with five goals and so many activities and cost lines, all linked, in a title year."""
    first = date(year, 1, 4)
    return {
        "challenges": [{"id": f"c{n}", "challenge": f"Challenge number {n} of this town"} for n in range(5)],
        "goals": [{"id": f"z{n}", "goal": f"Goal number {n}", "challenges": [f"c{n}"]} for n in range(5)],
        "target_groups": [{"id": f"g{n}", "group": f"Group number {n}", "today": "hardly"} for n in range(15)],
        "stakeholders": [
            {
                "id": f"p{n}",
                "who": f"Stakeholder number {n} with a name",
                "influence": ("low", "medium", "high")[n % 3],
                "interest": ("low", "medium", "high")[n // 3 % 3],
            }
            for n in range(60)
        ],
        "team": [{"id": f"t{n}", "person": f"Member {n}", "coordinates": n == 0, "hours": 8 * n} for n in range(12)],
        "activities": [
            {
                "id": f"a{n}",
                "name": f"Activity number {n} with a name of its own",
                "what": "What happens, in a sentence or two. " * 4,
                "goals": [f"z{n % 5}", f"z{n // 12}"],
                "groups": [f"g{n % 15}", f"g{n // 4}"],
                "owner": f"t{n % 12}",
                "partners": [f"p{n % 60}"],
                "starts_on": (first + timedelta(days=5 * n)).isoformat(),
                "ends_on": (first + timedelta(days=5 * n + 30)).isoformat(),
                "participation": ("inform", "consult", "involve", "together")[n % 4],
            }
            for n in range(activities)
        ],
        "cost_lines": [
            {
                "id": f"k{n}",
                "what": f"Cost number {n}",
                "activity": f"a{n % activities}",
                "amount": 1001 + 37 * n,
                "source": f"q{n % 4}",
                "on": (first + timedelta(days=n)).isoformat(),
            }
            for n in range(cost_lines)
        ],
        "sources": [{"id": f"q{n}", "name": f"Source {n}", "amount": 250000, "state": "agreed"} for n in range(4)],
        "indicators": [
            {
                "id": f"i{n}",
                "name": f"Indicator number {n}",
                "goals": [f"z{n % 5}"],
                "activities": [f"a{n}", f"a{n + 30}"],
                "baseline": "1",
                "target": "2",
                "how": "Counted",
            }
            for n in range(30)
        ],
    }


@cache
def large_plan_ref() -> str:
    """The half-written plan of the demonstration, made as large as one may become: 60 activities, 300 remarks."""
    from pearls.kernel.clock import utc_now  # noqa: PLC0415 - only now is Django set up
    from pearls.people.models import Person  # noqa: PLC0415
    from pearls.plans import services  # noqa: PLC0415
    from pearls.plans.models import Plan  # noqa: PLC0415
    from pearls.plans.rules.remarks import Target  # noqa: PLC0415
    from pearls.programme.queries import actor_for  # noqa: PLC0415

    plan = Plan.objects.select_related("application__edition", "application__place").get(
        application__place__key="hallaniemela-fi"
    )
    town, now = Person.objects.get(email="othertown@demo.test"), utc_now()
    lists = large_lists(plan.application.edition.title_year or now.year)
    services.fill_plan(actor=actor_for(town), plan=plan, answers=lists, now=now)
    for number in range(REMARKS):
        services.begin_thread(
            actor=actor_for(town),
            plan=plan,
            target=Target("activities", "activities", f"a{number % len(lists['activities'])}"),
            text=f"Remark number {number}: who brings the chairs?",
            now=now,
        )
    return str(plan.application.ref)
