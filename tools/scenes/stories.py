"""Gather the scenes of the stories, which are drawn in the modules beside this one."""

from __future__ import annotations

from collections.abc import Callable

from tools.scenes.pen import Scene
from tools.scenes.story_beast import dinosaurs
from tools.scenes.story_camel import tea_road
from tools.scenes.story_cart import ulan_muqir
from tools.scenes.story_crater import volcanoes
from tools.scenes.story_home import three_thousand
from tools.scenes.story_jade import jade_dragon
from tools.scenes.story_reindeer import reindeer
from tools.scenes.story_skater import winter_games
from tools.scenes.story_song import long_song
from tools.scenes.story_willow import kubuqi

SCENES: dict[str, Callable[[], Scene]] = {
    "long-song-and-throat-singing": long_song,
    "kubuqi-greening": kubuqi,
    "three-thousand-children": three_thousand,
    "ulan-muqir": ulan_muqir,
    "hongshan-jade-dragon": jade_dragon,
    "aoluguya-reindeer": reindeer,
    "tea-road": tea_road,
    "winter-games-2024": winter_games,
    "ulan-hada-volcanoes": volcanoes,
    "erenhot-dinosaurs": dinosaurs,
}
