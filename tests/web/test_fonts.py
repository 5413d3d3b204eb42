"""The typefaces are the ones that VENDOR.toml names."""

import hashlib
import tomllib
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "src" / "pearls" / "web" / "static" / "web" / "fonts"
FONTS = tomllib.loads((FOLDER / "VENDOR.toml").read_text(encoding="utf-8"))["font"]


def test_every_typeface_is_listed_with_its_hash_and_licence() -> None:
    served = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FOLDER.glob("*.woff2")}

    assert served == {font["file"]: font["sha256"] for font in FONTS}
    assert all((FOLDER / font["licence_file"]).exists() for font in FONTS)
    assert all(font["licence"] == "OFL-1.1" and font["origin"] and font["version"] for font in FONTS)


def test_the_typefaces_stay_light() -> None:
    assert sum(path.stat().st_size for path in FOLDER.glob("*.woff2")) < 70_000
