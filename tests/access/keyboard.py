"""A page walked through by Tab alone."""

from pathlib import Path

from playwright.sync_api import Page

WATCH = Path(__file__).with_name("keyboard.js").read_text(encoding="utf-8")
# Where the focus is: at the skip link, in the content, or after it.
IS_AT_SKIP_LINK = "document.activeElement.matches('.skip-link')"
IS_BEFORE_CONTENT = """() => {
  const [main, now] = [document.querySelector("main"), document.activeElement];
  return Boolean(main.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_PRECEDING);
}"""


def keyboard_problems(page: Page) -> list[str]:
    """What keeps somebody without a mouse from using a page that has just been opened."""
    found = []
    page.keyboard.press("Tab")
    if page.evaluate(IS_AT_SKIP_LINK):
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        if page.evaluate(IS_BEFORE_CONTENT):
            found.append("the skip link does not lead to the content")
    else:
        found.append("the first stop is not the skip link")
    page.evaluate("document.querySelector('a, button').focus()")
    for _ in range(page.evaluate(WATCH)):
        page.keyboard.press("Tab")
    return found + list(page.evaluate("window.keyboardWalk.found()"))
