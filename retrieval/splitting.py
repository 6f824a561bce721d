"""Paragraphs in sentences."""

import re

# A full stop after these ends no sentence.
_ABBREVIATIONS = """
a.m p.m e.g i.e etc cf vs approx dr mr mrs ms prof st u.s u.k inc ltd pty dept est fig vol
jan feb mar apr jun jul aug sept sep oct nov dec
"""
# Nor after these where a number follows.
_NUMBERED = frozenset(("no", "nos", "p", "pp", "para"))
_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9À-Þ$])")
_LAST_WORD = re.compile(r"([A-Za-z.]+)\.$")


def split_sentences(text: str) -> list[str]:
    """The sentences of a paragraph, in order and verbatim."""
    sentences, start = [], 0
    for end in _END.finditer(text):
        if not _is_abbreviation(text[start : end.start() + 1], text[end.end()]):
            sentences.append(text[start : end.end()].rstrip())
            start = end.end()
    return [*sentences, text[start:]] if text[start:] else sentences


def _is_abbreviation(text: str, next_character: str) -> bool:
    found = _LAST_WORD.search(text)
    if not found:
        return False
    word = found[1].lower()
    if word in _NUMBERED:
        return next_character.isdigit()
    # A single letter is somebody's initial, but for the numeral of a Certificate I.
    return word in _ABBREVIATIONS.split() or (len(word) == 1 and word != "i")
