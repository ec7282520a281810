"""A hub's two colours become a whole palette, light and dark, in which every text can be read.

Each colour of the design system has a place on the scale from black to white (its relative luminance, WCAG 2.2). The
hub's colour gives hue and strength, in OKLCH (B. Ottosson, 2020); the place is fixed, so contrast never depends on
what a hub chose.
"""

from functools import lru_cache
from math import atan2, cos, hypot, sin

LIGHT = {
    "background-default": 1.0,
    "background-tinted": 0.9,
    "surface-default": 1.0,
    "surface-tinted": 0.81,
    "surface-hover": 0.7,
    "surface-active": 0.59,
    "border-subtle": 0.5,
    "border-default": 0.19,
    "border-strong": 0.11,
    "text-subtle": 0.11,
    "text-default": 0.0245,
}
DARK = {
    "background-default": 0.009,
    "background-tinted": 0.014,
    "surface-default": 0.021,
    "surface-tinted": 0.027,
    "surface-hover": 0.0364,
    "surface-active": 0.056,
    "border-subtle": 0.08,
    "border-default": 0.22,
    "border-strong": 0.39,
    "text-subtle": 0.39,
    "text-default": 0.84,
    "base-default": 0.365,
    "base-hover": 0.272,
    "base-active": 0.194,
    "base-contrast-subtle": 0.0075,
    "base-contrast-default": 0.0,
}
# White text needs 4.5 : 1, so its ground may not be lighter than this.
LIGHTEST_UNDER_WHITE = 1.05 / 4.5 - 0.05

Linear = tuple[float, float, float]


def linear(colour: str) -> Linear:
    """`#rrggbb` as light, 0 to 1 a channel."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))

    def light(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return light(red), light(green), light(blue)


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    return brightness(linear(colour))


def brightness(light: Linear) -> float:
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def contrast(one: str, other: str) -> float:
    """How well the one is read on the other, 1 to 21 (WCAG 2.2, 1.4.3)."""
    lower, higher = sorted((luminance(one), luminance(other)))
    return (higher + 0.05) / (lower + 0.05)


def written(light: Linear) -> str:
    """Light as `#rrggbb`."""

    def part(value: float) -> int:
        value = min(max(value, 0.0), 1.0)
        return round(255 * (12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055))

    return "#" + "".join(f"{part(value):02x}" for value in light)


def hue_and_strength(colour: str) -> tuple[float, float]:
    """The hue (radians) and chroma of a colour in OKLCH."""
    red, green, blue = linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return atan2(b, a), hypot(a, b)


def light_of(lightness: float, strength: float, hue: float) -> Linear:
    """OKLCH as light; channels below 0 or above 1 lie outside what a screen shows."""
    a, b = strength * cos(hue), strength * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def shade(colour: str, place: float) -> str:
    """The colour's hue at another luminance, as strong as a screen can show it there."""
    hue, strength = hue_and_strength(colour)
    strength *= 0.25 + 0.75 * (1 - abs(2 * place**0.4 - 1)) ** 1.5
    lowest, highest = 0.0, 1.0
    for _ in range(24):
        middle = (lowest + highest) / 2
        if brightness(shown(middle, strength, hue)) < place:
            lowest = middle
        else:
            highest = middle
    return written(shown(highest, strength, hue))


def shown(lightness: float, strength: float, hue: float) -> Linear:
    """The strongest colour of that hue and lightness that a screen shows."""
    for share in (1.0, 0.85, 0.7, 0.55, 0.4, 0.25, 0.1):
        light = light_of(lightness, strength * share, hue)
        if all(-0.002 <= part <= 1.002 for part in light):
            return light
    return light_of(lightness, 0, hue)


def palette(colour: str) -> tuple[dict[str, str], dict[str, str]]:
    """Every shade by its name in the design system: for light pages, and for dark ones."""
    light = {name: shade(colour, place) for name, place in LIGHT.items()}
    dark = {name: shade(colour, place) for name, place in DARK.items()}
    place = luminance(colour)
    under_white = place <= LIGHTEST_UNDER_WHITE
    steps = (0.6, 0.35) if under_white else (1.2, 1.4)
    light["base-default"] = colour
    light["base-hover"] = shade(colour, min(place * steps[0], 0.95))
    light["base-active"] = shade(colour, min(place * steps[1], 0.97))
    light["base-contrast-default"] = "#ffffff" if under_white else "#000000"
    light["base-contrast-subtle"] = light["base-contrast-default"]
    return light, dark


@lru_cache(maxsize=256)
def stylesheet(main: str, accent: str) -> str:
    """The hub's colours as CSS that overrides the platform's own. Both are `#rrggbb`."""
    schemes: tuple[list[str], list[str]] = ([], [])
    for name, colour in (("brand", main), ("accent", accent)):
        for scheme, shades in zip(schemes, palette(colour), strict=True):
            scheme.extend(f"--ds-color-{name}-{part}:{value}" for part, value in shades.items())
    light, dark = (";".join(scheme) for scheme in schemes)
    return f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"
