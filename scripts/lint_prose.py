"""Read the prose of the book as an editor would: spelling, the length of sentences, fillers, emoji.

Usage: python scripts/lint_prose.py    (says what it found, page by page, and ends with 1 where it found anything)
"""

import re
import subprocess
import sys

from spellchecker import SpellChecker

from pages import PAGES, ROOT, sentences

LONGEST_SENTENCE = 34  # words
FILLERS = re.compile(
    r"\b(?:very|simply|just(?! (?:above|below|before|after|under|over|as)\b)|obviously|clearly|basically|actually"
    r"|really|quite|of course|trivial(?:ly)?|easily|needless to say|it is worth noting|note that|in order to"
    r"|utili[sz]e|leverage|delve|powerful|seamless(?:ly)?|amazing|awesome|magic(?:al)?|let's|let us)\b",
    re.IGNORECASE,
)
EMOJI = re.compile("[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]")


def misspelled(page, spelling):
    """Words that neither the dictionary nor scripts/words.txt, the list of the book's own, knows."""
    words = {word.strip("'") for word in re.findall(r"[A-Za-z][A-Za-z']+", page.words.replace("’", "'"))}
    known = {word.removesuffix("'s") for word in words if not word.isupper()}
    return [f"unknown word: {word}" for word in sorted(spelling.unknown(known))]


def long_sentences(page):
    everything = [sentence for each in page.prose for sentence in sentences(each.text)]
    return [f"long sentence: {each}" for each in everything if len(each.split()) > LONGEST_SENTENCE]


def fillers(page):
    found = [(pattern.search(each.text), each.text) for pattern in (FILLERS, EMOJI) for each in page.prose]
    return [f"filler or emoji: {match.group()!r} in: {text}" for match, text in found if match]


def british_or_mistaken(page):
    """What codespell says: known misspellings, and the spelling of the other side of the Atlantic."""
    command = [sys.executable, "-m", "codespell_lib", "--builtin", "clear,en-GB_to_en-US", "-"]
    prose = "\n".join(each.text for each in page.prose)
    return subprocess.run(command, input=prose, capture_output=True, encoding="utf-8").stdout.splitlines()


def main():
    spelling = SpellChecker(distance=1)
    spelling.word_frequency.load_words((ROOT / "scripts/words.txt").read_text(encoding="utf-8").split())
    faults = []
    for page in PAGES:
        found = misspelled(page, spelling) + long_sentences(page) + fillers(page) + british_or_mistaken(page)
        faults += [f"{page.name}: {fault}" for fault in found]
    print(*faults, sep="\n", end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
