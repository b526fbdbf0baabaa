"""Say what this machine's picture library can do."""

from __future__ import annotations

from pathlib import Path

#: What photographs come as, and what Pillow calls the part of itself that opens it.
_PARTS = {"JPEG": "jpg", "PNG": "zlib", "WebP": "webp", "TIFF": "libtiff"}


def formats() -> dict[str, bool]:
    """Whether photographs of each format can be opened: Pillow may have been built without some."""
    from PIL import features

    return {name: bool(features.check(part)) for name, part in _PARTS.items()}


def profile_name(path: Path) -> str:
    """What an ICC profile calls itself. Raises OSError where it cannot be read, ValueError where it is none."""
    from PIL import ImageCms

    try:
        return ImageCms.getProfileDescription(ImageCms.getOpenProfile(str(path))).strip()
    except ImageCms.PyCMSError as fault:
        raise ValueError(str(fault)) from fault
