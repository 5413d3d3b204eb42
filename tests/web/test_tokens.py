"""Colours have names, names have enough contrast, and no style or script hides in a template."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "pearls"
CSS = SOURCE / "web" / "css"
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")
TEMPLATES = sorted(SOURCE.glob("*/templates/**/*.html"))

# text on ground, at least 4.5 to 1
TEXT = [
    *(
        (text, ground)
        for text in ("text", "text-soft", "link", "link-strong")
        for ground in ("page", "surface", "quiet")
    ),
    ("accent-text", "page"),
    ("accent-text", "accent-quiet"),
    ("accent-text", "quiet"),
    ("good", "page"),
    ("good", "good-quiet"),
    ("wrong", "page"),
    ("wrong", "surface"),
    ("wrong", "wrong-quiet"),
    ("text", "info-quiet"),
    ("text", "accent-quiet"),
    ("text", "good-quiet"),
    ("text", "wrong-quiet"),
    ("text-soft", "quiet-strong"),
    ("on-action", "action"),
    ("on-action", "action-hover"),
    ("on-deep", "deep"),
    ("on-deep-soft", "deep"),
]
# parts that carry meaning, at least 3 to 1
PARTS = [
    ("line-strong", "page"),
    ("line-strong", "surface"),
    ("accent", "page"),
    ("pearl-deep", "page"),
]
PARTS += [("focus", ground) for ground in ("page", "surface", "deep", "sea", "land", "quiet", "quiet-strong")]
PARTS += [("focus", f"{tone}-quiet") for tone in ("accent", "good", "wrong", "info")]
PARTS += [("pearl-deep", "sea"), ("pearl-deep", "land"), ("good", "page"), ("action", "quiet-strong")]


def colors(block: str) -> dict[str, str]:
    return dict(re.findall(r"--color-([a-z-]+): (#[0-9a-f]{6});", block))


LIGHT = colors(TOKENS.split("@media")[0])
DARK = LIGHT | colors(TOKENS.split("@media (prefers-color-scheme: dark)")[1].split("@media")[0])


def contrast(one: str, other: str) -> float:
    """The ratio that WCAG 2.2 defines, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_measure_is_right() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_parts_have_enough_contrast(theme: dict[str, str]) -> None:
    assert set(DARK) == set(LIGHT)
    pale = [f"{text} on {ground}" for text, ground in TEXT if contrast(theme[text], theme[ground]) < 4.5]
    pale += [f"{part} on {ground}" for part, ground in PARTS if contrast(theme[part], theme[ground]) < 3]

    assert pale == []


def test_raw_colors_stand_in_the_tokens_alone() -> None:
    raw = re.compile(r"#[0-9a-fA-F]{3,8}\b(?!\s*[{,])|\b(?:rgba?|hsla?|oklch|lab)\(")
    found = {
        f"{path.name}: {match}"
        for path in CSS.rglob("*.css")
        if path.name != "tokens.css"
        for match in raw.findall(path.read_text(encoding="utf-8"))
    }

    assert raw.findall("a { color: #fff; }") == ["#fff"]
    assert found == set()


def test_only_known_tokens_are_used() -> None:
    known = set(re.findall(r"(--[a-z0-9-]+):", TOKENS))
    used = {name for path in CSS.rglob("*.css") for name in re.findall(r"var\((--[a-z0-9-]+)", path.read_text("utf-8"))}

    assert used - known == set()


INLINE = re.compile(r"<style\b|\sstyle=[\"']|\son[a-z]+=[\"']|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)


@pytest.mark.parametrize(
    "source", ['<p style="x">', "<style>", '<a onclick="x">', "<script>x</script>", '<a href="javascript:x">']
)
def test_inline_style_and_script_are_seen(source: str) -> None:
    assert INLINE.search(source)


def test_no_template_has_inline_style_or_script() -> None:
    assert not INLINE.search('<script src="a.js" defer></script><link rel="stylesheet">')
    assert [path.name for path in TEMPLATES if INLINE.search(path.read_text(encoding="utf-8"))] == []
    assert len(TEMPLATES) > 20
