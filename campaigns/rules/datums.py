"""Coordinate systems in use in China, and the way back to WGS-84.

Map services give GCJ-02 or BD-09, a receiver gives WGS-84; on the ground they lie 100 to 700 m apart. The formulas of
GCJ-02 are not published; these are the ones in general use, good to about a metre. BD-09 is GCJ-02 turned once more.
"""

import math
from typing import Final, NamedTuple

from campaigns.enums import Datum

AXIS: Final = 6_378_245.0
"""Semi-major axis of the Krasovsky 1940 ellipsoid, in metres."""
ECCENTRICITY: Final = 0.006_693_421_622_965_943
BAIDU_TURN: Final = math.pi * 3000 / 180
BOUNDS: Final = (72.004, 0.8293, 137.8347, 55.8271)
"""West, south, east, north: outside of them GCJ-02 equals WGS-84."""
ROUNDS: Final = 10


class Point(NamedTuple):
    """A point in degrees, east and north positive."""

    longitude: float
    latitude: float


def to_wgs84(point: Point, datum: Datum) -> Point:
    """Return the point in WGS-84."""
    if datum == Datum.BD09:
        return _from_gcj02(_from_bd09(point))
    return _from_gcj02(point) if datum == Datum.GCJ02 else point


def to_gcj02(point: Point) -> Point:
    """Return a WGS-84 point as GCJ-02 has it."""
    west, south, east, north = BOUNDS
    if not (west <= point.longitude <= east and south <= point.latitude <= north):
        return point
    x, y = point.longitude - 105, point.latitude - 35
    ripple = (20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)) * 2 / 3
    north_shift = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + ripple
    north_shift += (20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi)) * 2 / 3
    north_shift += (160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y * math.pi / 30)) * 2 / 3
    east_shift = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + ripple
    east_shift += (20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi)) * 2 / 3
    east_shift += (150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi)) * 2 / 3
    radians = math.radians(point.latitude)
    magic = 1 - ECCENTRICITY * math.sin(radians) ** 2
    meridian = (AXIS * (1 - ECCENTRICITY)) / (magic * math.sqrt(magic)) * math.pi / 180
    parallel = AXIS / math.sqrt(magic) * math.cos(radians) * math.pi / 180
    return Point(point.longitude + east_shift / parallel, point.latitude + north_shift / meridian)


def _from_gcj02(point: Point) -> Point:
    """Return the WGS-84 point that GCJ-02 has moved there, found by going back the same way a few times."""
    guess = point
    for _round in range(ROUNDS):
        moved = to_gcj02(guess)
        guess = Point(
            guess.longitude + point.longitude - moved.longitude, guess.latitude + point.latitude - moved.latitude
        )
    return guess


def _from_bd09(point: Point) -> Point:
    x, y = point.longitude - 0.0065, point.latitude - 0.006
    radius = math.hypot(x, y) - 0.00002 * math.sin(y * BAIDU_TURN)
    angle = math.atan2(y, x) - 0.000_003 * math.cos(x * BAIDU_TURN)
    return Point(radius * math.cos(angle), radius * math.sin(angle))
