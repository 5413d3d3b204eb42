"""Build the outlines of the Baltic Sea region from npm's world-atlas; run by hand, its result is committed.

    .venv/bin/python tools/build_map.py          (needs npm on the path; nothing else is installed)

Borders: Natural Earth (public domain), 1:50 million. Taken are the land and the outlines of our nine countries alone.
"""

import json
import math
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "src"))

from pearls.web.maps.projection import HEIGHT, WIDTH, on_map  # noqa: E402

PACKAGE = "world-atlas@2.0.2"
COUNTRIES = {"208": "DK", "233": "EE", "246": "FI", "248": "FI", "276": "DE", "428": "LV", "440": "LT", "578": "NO",
             "616": "PL", "752": "SE"}  # fmt: skip
MARGIN = 60
LEVELS = {"large": (1.0, 12.0), "small": (7.0, 500.0)}  # kilometres that a line may stray; smallest island in km²

Point = tuple[float, float]


def read_atlas() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        [tarball] = Path(folder).glob("*.tgz")
        with tarfile.open(tarball) as tar:
            member = tar.extractfile("package/countries-50m.json")
            if member is None:
                raise SystemExit(f"{PACKAGE} holds no countries-50m.json")
            atlas: dict[str, Any] = json.load(member)
            return atlas


def arcs_on_map(atlas: dict[str, Any]) -> list[list[Point]]:
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append(on_map(y * sy + ty, x * sx + tx))
        arcs.append(points)
    return arcs


def simplified(points: Sequence[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker's line: no point left out strays further than the tolerance."""
    if len(points) < 3:
        return list(points)
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        length = math.hypot(bx - ax, by - ay)
        worst, at = 0.0, first
        for i in range(first + 1, last):
            px, py = points[i]
            away = (
                abs((bx - ax) * (ay - py) - (ax - px) * (by - ay)) / length if length else math.hypot(px - ax, py - ay)
            )
            if away > worst:
                worst, at = away, i
        if worst > tolerance:
            keep.add(at)
            spans += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def joined(arcs: list[list[Point]], indices: Iterable[int]) -> list[Point]:
    ring: list[Point] = []
    for index in indices:
        points = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += points[1:] if ring else points
    return ring


def clipped(ring: list[Point]) -> list[Point]:
    """Sutherland and Hodgman's cut at the frame and a little beyond it."""
    edges = ((0, -MARGIN, 1), (0, WIDTH + MARGIN, -1), (1, -MARGIN, 1), (1, HEIGHT + MARGIN, -1))
    for axis, limit, sign in edges:
        result: list[Point] = []
        for i, now in enumerate(ring):
            before = ring[i - 1]
            is_in, was_in = (now[axis] - limit) * sign >= 0, (before[axis] - limit) * sign >= 0
            if is_in != was_in:
                share = (limit - before[axis]) / (now[axis] - before[axis])
                result.append((before[0] + share * (now[0] - before[0]), before[1] + share * (now[1] - before[1])))
            if is_in:
                result.append(now)
        ring = result
        if not ring:
            break
    return ring


def area(ring: list[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def as_path(points: Sequence[Point], *, closed: bool) -> str:
    whole = [(round(x), round(y)) for x, y in points]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole)]
    numbers = "".join(f"{' ' if n >= 0 else ''}{n}" for step in steps if step != (0, 0) for n in step).strip()
    return f"M{whole[0][0]} {whole[0][1]}l{numbers}{'z' if closed else ''}" if numbers else ""


def polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    if geometry["type"] == "GeometryCollection":
        return [polygon for part in geometry["geometries"] for polygon in polygons(part)]
    return [geometry["arcs"]] if geometry["type"] == "Polygon" else list(geometry["arcs"])


def outline(arcs: list[list[Point]], geometry: dict[str, Any], least_area: float) -> str:
    rings = (clipped(joined(arcs, ring)) for polygon in polygons(geometry) for ring in polygon)
    return "".join(as_path(ring, closed=True) for ring in rings if len(ring) > 2 and area(ring) >= least_area)


def borders(arcs: list[list[Point]], countries: list[dict[str, Any]]) -> str:
    """The lines between two countries of which one at least is ours, each once."""
    users: dict[int, set[str]] = {}
    for country in countries:
        code = COUNTRIES.get(country.get("id", ""), country["properties"]["name"])
        for polygon in polygons(country):
            for index in (index for ring in polygon for index in ring):
                users.setdefault(index if index >= 0 else ~index, set()).add(code)
    ours = set(COUNTRIES.values())
    lines = (arcs[index] for index, codes in sorted(users.items()) if len(codes) == 2 and codes & ours)
    return "".join(
        as_path(line, closed=False) for line in lines if any(0 < x < WIDTH and 0 < y < HEIGHT for x, y in line)
    )


def main() -> int:
    atlas = read_atlas()
    full = arcs_on_map(atlas)
    countries = atlas["objects"]["countries"]["geometries"]
    ours = {"type": "GeometryCollection", "geometries": [c for c in countries if c.get("id") in COUNTRIES]}
    built = {}
    for level, (tolerance, least_area) in LEVELS.items():
        arcs = [simplified(arc, tolerance) for arc in full]
        built[level] = {
            "land": outline(arcs, atlas["objects"]["land"], least_area),
            "ours": outline(arcs, ours, least_area),
            "borders": borders(arcs, countries),
        }
        print(level, {name: len(path) for name, path in built[level].items()})
    about = "Outlines for web/maps, in kilometres from the map's upper left corner. Borders: Natural Earth."
    target = PROJECT / "src" / "pearls" / "web" / "maps" / "data" / "outlines.json"
    target.write_text(json.dumps({"about": about, **built}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
