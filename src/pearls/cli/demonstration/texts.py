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
    return {
        "profile": town["profile"],
        "population": place.population,
        "population_year": year - 2,
        "vision": town["vision"],
        "participation_made": f"{town['stakeholders']} They met three times, and residents commented on the draft.",
        "participation_level": "together",
        "seed_money": 500000,
        "title_use": "The title stands on every invitation.",
        "feedback": "After every activity three questions on a card.",
        "learning": "We meet each quarter and change one thing.",
        "continue": f"{town['impact']} The running costs go into the ordinary budget of the following year.",
        "owner": town["authority"],
        "summary_challenges": town["challenges"][:3],
        "summary_goals": town["goals"][:3],
        "summary_activities": town["activities"][:3],
        **_why(town),
        **_what(town, year),
        **_who_and_money(town, year),
    }


def _why(town: dict[str, Any]) -> dict[str, Any]:
    """Challenges, the goals that answer them, and whom they are for."""
    strength = town["needs"].split("Strength: ")[-1]
    groups = [f"g{number}" for number, _group in enumerate(town["groups"], start=1)]
    return {
        "assets": [
            {"id": f"r{number}", "name": " ".join(part.split()[:18]).strip(" ."), "used": "little"}
            for number, part in enumerate(strength.split(","), start=1)
        ],
        "swot": [
            {"id": "s1", "what": " ".join(strength.split()[:38]), "side": "strength"},
            {"id": "s2", "what": town["challenges"][0], "side": "weakness"},
        ],
        "challenges": [
            {"id": f"c{number}", "challenge": challenge, "evidence": town["needs"], "groups": groups[:2]}
            for number, challenge in enumerate(town["challenges"], start=1)
        ],
        "goals": [
            {"id": f"z{number}", "goal": goal, "challenges": [f"c{number}"], "capacity": capacity}
            for number, (goal, capacity) in enumerate(zip(town["goals"], CAPACITIES, strict=True), start=1)
        ],
        "target_groups": [
            {
                "id": name,
                "group": group,
                "today": "little" if name == "g1" else "much",
                "how": f"Invited by people they know: {town['stakeholders'].split(',')[0]}.",
            }
            for name, group in zip(groups, town["groups"], strict=True)
        ],
        "stakeholders": [
            {
                "id": f"p{number}",
                "who": " ".join(who.split()[:18]).strip(" ."),
                "influence": ("high", "medium", "low")[number % 3],
                "interest": ("medium", "high")[number % 2],
            }
            for number, who in enumerate(town["stakeholders"].split(","), start=1)
        ],
        "methods": [
            {"id": "m1", "method": "Open evening", "tool": "world_cafe"},
            {"id": "m2", "method": "Walk through town", "tool": "placegame"},
            {"id": "m3", "method": "Survey on paper and online", "tool": "plan_survey"},
        ],
    }


def _what(town: dict[str, Any], year: int) -> dict[str, Any]:
    """The activities with their days, and how one will see what they did."""
    begins = [date(year, 2, 1) + timedelta(days=70 * number) for number in range(len(town["activities"]))]
    goals, groups = len(town["goals"]), len(town["groups"])
    return {
        "activities": [
            {
                "id": f"a{number}",
                "name": name,
                "what": f"{name}, prepared and run with those it is for.",
                "goals": [f"z{(number - 1) % goals + 1}"],
                "groups": [f"g{(number - 1) % groups + 1}"],
                "owner": "t1" if number % 2 else "t2",
                "methods": [f"m{(number - 1) % 3 + 1}"],
                "starts_on": day.isoformat(),
                "ends_on": (day + timedelta(days=100)).isoformat(),
                "participants": 40 + 25 * number,
                "participation": "together" if number == 1 else "involve",
                "result": town["goals"][(number - 1) % goals],
            }
            for number, (name, day) in enumerate(zip(town["activities"], begins, strict=True), start=1)
        ],
        "milestones": [
            {"id": f"n{number}", "what": f"{name} begins", "on": day.isoformat()}
            for number, (name, day) in enumerate(zip(town["activities"], begins, strict=True), start=1)
        ],
        "decisions": [
            {"id": "d1", "what": "What goes on after the year", "on": f"{year}-12-01", "activities": ["a1"]},
        ],
        "outcomes": [
            {"id": f"o{number}", "what": f"{name} has taken place", "term": "short"}
            for number, name in enumerate(town["activities"], start=1)
        ],
        "indicators": [
            {
                "id": f"i{number}",
                "name": goal,
                "goals": [f"z{number}"],
                "activities": [f"a{number}"],
                "unit": "of 100 asked",
                "baseline": str(20 + 5 * number),
                "baseline_on": f"{year - 1}-05-02",
                "target": str(30 + 8 * number),
                "how": "The same survey before and after",
            }
            for number, goal in enumerate(town["goals"], start=1)
        ],
    }


def _who_and_money(town: dict[str, Any], year: int) -> dict[str, Any]:
    """The team, the costs by activity, where the money comes from, and what may go wrong."""
    costs = town["budget"]
    own = (sum(costs) - 5000) * 100
    return {
        "strategies": [
            {"id": "y1", "name": "Development programme of the municipality", "goals": ["z1"]},
            {"id": "y2", "name": "Culture strategy", "goals": ["z2"]},
        ],
        "team": [
            {"id": "t1", "person": "Culture officer", "role": "Coordinates", "coordinates": True, "hours": 24},
            {"id": "t2", "person": "Social worker", "role": "Invites", "hours": 8},
        ],
        "sources": [{"id": "q1", "name": "Own budget", "kind": "own", "amount": own, "state": "agreed"}],
        "cost_lines": _cost_lines(costs, year),
        "audiences": [
            {"id": f"u{number}", "audience": group, "channel": "Personal invitation"}
            for number, group in enumerate(town["groups"], start=1)
        ],
        "risks": [
            {
                "id": "x1",
                "risk": " ".join(town["risk"].split(":")[0].split()[:28]),
                "likelihood": "medium",
                "effect": "medium",
                "answer": " ".join(town["risk"].split()[:58]),
                "owner": "t1",
            }
        ],
    }


def _cost_lines(costs: list[int], year: int) -> list[dict[str, Any]]:
    """One line for each activity; the first 5,000 euros are seed money, the rest the town's own."""
    lines: list[dict[str, Any]] = []
    seed = 5000
    for number, cost in enumerate(costs, start=1):
        from_seed = min(seed, cost)
        seed -= from_seed
        parts: list[tuple[dict[str, Any], int]] = [({"is_seed": True}, from_seed), ({"source": "q1"}, cost - from_seed)]
        lines += [
            {
                "id": f"k{number}{'s' if 'is_seed' in paid else ''}",
                "what": "Fees" if "is_seed" in paid else "Material and travel",
                "activity": f"a{number}",
                "kind": "fees" if "is_seed" in paid else "material",
                "amount": amount * 100,
                **paid,
                "on": f"{year}-{min(12, 2 * number + 1):02d}-15",
            }
            for paid, amount in parts
            if amount
        ]
    return lines
