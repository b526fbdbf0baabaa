"""Gather the scenes of the industries, each drawn in a module of its own."""

from __future__ import annotations

from collections.abc import Callable

from tools.scenes.industry_coal import coal_chemistry
from tools.scenes.industry_dune import desert_control
from tools.scenes.industry_ferment import biotechnology
from tools.scenes.industry_horse import solar_power
from tools.scenes.industry_machine import advanced_manufacturing
from tools.scenes.industry_maize import granary_and_meat
from tools.scenes.industry_millet import green_agriculture
from tools.scenes.industry_ore import rare_earths
from tools.scenes.industry_snow import winter_sports
from tools.scenes.pen import Scene

SCENES: dict[str, Callable[[], Scene]] = {
    "granary-and-meat": granary_and_meat,
    "solar-power": solar_power,
    "rare-earths-new-materials": rare_earths,
    "coal-chemistry": coal_chemistry,
    "advanced-manufacturing": advanced_manufacturing,
    "biotechnology": biotechnology,
    "winter-sports-tourism": winter_sports,
    "desert-control-ecology": desert_control,
    "green-agriculture": green_agriculture,
}
