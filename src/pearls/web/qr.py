"""QR codes as drawings, for papers."""

import io

import segno


def qr_svg(link: str) -> str:
    """The link as a QR code, an SVG without a size of its own."""
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="svg", xmldecl=False, scale=1, border=0, omitsize=True)
    return out.getvalue().decode()
