"""Pictures at the gate: decoded and drawn anew, so that only what one sees is kept: no place, no camera,
nothing behind the picture.
"""

import io

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

from units.vietnamese import dotted

MOST_PIXELS = 25_000_000
"""Twice a telephone's usual picture; drawn, it takes 75 MB of memory for a moment."""

JPEG_QUALITY = 85
MODES = {"JPEG": ("RGB", "L"), "PNG": ("RGB", "RGBA", "L", "LA", "1", "I;16")}


def redrawn(content: bytes, kind: str) -> bytes:
    """The picture (kind "JPEG" or "PNG") as bytes of the same kind, upright. Raises ValidationError."""
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise _too_large(f"{dotted(picture.width)} × {dotted(picture.height)} điểm")
            ImageOps.exif_transpose(picture, in_place=True)
            return _drawn(picture, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large("hàng trăm triệu điểm") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise ValidationError(
            "Tệp mang dạng ảnh nhưng không đọc được như một bức ảnh. Hãy mở ảnh, lưu lại rồi chọn lại tệp.",
            code="broken",
        ) from error


def _drawn(picture: Image.Image, kind: str) -> bytes:
    picture.load()
    if picture.mode not in MODES[kind]:
        has_holes = kind == "PNG" and ("transparency" in picture.info or picture.mode == "PA")
        picture = picture.convert("RGBA" if has_holes else "RGB")
    picture.info.clear()  # comments, profiles and the like would be written again
    out = io.BytesIO()
    picture.save(out, kind, **({"quality": JPEG_QUALITY} if kind == "JPEG" else {}))
    return out.getvalue()


def _too_large(size: str) -> ValidationError:
    return ValidationError(
        f"Ảnh có {size}, quá lớn. Hãy thu nhỏ ảnh, hoặc chụp lại ở cỡ không quá "
        f"{MOST_PIXELS // 1_000_000} triệu điểm.",
        code="pixels",
    )
