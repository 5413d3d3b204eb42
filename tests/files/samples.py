"""Small files of every kind, made in the test."""

import io
import zipfile

from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def archive(**members: bytes) -> bytes:
    """A ZIP with these members; two underscores stand for a slash, one dot is written as DOT."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name.replace("__", "/").replace("DOT", "."), data)
    return content.getvalue()


def docx(text: bytes = b"<w/>") -> bytes:
    return _with_types({"word/document.xml": text})


def _with_types(members: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", b"<Types/>")
        for name, data in members.items():
            target.writestr(name, data)
    return content.getvalue()


def docx_with_macros() -> bytes:
    return _with_types({"word/document.xml": b"<w/>", "word/vbaProject.bin": b"x"})


def odt_that_cannot_be_unpacked() -> bytes:
    """Its packed type is noise where an archive says there is a deflated text."""
    content = bytearray(archive(mimetype=b"application/vnd.oasis.opendocument.text"))
    start = content.index(b"mimetype") + len("mimetype")
    content[start : start + 20] = b"\xff" * 20
    return bytes(content)


def picture(kind: str = "JPEG", comment: str = "") -> bytes:
    content = io.BytesIO()
    image = Image.new("RGB", (40, 30), "teal")
    exif = Image.Exif()
    if comment:
        exif[0x010E] = comment  # ImageDescription
    image.save(content, format=kind, exif=exif)
    return content.getvalue()
