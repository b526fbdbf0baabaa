"""Turn inks into light, three plates as red, green and blue: colours, colour spaces, pictures, shadings.

What is kept as plain bytes is sorted by planes; what is packed by a codec of
its own is drawn once, as large as a page shows it.
"""

from __future__ import annotations

from io import BytesIO
from itertools import product
from typing import TYPE_CHECKING

from cardkit.geometry import MM_PER_PT
from cardkit.pdf.document import UnreadablePdfError, opened, page
from cardkit.pdf.raster import RGB, Raster, raster
from cardkit.pdf.space import ALL, PROCESS, Colour, Space, colour
from cardkit.pdf.stream import MOST_BYTES, content

if TYPE_CHECKING:
    import pikepdf

#: The plates of one picture, at most three.
Plates = tuple[str, ...]

CHANNELS = 3
_INVERSE = bytes(range(255, -1, -1))


def light_of_colour(tint: Colour, plates: Plates) -> tuple[float, ...]:
    """What a colour leaves of the light, in each channel."""
    amounts = _amounts(tint)
    channels = [1 - amounts.get(plate, 0.0) for plate in plates]
    return (*channels, *([1.0] * (CHANNELS - len(channels))))


def _amounts(tint: Colour) -> dict[str, float]:
    """Ink by plate; what is no ink counts as the inks that look like it."""
    if tint.inks or not tint.tints:
        return tint.inks
    root = tint.space.root
    if root.components == CHANNELS and root.family != "Lab" and len(tint.tints) == CHANNELS:
        return {plate: 1 - value for plate, value in zip(PROCESS, tint.tints, strict=False)}
    return {}


def in_light(thing: pikepdf.Object, space: Space, plates: Plates, document: pikepdf.Pdf) -> pikepdf.Object:
    """A copy of a picture or shading whose colour space gives light by plates."""
    import pikepdf

    if not isinstance(thing, pikepdf.Stream):
        made: pikepdf.Object = copied(thing)
    else:
        if thing.get("/Subtype") == "/Image":
            light = _sorted(thing, space, plates) or _drawn(thing, space, plates)
            if light is not None:
                made = document.make_stream(light.pixels)
                for key in ("/Type", "/Subtype", "/SMask", "/Mask", "/Interpolate"):
                    if isinstance(thing.get(key), pikepdf.Stream | pikepdf.Name):
                        made[key] = thing[key]
                made["/Width"], made["/Height"], made["/BitsPerComponent"] = light.width, light.height, 8
                made["/ColorSpace"] = pikepdf.Name.DeviceRGB
                return made
        made = document.make_stream(bytes(thing.get_raw_stream_buffer()))
        for key in thing.keys():  # noqa: SIM118 - a stream is no mapping to Python
            if key != "/Length":
                made[key] = thing[key]
    made["/ColorSpace"] = substitute(space, plates, document)
    return made


def substitute(space: Space, plates: Plates, document: pikepdf.Pdf) -> pikepdf.Object:
    """A colour space for the same numbers that gives light by plates."""
    import pikepdf

    if space.family == "Indexed" and space.base is not None:
        size = max(1, space.base.components)
        table = bytearray()
        for start in range(0, len(space.table) - size + 1, size):
            tint = colour(space.base, [byte / 255 for byte in space.table[start : start + size]])
            table += bytes(round(value * 255) for value in light_of_colour(tint, plates))
        last = len(table) // CHANNELS - 1
        return pikepdf.Array(
            [pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, max(0, last), pikepdf.String(bytes(table) or b"\0\0\0")]
        )
    if space.family == "Lab" or not 1 <= space.components <= _MOST_INKS:
        return pikepdf.Name.DeviceRGB if space.components == CHANNELS else pikepdf.Name.DeviceGray
    corners = [
        light_of_colour(colour(space, corner[::-1]), plates) for corner in product((0.0, 1.0), repeat=space.components)
    ]
    if space.components == 1:
        function: pikepdf.Object = pikepdf.Dictionary(
            FunctionType=2, Domain=[0, 1], N=1, C0=list(corners[0]), C1=list(corners[1])
        )
        return pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name("/Cardkit"), pikepdf.Name.DeviceRGB, function])
    # Every plate is a plane over the tints, so its corners tell it all; the first tint varies fastest.
    samples = bytes(round(value * 255) for corner in corners for value in corner)
    function = document.make_stream(samples)
    function["/FunctionType"] = 0
    function["/Domain"] = pikepdf.Array([0, 1] * space.components)
    function["/Range"] = pikepdf.Array([0, 1] * CHANNELS)
    function["/Size"] = pikepdf.Array([2] * space.components)
    function["/BitsPerSample"] = 8
    inks = pikepdf.Array([pikepdf.Name(f"/Cardkit{index}") for index in range(space.components)])
    return pikepdf.Array([pikepdf.Name.DeviceN, inks, pikepdf.Name.DeviceRGB, function])


#: A table of more corners is more than any picture is worth.
_MOST_INKS = 8


def _sorted(image: pikepdf.Object, space: Space, plates: Plates) -> Raster | None:
    """The light that a picture of 8 bits leaves on three plates; None where its bytes are no plain planes."""
    width, height = int(image["/Width"]), int(image["/Height"])
    count = space.components
    size = width * height * count
    packing = image.get("/Filter")
    if packing is not None and packing != "/FlateDecode":
        return None
    if image.get("/BitsPerComponent") != 8 or not 0 < size <= MOST_BYTES:
        return None
    drivers = [_driver(space, plate) for plate in plates]
    decode = [float(value) for value in image.get("/Decode", [0, 1] * count)]
    if any(driver is None for driver in drivers) or decode not in ([0, 1] * count, [1, 0] * count):
        return None
    data = content(image)
    if len(data) < size:
        return None
    planes = []
    turned = decode[0] == 1
    for driver in drivers:
        component, is_light = driver if driver is not None else (-1, True)
        if component < 0:
            planes.append(b"\xff" * (width * height))
        else:
            plane = data[component:size:count]
            planes.append(plane if is_light != turned else plane.translate(_INVERSE))
    planes += [b"\xff" * (width * height)] * (CHANNELS - len(planes))
    pixels = bytearray(width * height * CHANNELS)
    for channel, plane in enumerate(planes):
        pixels[channel::CHANNELS] = plane
    return Raster(width, height, RGB, bytes(pixels))


def _driver(space: Space, plate: str) -> tuple[int, bool] | None:
    """Which component makes a plate (-1 for none), and whether it counts light rather than ink; None if no single one."""
    if space.family in ("DeviceGray", "CalGray") or (space.family == "ICCBased" and space.components == 1):
        return (0, True) if plate == "Black" else (-1, True)
    if space.family == "DeviceCMYK" or (space.family == "ICCBased" and space.components == len(PROCESS)):
        return (PROCESS.index(plate), False) if plate in PROCESS else (-1, True)
    if space.family == "Lab":  # Whatever a press makes of it: its lightness is told by black.
        return (0, True) if plate == "Black" else (-1, True)
    if space.components == CHANNELS and not space.inks:
        return (PROCESS.index(plate), True) if plate in PROCESS[:CHANNELS] else (-1, True)
    if space.inks:
        made_by = [index for index, ink in enumerate(space.inks) if ink == plate or (ink == ALL and plate in PROCESS)]
        return None if len(made_by) > 1 else (made_by[0], False) if made_by else (-1, True)
    return None


#: Pixels along the longer side of a picture that is drawn once: 300 ppi of a card.
_LONGEST = 1000

#: The least side of a page in points (ISO 32000-1, Annex C).
_SHORTEST = 3


def _drawn(image: pikepdf.Object, space: Space, plates: Plates) -> Raster | None:
    """A picture of any codec, drawn in a colour space that gives light; None where it cannot be."""
    import pikepdf

    width, height = int(image["/Width"]), int(image["/Height"])
    if width <= 0 or height <= 0:
        return None
    shrink = min(1.0, _LONGEST / max(width, height))
    across, down = max(_SHORTEST, round(width * shrink)), max(_SHORTEST, round(height * shrink))
    out = BytesIO()
    with pikepdf.new() as alone:
        made = alone.make_stream(bytes(image.get_raw_stream_buffer()))
        for key in (
            "/Type",
            "/Subtype",
            "/Width",
            "/Height",
            "/BitsPerComponent",
            "/Filter",
            "/DecodeParms",
            "/Decode",
        ):
            if key in image and not isinstance(image[key], pikepdf.Dictionary | pikepdf.Array):
                made[key] = image[key]
            elif key in image:
                made[key] = pikepdf.Object.parse(image[key].unparse(resolved=True))
        made["/ColorSpace"] = substitute(space, plates, alone)
        alone.add_blank_page(page_size=(across, down))
        sheet = alone.pages[0].obj
        sheet["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=made))
        sheet["/Contents"] = alone.make_stream(f"{across} 0 0 {down} 0 0 cm /I Do".encode())
        alone.save(out)
    try:
        with opened(out.getvalue()) as file:
            return raster(page(file, 1), None, 1 / MM_PER_PT, RGB)
    except (UnreadablePdfError, ValueError):
        return None


def copied(dictionary: pikepdf.Object | None) -> pikepdf.Dictionary:
    """A dictionary of its own with the same entries; an empty one for none."""
    import pikepdf

    return pikepdf.Dictionary({key: dictionary[key] for key in dictionary.keys()} if dictionary is not None else {})  # noqa: SIM118
