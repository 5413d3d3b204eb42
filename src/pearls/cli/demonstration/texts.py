"""What the invented towns wrote: answers to the questions of the application and of the plan."""

import tomllib
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parent / "towns.toml"
REGIONS = {"DEF": "schleswig_holstein", "DE8": "mecklenburg_vorpommern", "DE9": "lueneburg"}
SAME = (
    "motivation",
    "programme_role",
    "needs",
    "approach",
    "impact",
    "stakeholders",
    "ngo_ccs",
    "strategies",
    "people",
    "exchange",
)
CAPACITIES = ("belonging", "trust", "networks")


@lru_cache(maxsize=1)
def texts() -> dict[str, dict[str, Any]]:
    """Every town's texts by the key of the place."""
    with FILE.open("rb") as file:
        return {town["key"]: town for town in tomllib.load(file)["towns"]}


def application_answers(place: Any, writer: Any) -> dict[str, Any]:
    """What a town answers to the questions of the application, by question."""
    town = texts()[place.key]
    answers: dict[str, Any] = {
        "name": place.display_name,
        "kind": "town",
        "legal_body": town["authority"],
        "country": place.country.lower(),
        "population": place.population,
        "short_profile": town["profile"],
        "team_application": False,
        "contact": {"name": writer.name, "role": "Culture officer", "email": writer.email},
        "core_team": [
            {"person": "Culture officer", "organisation": town["authority"], "sector": "culture", "task": "Leads"},
            {"person": "Social worker", "organisation": town["authority"], "sector": "social", "task": "Invites"},
            {"person": "Head of an association", "sector": "civil_society", "task": "Opens the doors"},
        ],
        "political_support": False,
        "accept_rules": True,
        "privacy": True,
        "heard": "contact_point",
        **{name: town[name] for name in SAME if name in town},
    }
    if place.country == "DE":
        answers["region"] = REGIONS.get(place.nuts2[:3], "lueneburg")
    if "money_euros" in town:
        answers["money"] = town["money_euros"] * 100
    return answers


def plan_answers(place: Any, *, year: int) -> dict[str, Any]:
    """What a candidate answers to the questions of the plan, by question; `year` is the title year."""
    town = texts()[place.key]
    goals, activities, groups, costs = town["goals"], town["activities"], town["groups"], town["budget"]
    begins = [date(year, 2, 1) + timedelta(days=70 * number) for number in range(len(activities))]
    total = sum(costs)
    return {
        "profile": town["profile"],
        "population": place.population,
        "population_year": year - 2,
        "assets": [part.strip() for part in town["needs"].split("Strength: ")[-1].rstrip(".").split(",")],
        "swot": [
            {"side": "strength", "what": town["needs"].split("Strength: ")[-1][:160]},
            {"side": "weakness", "what": town["challenges"][0]},
        ],
        "challenges": town["challenges"],
        "challenges_evidence": town["needs"],
        "groups_hit": groups,
        "vision": town["vision"],
        "goals": [
            {"goal": goal, "challenge": challenge, "capacity": capacity}
            for goal, challenge, capacity in zip(goals, town["challenges"], CAPACITIES, strict=True)
        ],
        "target_groups": [
            {"group": group, "how": f"Invited by people they know: {town['stakeholders'].split(',')[0]}."}
            for group in groups
        ],
        "groups_absent": groups[:1],
        "stakeholder_list": [{"who": who.strip(" .")} for who in town["stakeholders"].split(",")],
        "participation_made": f"{town['stakeholders']} They met three times, and residents commented on the draft.",
        "participation_methods": ["Open evening", "Walk through town", "Survey on paper and online"],
        "participation_level": "together",
        "activities": [
            {
                "name": name,
                "what": f"{name}, prepared and run with those it is for.",
                "goal": goals[number % len(goals)],
                "who": groups[number % len(groups)],
                "starts_on": begins[number].isoformat(),
                "ends_on": (begins[number] + timedelta(days=100)).isoformat(),
                "participants": 40 + 25 * number,
                "result": goals[number % len(goals)],
            }
            for number, name in enumerate(activities)
        ],
        "milestones": [
            {"what": f"{name} begins", "day": day.isoformat()} for name, day in zip(activities, begins, strict=True)
        ],
        "strategies": ["Development programme of the municipality", "Culture strategy"],
        "team": [{"person": "Culture officer", "role": "Coordinates"}, {"person": "Social worker"}],
        "coordinator": "Culture officer",
        "capacity": 24,
        "cost_lines": [
            {"activity": name, "what": "Fees, material, travel", "cost": cost * 100}
            for name, cost in zip(activities, costs, strict=True)
        ],
        "own_money": (total - 5000) * 100,
        "seed_money": 500000,
        "audiences": [{"audience": group, "channel": "Personal invitation"} for group in groups],
        "title_use": "The title stands on every invitation.",
        "outcomes_short": [f"{name} has taken place" for name in activities],
        "outcomes_medium": goals,
        "indicators": [
            {"what": goal, "start": "asked before the first activity", "target": "a fifth more", "how": "survey"}
            for goal in goals
        ],
        "feedback": "After every activity three questions on a card.",
        "learning": "We meet each quarter and change one thing.",
        "continue": f"{town['impact']} The running costs go into the ordinary budget of the following year.",
        "owner": town["authority"],
        "risks": [
            {"risk": town["risk"].split(":")[0], "likelihood": "medium", "effect": "medium", "answer": town["risk"]}
        ],
        "summary_challenges": town["challenges"][:3],
        "summary_goals": goals[:3],
        "summary_activities": activities[:3],
    }
