"""Small plots as SVG within a page. Colours are classes: inline styles are forbidden there."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 640, 120
BAR_HEIGHT, ROW_HEIGHT, LABEL_WIDTH = 16, 26, 150
# Room above the bars and below them, for words.
HEAD, FOOT = 16, 18
GAP_MAX = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar; `look` is a class of the style sheet."""

    value: int
    look: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar made of parts, with the words that name it."""

    label: str
    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        """Its length."""
        return sum(part.value for part in self.parts)


def columns(name: str, bars: Sequence[Bar]) -> str:
    """Upright bars side by side; the first and the last are labelled, and the highest value."""
    highest = max((bar.total for bar in bars), default=0)
    if not highest:
        return ""
    step = WIDTH / len(bars)
    gap = min(GAP_MAX, step / 4)
    room = HEIGHT - HEAD - FOOT
    drawn = []
    for place, bar in enumerate(bars):
        top = float(HEIGHT - FOOT)
        for part in bar.parts:
            height = room * part.value / highest
            top -= height
            if part.value:
                drawn.append(_rect(place * step, top, step - gap, height, part.look, bar, part))
    base = HEIGHT - FOOT
    drawn.append(f'<line class="axis" x1="0" y1="{base}" x2="{WIDTH}" y2="{base}"/>')
    drawn.append(_text(0, HEIGHT - 4, bars[0].label))
    if len(bars) > 1:
        drawn.append(_text(WIDTH, HEIGHT - 4, bars[-1].label, "end"))
    drawn.append(_text(WIDTH, HEAD - 4, f"{highest} at most", "end"))
    return _svg(name, HEIGHT, drawn)


def rows(name: str, bars: Sequence[Bar]) -> str:
    """Bars one below the other, each behind its label and before its total."""
    longest = max((bar.total for bar in bars), default=0)
    if not longest:
        return ""
    room = WIDTH - LABEL_WIDTH - 40
    drawn = []
    for place, bar in enumerate(bars):
        top = place * ROW_HEIGHT + (ROW_HEIGHT - BAR_HEIGHT) / 2
        left = float(LABEL_WIDTH)
        drawn.append(_text(LABEL_WIDTH - 8, top + BAR_HEIGHT - 4, bar.label, "end"))
        for part in bar.parts:
            width = room * part.value / longest
            if part.value:
                drawn.append(_rect(left, top, width, BAR_HEIGHT, part.look, bar, part))
            left += width
        drawn.append(_text(left + 6, top + BAR_HEIGHT - 4, str(bar.total)))
    return _svg(name, len(bars) * ROW_HEIGHT, drawn)


def _svg(name: str, height: float, drawn: Sequence[str]) -> str:
    return (
        f'<svg role="img" aria-label="{escape(name)}" viewBox="0 0 {WIDTH} {height:g}" '
        f'preserveAspectRatio="xMidYMid meet">{"".join(drawn)}</svg>'
    )


def _rect(
    left: float, top: float, width: float, height: float, look: str, bar: Bar, part: Part
) -> str:
    told = escape(f"{bar.label}: {part.value} {look.replace('-', ' ')}")
    return (
        f'<rect class="{escape(look)}" x="{left:.1f}" y="{top:.1f}" width="{max(width, 1):.1f}" '
        f'height="{max(height, 1):.1f}"><title>{told}</title></rect>'
    )


def _text(left: float, top: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{left:.1f}" y="{top:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
