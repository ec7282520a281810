from navet.front.views.pages import about, accessibility, front, privacy
from navet.front.views.patterns import patterns

__all__ = ["about", "accessibility", "front", "patterns", "privacy"]
