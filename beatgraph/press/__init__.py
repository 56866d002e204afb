"""Presses: processes of their own for what would stop the event loop, and must not take for ever."""

from beatgraph.press.press import Press, PressError

__all__ = ["Press", "PressError"]
