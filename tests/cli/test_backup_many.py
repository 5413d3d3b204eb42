"""Hundreds of uploads in a backup: every byte comes back, and one wrong bit anywhere is found beforehand."""

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from pearls.cli.commands import main
from pearls.mail.models import Message

pytestmark = pytest.mark.django_db(transaction=True)

COUNT = 300
NAMES = ("vēstule.pdf", "Łódź – plan.docx", "a b.txt", "'quoted'.pdf", "x" * 120 + ".pdf", "日本.pdf")


@pytest.fixture
def uploads() -> dict[str, str]:
    """Three hundred files in folders as uploads lie, some empty, some large; their hashes by path."""
    chance = random.Random(300)
    for number in range(COUNT):
        folder = Path(settings.MEDIA_ROOT) / f"{chance.randrange(256):02x}" / f"{number}"
        folder.mkdir(parents=True)
        size = 0 if number % 50 == 0 else 200_000 if number % 50 == 1 else chance.randrange(1, 3_000)
        content = chance.randbytes(size) if number % 2 else f"{number} Kultūra ".encode() * (size // 10)
        (folder / NAMES[number % len(NAMES)]).write_bytes(content)
    return hashes()


def hashes() -> dict[str, str]:
    media = Path(settings.MEDIA_ROOT)
    files = sorted(path for path in media.rglob("*") if path.is_file())
    return {str(path.relative_to(media)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def damaged(content: bytes) -> Iterator[bytes]:
    """The file with one wrong bit, here and there from its first byte to its last, and cut short."""
    chance = random.Random(7)
    places = [0, 3, 15, len(content) - 1, len(content) - 5, *(chance.randrange(len(content)) for _ in range(16))]
    for place in places:
        yield content[:place] + bytes([content[place] ^ (1 << chance.randrange(8))]) + content[place + 1 :]
    for part in (10, len(content) // 3, len(content) - 8):
        yield content[:part]


def test_three_hundred_uploads_come_back_byte_for_byte(uploads: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "pearls.backup"
    assert main(["backup", str(file)]) == 0
    for path in [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()][::3]:
        path.write_bytes(b"written over since")
    (Path(settings.MEDIA_ROOT) / "stray.txt").write_text("not in the backup")

    assert main(["restore", str(file), "--force"]) == 0

    assert len(uploads) == COUNT
    assert hashes() == uploads


@pytest.mark.slow
def test_damage_anywhere_is_named_and_changes_nothing(
    uploads: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pearls.backup"
    main(["backup", str(file)])
    (Path(settings.MEDIA_ROOT) / "newer.txt").write_text("not in the backup")
    now_there = hashes()
    whole = file.read_bytes()
    capsys.readouterr()

    for content in damaged(whole):
        file.write_bytes(content)
        code = main(["restore", str(file), "--force", "--json"])
        out, err = capsys.readouterr()

        if code == 0:  # a bit of the gzip header that means nothing: its time, its system
            assert hashes() == uploads
            (Path(settings.MEDIA_ROOT) / "newer.txt").write_text("not in the backup")
            continue
        assert (code in (1, 2), out, err.count("\n")) == (True, "", 1), err
        assert str(file) in err
        assert hashes() == now_there

    assert not list(Path(settings.MEDIA_ROOT).parent.glob(".pearls-restore-*"))
    assert Message.objects.count() == 0
