"""Short numbers that stand for texts, by which likely pairs are found among thousands without comparing all.

A MinHash of 5-character shingles finds texts that are alike as a whole. One in four 12-character shingles, kept as
64-bit hashes, finds a single lifted paragraph, which a MinHash does not see. Texts go by numbers of less than 24 bits,
given in the order in which they appeared; all that is kept of them stands in a few flat arrays.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

RULE: Final = "minhash-5-128-1"
"""Names shingles, fold and permutations; a signature under another rule is made anew."""
PERMUTATIONS: Final = 128
SCHEME: Final = "affine32"
SHINGLE: Final = 5
LIKELY: Final = 0.3
"""Estimated share of common shingles from which two texts are candidates."""
BANDS: Final = 37
BAND: Final = 3
"""Values that must agree in one of the bands: what datasketch's own search reckons best for ``LIKELY``."""
NEAREST, EARLIEST = 32, 8
"""Of texts that agree in one band, a text is asked about so many before it and so many that came first of all: among
thousands of copies of one text it is not compared with each."""
GRAM: Final = 12
SAMPLE: Final = 4
"""One gram in so many is kept, chosen by its hash: the same ones in every text."""
COMMON: Final = 20
"""A gram that more texts share is a set phrase; copies made so often are found by their MinHash."""
HITS: Final = 2
"""Common grams that make a candidate."""
BLOCK: Final = 512
"""Shingles taken at once: so many, under all permutations, fit into a processor's cache."""
FINISH: Final = ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1))
"""Shifts and factors of the finaliser of MurmurHash3, by which datasketch mixes 32-bit hashes."""
PAIRS: Final = 4096
"""Pairs of signatures that are looked at together."""
ROWS: Final = 1 << 20
"""Places of an array that are looked at together."""
BASE: Final = 1_000_003
MIX: Final = 0xFF51AFD7ED558CCD
LOW: Final = 0xFFFFFFFF
NUMBER_BITS: Final = 24
NUMBER: Final = (1 << NUMBER_BITS) - 1
"""The part of a packed gram that is its text's number; the rest is the gram's hash."""


class Pairs(NamedTuple):
    """Pairs of texts by their numbers, and how strongly each speaks for a common passage or a common whole."""

    one: NDArray[Any]
    other: NDArray[Any]
    weight: NDArray[Any]


def runs(text: str, size: int) -> NDArray[Any]:
    """Return the 64-bit hash of every run of ``size`` characters, in the order of the text."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    count = max(0, len(codes) - size + 1)
    rolled = np.zeros(count, dtype=np.uint64)
    for place in range(size):
        rolled *= np.uint64(BASE)
        rolled += codes[place : place + count]
    rolled ^= rolled >> np.uint64(33)
    rolled *= np.uint64(MIX)
    rolled ^= rolled >> np.uint64(33)
    return rolled


def grams(text: str) -> NDArray[Any]:
    """Return the sample of a text's distinct 12-character hashes, sorted."""
    found = runs(text, GRAM)
    sample: NDArray[Any] = np.sort(found[found % SAMPLE == 0])
    return sample[np.append(True, sample[1:] != sample[:-1])] if len(sample) else sample


@cache
def _permutations() -> Any:
    """Return the factors and terms of datasketch's permutations: its ``MinHash`` makes the same values, only slower."""
    from datasketch import MinHash  # noqa: PLC0415 - slow to import, needed in the task only

    return MinHash(num_perm=PERMUTATIONS, scheme=SCHEME).permutations


def signature(text: str) -> bytes:
    """Return a text's MinHash, 4 bytes for each permutation; nothing for a text shorter than a shingle."""
    shingles = runs(text, SHINGLE).astype(np.uint32)
    if not len(shingles):
        return b""
    for shift, factor in FINISH:
        shingles ^= shingles >> np.uint32(shift)
        shingles *= np.uint32(factor)
    factors, terms = _permutations()
    made = np.full(PERMUTATIONS, LOW, dtype=np.uint32)
    for start in range(0, len(shingles), BLOCK):
        block = shingles[start : start + BLOCK, None] * factors + terms
        made = np.minimum(made, block.min(axis=0))
    return bytes(made.astype("<u4").tobytes())


def _pairs(ones: NDArray[Any], others: NDArray[Any]) -> NDArray[Any]:
    """Return pairs as single numbers, which sort and compare fast."""
    return (ones.astype(np.uint64) << np.uint64(32)) | others.astype(np.uint64)


def _spread(first: NDArray[Any], last: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return all places of the spans [first, last), one span after the other, and which span each is of."""
    lengths = last - first
    spans = np.repeat(np.arange(len(first)), lengths)
    before = np.cumsum(lengths) - lengths
    return np.arange(len(spans)) - np.repeat(before, lengths) + np.repeat(first, lengths), spans


class Signatures:
    """Finds texts that are alike as a whole."""

    def __init__(self, stored: Mapping[int, bytes]) -> None:
        self._numbers = np.array(sorted(key for key, value in stored.items() if value), dtype=np.uint32)
        self._values = self._read([stored[int(key)] for key in self._numbers])

    @staticmethod
    def _read(stored: Sequence[bytes]) -> NDArray[Any]:
        return np.frombuffer(b"".join(stored), dtype="<u4").reshape(-1, PERMUTATIONS)

    @staticmethod
    def _band(values: NDArray[Any], band: int) -> NDArray[Any]:
        keys = np.zeros(len(values), dtype=np.uint64)
        for place in range(band * BAND, (band + 1) * BAND):
            keys = keys * np.uint64(MIX) + values[:, place]
        return keys

    def among(self) -> Pairs:
        """Return the likely pairs of these texts with each other."""
        found = np.zeros(0, dtype=np.uint64)
        for band in range(BANDS):
            keys = self._band(self._values, band)
            order = np.argsort(keys, kind="stable")
            found = np.unique(np.concatenate([found, *self._side_by_side(keys[order], order)]))
        return self._likely(found, self._values, self._numbers)

    @staticmethod
    def _side_by_side(keys: NDArray[Any], order: NDArray[Any]) -> Iterator[NDArray[Any]]:
        """Yield pairs of places, later and earlier, whose keys agree; both are sorted by key."""
        begins = np.searchsorted(keys, keys, side="left")
        for step in range(1, NEAREST + 1):
            agree = np.flatnonzero(keys[step:] == keys[:-step])
            if not len(agree):
                return
            yield _pairs(order[agree + step], order[agree])
        far = np.flatnonzero(np.arange(len(keys)) - begins > NEAREST)
        for step in range(EARLIEST):
            yield _pairs(order[far], order[begins[far] + step])

    def asked(self, numbers: Sequence[int], stored: Sequence[bytes]) -> Pairs:
        """Return likely pairs of other texts, by their numbers and signatures, with these."""
        rows = [place for place, value in enumerate(stored) if value]
        values = self._read([stored[place] for place in rows])
        found = np.zeros(0, dtype=np.uint64)
        for band in range(BANDS):
            keys = self._band(self._values, band)
            order = np.argsort(keys, kind="stable")
            keys, wanted = keys[order], self._band(values, band)
            first, last = (np.searchsorted(keys, wanted, side=side) for side in ("left", "right"))
            places, asking = _spread(first, np.minimum(last, first + NEAREST))
            found = np.unique(np.concatenate([found, _pairs(asking, order[places])]))
        return self._likely(found, values, np.array([numbers[place] for place in rows], dtype=np.uint32))

    def _likely(self, found: NDArray[Any], asking: NDArray[Any], names: NDArray[Any]) -> Pairs:
        """Estimate the common share of pairs of places, keep the likely ones and call the texts by their numbers."""
        kept = [Pairs(*(np.zeros(0, dtype=kind) for kind in (np.uint32, np.uint32, np.float32)))]
        for start in range(0, len(found), PAIRS):
            pairs = found[start : start + PAIRS]
            ones, others = pairs >> np.uint64(32), pairs & np.uint64(LOW)
            share = (asking[ones] == self._values[others]).mean(axis=1, dtype=np.float32)
            likely = share >= LIKELY
            kept.append(Pairs(names[ones[likely]], self._numbers[others[likely]], share[likely]))
        return Pairs(*(np.concatenate(column) for column in zip(*kept, strict=True)))


def _agree(packed: NDArray[Any], step: int) -> NDArray[Any]:
    """Tell of each place whether the gram there is that of the place ``step`` further on."""
    found = np.zeros(max(0, len(packed) - step), dtype=np.bool_)
    for start in range(0, len(found), ROWS):
        ahead = packed[start + step : start + step + ROWS]
        found[start : start + len(ahead)] = (ahead ^ packed[start : start + len(ahead)]) <= np.uint64(NUMBER)
    return found


class Grams:
    """Finds texts that share a passage: the sampled grams of all, each with its text's number, in one sorted array."""

    def __init__(self, sketches: Iterable[tuple[int, Any]]) -> None:
        rows = array("Q")
        for number, sketch in sketches:
            rows.frombytes(self._packed(number, sketch).tobytes())
        packed = np.frombuffer(rows, dtype=np.uint64)
        packed.sort()
        far = np.flatnonzero(_agree(packed, COMMON))
        common = np.zeros(len(packed) + 1, dtype=np.int32)
        common[far] += 1
        common[far + COMMON + 1] -= 1
        self._rows = packed[np.cumsum(common, out=common)[:-1] == 0] if len(far) else packed

    @staticmethod
    def _packed(number: int, sketch: Any) -> Any:
        return (sketch & ~np.uint64(NUMBER)) | np.uint64(number)

    def among(self) -> Pairs:
        """Return the pairs of these texts with each other."""
        counted = _Counted()
        for start in range(0, len(self._rows), ROWS):
            for step in range(1, COMMON):
                ones = self._rows[start + step : start + step + ROWS]
                others = self._rows[start : start + len(ones)]
                agree = (ones ^ others) <= np.uint64(NUMBER)
                if not agree.any():
                    break
                agree &= ones != others
                counted.add(ones[agree] & np.uint64(NUMBER), others[agree] & np.uint64(NUMBER))
        return counted.pairs()

    def asked(self, sketches: Iterable[tuple[int, Any]]) -> Pairs:
        """Return the pairs of other texts, by their numbers and grams, with these."""
        empty: NDArray[Any] = np.zeros(0, dtype=np.uint64)
        packed = np.concatenate([empty, *(self._packed(number, sketch) for number, sketch in sketches)])
        first = np.searchsorted(self._rows, packed & ~np.uint64(NUMBER), side="left")
        last = np.searchsorted(self._rows, packed | np.uint64(NUMBER), side="right")
        places, asking = _spread(first, last)
        counted = _Counted()
        counted.add(packed[asking] & np.uint64(NUMBER), self._rows[places] & np.uint64(NUMBER))
        return counted.pairs()


class _Counted:
    """How many grams each pair has in common."""

    def __init__(self) -> None:
        self._keys: NDArray[Any] = np.zeros(0, dtype=np.uint64)
        self._hits: NDArray[Any] = np.zeros(0, dtype=np.float32)

    def add(self, ones: NDArray[Any], others: NDArray[Any]) -> None:
        keys = np.concatenate([self._keys, _pairs(ones, others)])
        hits = np.concatenate([self._hits, np.ones(len(keys) - len(self._keys), dtype=np.float32)])
        self._keys, places = np.unique(keys, return_inverse=True)
        self._hits = np.bincount(places, weights=hits, minlength=len(self._keys)).astype(np.float32)

    def pairs(self) -> Pairs:
        """Return those with enough in common; the weight is the number of grams."""
        many = self._hits >= HITS
        keys = self._keys[many]
        one, other = keys >> np.uint64(32), keys & np.uint64(LOW)
        return Pairs(one.astype(np.uint32), other.astype(np.uint32), self._hits[many])
