"""Whether a text is in another language than English, by its letters and its commonest words."""

import re

# Words that hardly an English sentence has, and hardly one of the language is without.
_WORDS = {
    "Spanish": "el los las una del para con por que este curso se su más como",
    "French": "le les des une du pour avec est cette cours ce vous dans sur",
    "German": "der die das und für mit ein eine dieser kurs zu im den sie",
    "Italian": "il gli della una di che per questo corso con sono nel alla",
    "Portuguese": "os uma do da para com este curso em você não ao dos",
    "Indonesian": "yang dan untuk dengan ini kursus dari pada anda akan",
}
_LANGUAGES_OF: dict[str, list[str]] = {}
for _name, _common in _WORDS.items():
    for _word in set(_common.split()):
        _LANGUAGES_OF.setdefault(_word, []).append(_name)
_LETTERS = {
    "Japanese": "ぁ-ヿ", "Chinese": "一-鿿", "Korean": "가-힣", "Arabic": "؀-ۿ",
    "Russian": "Ѐ-ӿ", "Greek": "Ͱ-Ͽ", "Hindi": "ऀ-ॿ", "Thai": "฀-๿",
}  # fmt: skip
_SCRIPTS = {name: re.compile(f"[{letters}]") for name, letters in _LETTERS.items()}
_SCRIPT_SHARE_MIN = 0.3
_WORDS_MIN = 8
_WORD_SHARE_MIN = 0.15
_SAMPLE_CHARS = 400


def foreign_language(text: str) -> str:
    """The language's English name, "" for English and for too little text to tell."""
    sample = text[:_SAMPLE_CHARS]
    if not sample.isascii():
        for name, letters in _SCRIPTS.items():
            if len(letters.findall(sample)) > _SCRIPT_SHARE_MIN * len(sample):
                return name
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if len(words) < _WORDS_MIN:
        return ""
    counts = dict.fromkeys(_WORDS, 0)
    for word in words:
        for name in _LANGUAGES_OF.get(word, ()):
            counts[name] += 1
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= _WORD_SHARE_MIN * len(words) else ""
