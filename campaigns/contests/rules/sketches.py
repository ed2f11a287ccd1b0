"""Short numbers that stand for texts, by which likely pairs are found among thousands without comparing all.

A MinHash of 5-character shingles finds texts that are alike as a whole. One in four 12-character shingles, kept as
64-bit hashes, finds a single lifted paragraph, which a MinHash does not see. numpy and datasketch are imported on first
use.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from datasketch import MinHash
    from numpy.typing import NDArray

RULE: Final = "minhash-5-128-1"
"""Names shingles, fold and permutations; a signature under another rule is made anew."""
PERMUTATIONS: Final = 128
SCHEME: Final = "affine32"
SHINGLE: Final = 5
LIKELY: Final = 0.3
"""Estimated share of common shingles from which two texts are candidates."""
GRAM: Final = 12
SAMPLE: Final = 4
"""One gram in so many is kept, chosen by its hash: the same ones in every text."""
COMMON: Final = 20
"""A gram that more texts share is a set phrase; copies made so often are found by their MinHash."""
HITS: Final = 2
"""Common grams that make a candidate."""
BLOCK: Final = 4096
"""Shingles taken at once: memory stays flat for any length of text."""
BASE: Final = 1_000_003
MIX: Final = 0xFF51AFD7ED558CCD
LOW: Final = 0xFFFFFFFF


def hashes(text: str, size: int) -> "NDArray[Any]":
    """Return the distinct 64-bit hashes of all runs of ``size`` characters, sorted."""
    import numpy as np  # noqa: PLC0415 - slow to import, needed in the task only

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    count = max(0, len(codes) - size + 1)
    rolled = np.zeros(count, dtype=np.uint64)
    for place in range(size):
        rolled = rolled * np.uint64(BASE) + codes[place : place + count]
    rolled ^= rolled >> np.uint64(33)
    rolled *= np.uint64(MIX)
    rolled ^= rolled >> np.uint64(33)
    found: NDArray[Any] = np.unique(rolled)
    return found


def grams(text: str) -> "NDArray[Any]":
    """Return the sample of a text's 12-character hashes."""
    found = hashes(text, GRAM)
    sample: NDArray[Any] = found[found % SAMPLE == 0]
    return sample


def signature(text: str) -> bytes:
    """Return a text's MinHash, 4 bytes for each permutation; nothing for a text shorter than a shingle."""
    from datasketch import MinHash  # noqa: PLC0415 - slow to import, needed in the task only

    shingles = (hashes(text, SHINGLE) & LOW).tolist()
    if not shingles:
        return b""
    made = MinHash(num_perm=PERMUTATIONS, hashfunc=int, scheme=SCHEME)
    for start in range(0, len(shingles), BLOCK):
        made.update_batch(shingles[start : start + BLOCK])
    return bytes(made.hashvalues.astype("<u4").tobytes())


def minhash(stored: bytes) -> "MinHash":
    """Return the MinHash of a signature."""
    import numpy as np  # noqa: PLC0415 - as above
    from datasketch import MinHash  # noqa: PLC0415 - as above

    values = np.frombuffer(stored, dtype="<u4").astype(np.uint32)
    return MinHash(num_perm=PERMUTATIONS, hashvalues=values, scheme=SCHEME)


class Signatures:
    """Finds texts that are alike as a whole."""

    def __init__(self, stored: Mapping[int, bytes]) -> None:
        from datasketch import MinHashLSH  # noqa: PLC0415 - as above

        self._lsh: MinHashLSH = MinHashLSH(threshold=LIKELY, num_perm=PERMUTATIONS)
        self._made = {key: minhash(value) for key, value in stored.items() if value}
        for key, made in self._made.items():
            self._lsh.insert(key, made, check_duplication=False)

    def candidates(self, stored: bytes) -> dict[int, float]:
        """Return the keys of likely counterparts with the estimated share of common shingles."""
        if not stored:
            return {}
        asked = minhash(stored)
        estimates = {key: asked.jaccard(self._made[key]) for key in self._lsh.query(asked)}
        return {key: share for key, share in estimates.items() if share >= LIKELY}


class Grams:
    """Finds texts that share a passage with one of those it was made of."""

    def __init__(self, sketches: Mapping[int, Any]) -> None:
        import numpy as np  # noqa: PLC0415 - as above

        empty: NDArray[Any] = np.zeros(0, dtype=np.uint64)
        grams_of_all = np.concatenate([empty, *sketches.values()])
        keys = np.fromiter(sketches, dtype=np.int64, count=len(sketches))
        owners = np.repeat(keys, [len(each) for each in sketches.values()])
        order = np.argsort(grams_of_all, kind="stable")
        grams_of_all, owners = grams_of_all[order], owners[order]
        begins = np.flatnonzero(np.append(True, grams_of_all[1:] != grams_of_all[:-1]))[: len(grams_of_all)]
        counts = np.diff(np.append(begins, len(grams_of_all)))
        kept = np.repeat(counts <= COMMON, counts)
        self._grams, self._owners = grams_of_all[kept], owners[kept]

    def candidates(self, sketch: Any) -> dict[int, int]:
        """Return the keys of texts that share grams, with how many."""
        import numpy as np  # noqa: PLC0415 - as above

        first = np.searchsorted(self._grams, sketch, side="left")
        last = np.searchsorted(self._grams, sketch, side="right")
        hit = last > first
        runs: Iterable[Any] = (
            self._owners[start:end] for start, end in zip(first[hit].tolist(), last[hit].tolist(), strict=True)
        )
        found = [owner for run in runs for owner in run.tolist()]
        counts: dict[int, int] = {}
        for owner in found:
            counts[owner] = counts.get(owner, 0) + 1
        return {owner: count for owner, count in counts.items() if count >= HITS}
