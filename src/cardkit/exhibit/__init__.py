"""An edition's words, pictures and looks become the static pages that its codes open."""

from cardkit.exhibit.judgement import judge_exhibition
from cardkit.exhibit.page import Page, Settings
from cardkit.exhibit.site import Front, Site, build

__all__ = ["Front", "Page", "Settings", "Site", "build", "judge_exhibition"]
