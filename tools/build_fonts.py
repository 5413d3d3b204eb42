"""Cut the two typefaces down to the letters of our ten languages; run by hand, its results are committed.

It needs `fonttools` and `brotli`, which Pearls itself does not, and the two npm packages named in
`src/pearls/web/static/web/fonts/VENDOR.toml`, unpacked side by side in the folder that is given:

    npm pack inter-ui@4.1.1 @fontsource-variable/newsreader@5.3.0
    python tools/build_fonts.py FOLDER
"""

import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).resolve().parent.parent / "src" / "pearls" / "web" / "static" / "web" / "fonts"
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B]
SIGNS = [ord(sign) for sign in "‐‑–—‘’‚“”„†•…′″‹›€™−×≤≥≈←↑→↓✓"] + [0x2009, 0x202F, 0x2212]
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "lnum", "pnum", "case"]


def cut(font: TTFont) -> TTFont:
    """Leave only our letters and the features that we use."""
    options = Options()
    options.layout_features = FEATURES
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[*LETTERS, *SIGNS])
    subsetter.subset(font)
    return font


def inter(folder: Path) -> None:
    """The work face: regular to bold in one file, cut for text sizes."""
    font = cut(TTFont(folder / "inter-ui" / "variable" / "InterVariable.woff2"))
    save(instantiateVariableFont(font, {"opsz": 14, "wght": (400, 700)}), "inter-pearls.woff2")


def newsreader(folder: Path) -> None:
    """The face of public titles: one weight, cut for display; its two halves joined."""
    halves = []
    for half in ("latin", "latin-ext"):
        source = folder / "newsreader" / "files" / f"newsreader-{half}-opsz-normal.woff2"
        font = instantiateVariableFont(cut(TTFont(source)), {"opsz": 36, "wght": 500})
        font.flavor = None
        path = folder / f"{half}.ttf"
        font.save(path)
        halves.append(str(path))
    save(Merger().merge(halves), "newsreader-pearls.woff2")


def save(font: TTFont, name: str) -> None:
    font.flavor = "woff2"
    font.save(TARGET / name)
    sys.stdout.write(f"{name}: {(TARGET / name).stat().st_size} bytes\n")


if __name__ == "__main__":
    inter(Path(sys.argv[1]))
    newsreader(Path(sys.argv[1]))
