"""Make the list of Chinese words by which short Chinese texts are broken between words.

    python tools/build_words.py DICT > src/cardkit/data/words/zh.txt.gz

DICT is `jieba/dict.txt` of the Python package jieba 0.42.1 (MIT licence: LICENSES/MIT-jieba.txt): a word, how often
it was counted, and what it is, on each line. Kept are words of two to five hanzi, unless they are rare; names of
people must be frequent, names of places hardly.
"""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path

_LEAST, _LEAST_PERSON, _LEAST_PLACE = 10, 200, 3


def main() -> None:
    kept = []
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        word, count, what = line.split()
        least = _LEAST_PERSON if what.startswith("nr") else _LEAST_PLACE if what.startswith("ns") else _LEAST
        if re.fullmatch("[\u4e00-\u9fff]{2,5}", word) and int(count) >= least:
            kept.append(word)
    sys.stdout.buffer.write(gzip.compress("\n".join(sorted(kept)).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
