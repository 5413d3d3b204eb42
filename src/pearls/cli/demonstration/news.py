"""Invented news of the office, one of them under embargo, and a Pearl's story with pictures drawn on the spot."""

import tomllib
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from pearls.cli.demonstration.title_year import OWN
from pearls.cli.demonstration.towns import place_of
from pearls.files.rules import Licence
from pearls.kernel.actor import Actor
from pearls.news import rules
from pearls.news import services as news
from pearls.people import queries as people_queries
from pearls.programme import queries as programme_queries

FILE = Path(__file__).resolve().parent / "news.toml"
WIDTH, HEIGHT = 1600, 1000
SKY, SUN, WOOD, SAND = (250, 240, 222), (236, 201, 143), (63, 107, 74), (223, 205, 166)
WATER, RIPPLE, COAT = (151, 190, 197), (213, 229, 230), (18, 50, 63)


def play_news(cast: dict[str, people_queries.Person], now: datetime) -> None:
    """Two news of the office, and a story of the Pearl in its title year, told in two languages."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    office = programme_queries.actor_for(cast["coordinator"])
    town = programme_queries.actor_for(cast["town"])
    for row in told["news"]:
        at = now - timedelta(days=row["days_ago"])
        made = news.begin_story(actor=office, telling=_telling(row, at), is_demonstration=True, now=min(at, now))
        news.publish_story(actor=office, story=made, now=min(at, now))
    for row in told["stories"]:
        _story(town, office, row, told["photos"], now)


def _story(town: Actor, office: Actor, row: dict[str, Any], photos: dict[str, Any], now: datetime) -> None:
    at = now - timedelta(days=row["days_ago"])
    made = news.begin_story(actor=town, telling=_telling(row, at), place=place_of(OWN), now=at)
    for name in row["photos"]:
        news.add_photo(
            actor=town,
            story=made,
            upload=SimpleUploadedFile(f"{name}.jpg", picture(name)),
            alt=photos[name]["alt_lv"],
            credit=photos[name]["credit_lv"],
            licence=Licence.BY,
            now=at,
        )
    other = news.begin_story(actor=town, telling=_telling(row["translation"], at), translation_of=made, now=at)
    for one in (made, other):
        news.send_story(actor=town, story=one, now=at)
        news.publish_story(actor=office, story=one, now=at + timedelta(hours=5))


def _telling(row: dict[str, Any], at: datetime) -> rules.Telling:
    return rules.Telling(row["language"], row["title"], row["lead"], row["body"].strip(), at)


def picture(name: str) -> bytes:
    """A simple drawing as a JPEG: a lake with an island, or people who walk along its shore."""
    image = Image.new("RGB", (WIDTH, HEIGHT), SKY)
    draw = ImageDraw.Draw(image)
    draw.ellipse((1150, 110, 1350, 310), fill=SUN)
    for left in range(-100, WIDTH, 90):
        draw.polygon([(left, 470), (left + 75, 250 + left % 130), (left + 150, 470)], fill=WOOD)
    draw.rectangle((0, 460, WIDTH, HEIGHT), fill=WATER)
    for row in range(500, 980, 55):
        draw.line([(x, row + (x // 80 % 2) * 10) for x in range(0, WIDTH + 80, 80)], fill=RIPPLE, width=5)
    if name == "walk":
        draw.polygon([(0, 820), (WIDTH, 720), (WIDTH, HEIGHT), (0, HEIGHT)], fill=SAND)
        for number in range(9):
            _walker(draw, 140 + number * 160, 800 - number * 9, 150 - number % 3 * 25)
    else:
        draw.ellipse((420, 600, 980, 740), fill=SAND)
        draw.polygon([(600, 640), (690, 430), (780, 640)], fill=WOOD)
    content = BytesIO()
    image.save(content, format="JPEG", quality=85)
    return content.getvalue()


def _walker(draw: ImageDraw.ImageDraw, x: int, foot: int, height: int) -> None:
    head = height // 5
    draw.ellipse((x - head // 2, foot - height, x + head // 2, foot - height + head), fill=SUN)
    draw.polygon([(x, foot - height + head), (x - height // 4, foot), (x + height // 4, foot)], fill=COAT)
