"""A deck in chosen languages, theme and format becomes an edition."""

from cardkit.edition.model import Choice, Edition, EditionCard
from cardkit.edition.resolution import resolve, theme_serves
from cardkit.edition.theme_folder import theme_folders

__all__ = ["Choice", "Edition", "EditionCard", "resolve", "theme_folders", "theme_serves"]
