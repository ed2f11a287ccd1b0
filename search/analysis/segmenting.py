"""Cutting a query into words. Only queries are cut: the index does not depend on a dictionary."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import rjieba

from search.analysis.normalising import normalise

WORD_FREQUENCY = 20_000
"""Weight of an added word: high enough to be kept whole against its parts."""

_STOP_LIST = """
的 了 是 在 和 与 及 或 而 之 其 也 都 就 被 把 对 从 到 于 以 为 由 向 等 着 过 吗 呢 吧 啊 嘛 有 我 你 他
她 它 您 这 那 这个 那个 这些 那些 哪 哪个 哪些 哪里 哪儿 哪位 哪一 哪年 哪一年 什么 甚么 什么样 什么时候
何时 何地 何处 何种 何人 何 多少 几 几个 几岁 几年 为什么 为何 为啥 怎么 怎么样 怎样 如何 谁 是否 是不是
有没有 能否 可否 请问 关于 有关 因为 所以 可以 已经 曾经 曾 会 要 能 一个 一种 一些 个 位 种 名 者 所 并 但
但是 而且 以及 其中 the a an of to in on for and or is are was were be with by at from as what which who how
why when where
"""
STOP_WORDS = frozenset(_STOP_LIST.split())
"""Words of grammar and questions, left out of a query that has others."""


@dataclass(frozen=True)
class Vocabulary:
    """The words an installation adds to the dictionary, and its synonyms (normalised short form → full forms)."""

    names: tuple[str, ...] = ()
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, names: Iterable[str], synonyms: Iterable[tuple[str, Iterable[str]]]) -> "Vocabulary":
        """Return a vocabulary of texts as people write them."""
        table: dict[str, tuple[str, ...]] = {}
        for short, forms in synonyms:
            key = normalise(short).strip()
            added = (form for form in (normalise(form).strip() for form in forms) if form and form != key)
            if key:
                table[key] = tuple(dict.fromkeys((*table.get(key, ()), *added)))
        return cls(tuple(dict.fromkeys(normalise(name).strip() for name in names)), table)


class Segmenter:
    """Cuts runs of Chinese into words, by jieba's dictionary and the vocabulary given. Safe to share by threads."""

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        self.vocabulary = vocabulary or Vocabulary()
        self._jieba = rjieba.Jieba()
        for word in (*self.vocabulary.names, *self.vocabulary.synonyms):
            if len(word) > 1:
                self._jieba.add_word(word, WORD_FREQUENCY, None)

    def cut(self, run: str) -> list[str]:
        """Return the words of a normalised run of Chinese, in their order."""
        return list(self._jieba.cut(run))

    def synonyms(self, word: str) -> tuple[str, ...]:
        """Return the normalised full forms of a word, none for most."""
        return self.vocabulary.synonyms.get(word, ())
