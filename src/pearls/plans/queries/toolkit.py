"""The toolkit that comes with the project: read from its files when first asked for, then kept; no table."""

from functools import cache
from pathlib import Path

from pearls.documents import queries as document_queries
from pearls.documents import rules as document_rules
from pearls.plans.rules.toolkit import Tool, Toolkit, Wish, is_wanted, parse_toolkit
from pearls.programme.rules.reading import Text

DATA = Path(__file__).resolve().parent.parent / "data" / "toolkit"


@cache
def toolkit() -> Toolkit:
    """The whole toolkit.

    Raises: ToolkitError, naming the file and the key that is wrong.
    """
    return parse_toolkit({path.name: path.read_text(encoding="utf-8") for path in sorted(DATA.glob("*.toml"))})


@cache
def _by_id() -> dict[str, Tool]:
    return {found.id: found for found in toolkit().tools}


def tool(id: str) -> Tool | None:
    """One tool by its id, as it stands in its address; None where there is none."""
    return _by_id().get(id)


def tools(wish: Wish | None = None) -> list[Tool]:
    """The tools that somebody looks for, in the order of the phases; without a wish all of them."""
    return [found for found in toolkit().tools if wish is None or is_wanted(found, wish)]


def tools_for_section(section_id: str) -> list[Tool]:
    """The tools that feed a section of the plan."""
    return tools(Wish(section=section_id))


@cache
def plan_sections() -> dict[str, Text]:
    """The titles of the sections of the plan as it is shipped, in their order."""
    form = document_rules.parse_form(document_queries.shipped_definition("plan"))
    return {section.id: section.title for section in form.sections}
