"""Compares a small key with all the keys of a bucket at once: they lie side by side in one word of
eight bytes.

Eight keys of one byte, four of two or two of four. A lane that is equal becomes zero by xor, and
its top bit alone is set by a sum that carries into the top bit of every other lane.
"""

from __future__ import annotations

import numpy as np

WORD = 8  # bytes
ONE = np.uint64(1)


class Lanes:
    """The small keys of a column, one after the other in buckets.

    `keys`: uint8, uint16 or uint32, with at least a word's length of padding after the last
    one.
    """

    def __init__(self, keys: np.ndarray) -> None:
        bits = 8 * keys.itemsize
        self.in_a_word = WORD // keys.itemsize
        self._keys = keys
        self._each = np.uint64(sum(1 << bits * lane for lane in range(self.in_a_word)))
        self._low = self._each * np.uint64((1 << bits - 1) - 1)
        top = int(self._each) << bits - 1
        self._top_of = np.array(
            [top & (1 << bits * n) - 1 for n in range(self.in_a_word + 1)], np.uint64
        )
        self._shift = np.uint8(bits.bit_length() - 1)
        rows = len(keys) - self.in_a_word + 1
        # The word that begins at each key, little-endian, not aligned.
        self._words = np.ndarray((rows,), "<u8", keys.data, strides=(keys.itemsize,))

    def equal(self, begin: np.ndarray, width: np.ndarray, key: np.ndarray) -> np.ndarray:
        """The top bit of each lane that equals the key, in the first word of each bucket.

        `begin`: int64 (n,), where the buckets begin. `width`: int64 (n,), how many keys
        they hold. `key`: uint64 (n,).
        """
        differing = self._words[begin] ^ (key * self._each)
        same = ~(((differing & self._low) + self._low) | differing)
        return same & self._top_of.take(width, mode="clip")

    def lowest(self, equal: np.ndarray) -> np.ndarray:
        """The place of the lowest marked lane, from 0.

        `equal`: uint64 (n,), not zero.
        """
        bit = equal & (~equal + ONE)
        return np.bitwise_count(bit - ONE) >> self._shift

    def span(
        self, begin: np.ndarray, width: np.ndarray, key: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """In sorted buckets: the first equal key's place in the column, and how many there are."""
        equal = self.equal(begin, width, key)
        first, count = begin + self.lowest(equal), np.bitwise_count(equal).astype(np.int64)
        longer, passed = np.flatnonzero(width > self.in_a_word), self.in_a_word
        while len(longer):
            place = begin[longer] + passed
            equal = self.equal(place, width[longer] - passed, key[longer])
            hit = np.flatnonzero(equal)
            new = longer[hit]
            first[new] = np.where(count[new] > 0, first[new], place[hit] + self.lowest(equal[hit]))
            count[new] += np.bitwise_count(equal[hit]).astype(np.int64)
            passed += self.in_a_word
            longer = longer[width[longer] > passed]
        return first, count

    def places(
        self, begin: np.ndarray, width: np.ndarray, key: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """In buckets of any length and order: every equal key, as (which bucket, place in the
        column).
        """
        buckets, places = [], []
        which: np.ndarray | None = None  # the buckets that are looked at; None: all
        while len(begin):
            equal = self.equal(begin, width, key)
            hit = np.flatnonzero(equal)
            equal = equal[hit]
            while len(hit):
                buckets.append(hit if which is None else which[hit])
                places.append(begin[hit] + self.lowest(equal))
                equal &= equal - ONE
                left = equal != 0
                hit, equal = hit[left], equal[left]
            longer = np.flatnonzero(width > self.in_a_word)
            which, key = longer if which is None else which[longer], key[longer]
            begin, width = begin[longer] + self.in_a_word, width[longer] - self.in_a_word
        if not buckets:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        return np.concatenate(buckets), np.concatenate(places)
