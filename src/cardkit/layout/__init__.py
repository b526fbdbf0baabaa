"""Cards and layout data become faces: display lists in millimetres."""

from cardkit.layout.contact import contact_sheets, panorama
from cardkit.layout.face import lay_out

__all__ = ["contact_sheets", "lay_out", "panorama"]
