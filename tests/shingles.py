"""Hash every eight words in a row of the five documents, so that no test needs their text.

Usage: python tests/shingles.py document ...    writes tests/data/shingles.txt

The documents are cited and none of their sentences is in the project: `tests/test_prose.py` compares
the hashes with those of each page. A hash has 48 bits, so that no two runs of words share one by chance.
"""

import re
import sys
from base64 import b64encode
from hashlib import blake2b
from pathlib import Path

STORE = Path(__file__).parent / "data/shingles.txt"
LENGTH = 8


def shingles(text):
    """``{hash: words}`` of each run of `LENGTH` words of a text; numbers and signs do not count."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    runs = (" ".join(words[k : k + LENGTH]) for k in range(len(words) - LENGTH + 1))
    return {b64encode(blake2b(run.encode(), digest_size=6).digest()).decode(): run for run in runs}


if __name__ == "__main__":
    hashes = {each for name in sys.argv[1:] for each in shingles(Path(name).read_text())}
    STORE.write_text("".join(f"{each}\n" for each in sorted(hashes)))
