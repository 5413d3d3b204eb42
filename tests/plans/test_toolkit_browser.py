"""The toolkit in a browser: readable, narrow and wide, and narrowed in place."""

import pytest

from tests.browser import Reader


@pytest.mark.slow
@pytest.mark.browser
def test_the_list_is_narrowed_in_place_and_the_address_tells_how(reader: Reader) -> None:
    context = reader.context()
    page = context.new_page()
    page.goto("/en/toolkit/")

    page.get_by_label("When in the work").select_option("decide")

    page.get_by_text("2 of 54").wait_for()
    page.get_by_role("link", name="Dot voting").wait_for()
    assert "phase=decide" in page.url
    context.close()
