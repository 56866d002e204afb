"""Edges to what artists have earned and achieved."""

from beatgraph.analytics.levels import Level
from beatgraph.services import achievements, experience, levels
from beatgraph.services.achievements import Achieved
from beatgraph.services.experience import XpSource
from loaders.base import Many, One


class LevelByArtist(One[int, Level]):
    fetch = staticmethod(levels.by_artists)


class AchievementsByArtist(Many[int, Achieved]):
    fetch = staticmethod(achievements.by_artists)


class XpSourcesByArtist(Many[int, XpSource]):
    fetch = staticmethod(experience.sources)
