"""A picture of an evaluation: what answering more costs, and what confidence is worth; SVG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from retrieval.evaluation.report import Point, Report

WIDTH, HEIGHT, SIDE, TOP = 820, 430, 300, 84
# Told apart by every kind of colour vision. Source: Okabe and Ito, "Color universal design" (2008).
BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#767676"
STYLE = "text{font:12px system-ui,sans-serif;fill:#222} .title{font-size:15px;font-weight:600}"
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Panel:
    """A square plot of two shares, with its left edge at `left`; the upper end of y is `top`."""

    left: int
    top: float = 1.0

    def at(self, x: float, y: float) -> Place:
        """Where a point lies in the picture."""
        return self.left + SIDE * x, TOP + SIDE * (1 - y / self.top)

    def frame(self, title: str, x_label: str, y_label: str) -> str:
        """Title, grid, ticks and the names of the axes."""
        middle = TOP + SIDE / 2
        turned = f"rotate(-90 {self.left - 44} {middle})"
        parts = [_text((self.left, TOP - 50), title, "start", "title")]
        for tick in (0, 0.25, 0.5, 0.75, 1):
            across, up = self.at(tick, 0), self.at(0, tick * self.top)
            parts += [_line([across, self.at(tick, self.top)], "#e4e4e4")]
            parts += [_line([up, self.at(1, tick * self.top)], "#e4e4e4")]
            parts += [_text((across[0], across[1] + 18), f"{tick:.0%}", "middle")]
            parts += [_text((up[0] - 8, up[1] + 4), f"{tick * self.top:.3g}", "end")]
        parts += [_text((self.left + SIDE / 2, TOP + SIDE + 38), x_label, "middle")]
        parts += [_text((self.left - 44, middle), y_label, "middle", turn=turned)]
        return "".join(parts)


def draw(report: Report) -> str:
    """The picture as an SVG document."""
    body = _risk(report, Panel(70, _ceiling(report.curve))) + _calibration(report, Panel(480))
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    name = f"Evaluation of version {escape(report.version)}: risk by coverage, and calibration"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size}><title>{name}</title>'
        f'<style>{STYLE}</style><rect width="100%" height="100%" fill="#fff"/>{body}</svg>\n'
    )


def _risk(report: Report, panel: Panel) -> str:
    """Both risks by coverage, with the served threshold marked on them."""
    points = report.curve
    wrong = [panel.at(point.coverage, point.risk_false_or_wrong) for point in points]
    false = [panel.at(point.coverage, point.risk_false) for point in points]
    served = sum(point.threshold >= report.threshold for point in points) - 1
    parts = [
        panel.frame("What answering more costs", "part of the questions answered", "risk"),
        _key((panel.left, TOP - 28), BLUE, "answers that are false or quote a wrong sentence"),
        _key((panel.left, TOP - 12), ORANGE, "answers to questions that have none (false)"),
        *(_line(line, colour, 2) for line, colour in ((wrong, BLUE), (false, ORANGE)) if line),
    ]
    if served >= 0:
        x = wrong[served][0]
        parts += [_line([(x, TOP), (x, TOP + SIDE)], GREY, dashes="4 4")]
        parts += [_dot(wrong[served], BLUE, 5), _dot(false[served], ORANGE, 5)]
        is_left = x < panel.left + SIDE / 2
        label = f"threshold {report.threshold:.2f}"
        parts += [
            _text((x + (6 if is_left else -6), TOP + 14), label, "start" if is_left else "end")
        ]
    return "".join(parts)


def _calibration(report: Report, panel: Panel) -> str:
    """The share that was right by confidence, with its intervals, beside the diagonal."""
    dots = [panel.at(one.confidence, one.right.value or 0.0) for one in report.bins]
    ranges = [
        [
            panel.at(one.confidence, one.right.low or 0.0),
            panel.at(one.confidence, one.right.high or 0.0),
        ]
        for one in report.bins
    ]
    return "".join(
        [
            panel.frame("What confidence is worth", "confidence", "part that was right"),
            _key(
                (panel.left, TOP - 28),
                BLUE,
                f"{len(dots)} bins of as many questions, 95% intervals",
            ),
            _key((panel.left, TOP - 12), GREY, "confidence that is kept", dashes="4 4"),
            _line([panel.at(0, 0), panel.at(1, 1)], GREY, dashes="4 4"),
            *(_line(ends, BLUE, 1.5) for ends in ranges),
            *(_dot(dot, BLUE, 4) for dot in dots),
        ]
    )


def _ceiling(points: Iterable[Point]) -> float:
    """The upper end of the risk's axis: the lowest quarter of 1 that holds every risk."""
    highest = max((point.risk_false_or_wrong for point in points), default=1.0)
    return next(top for top in (0.25, 0.5, 0.75, 1.0) if highest <= top + 1e-9)


def _line(places: Sequence[Place], colour: str, width: float = 1, dashes: str = "none") -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    drawn = f'stroke="{colour}" stroke-width="{width}" stroke-dasharray="{dashes}"'
    return f'<polyline points="{points}" fill="none" stroke-linejoin="round" {drawn}/>'


def _dot(place: Place, colour: str, radius: float) -> str:
    around = f'fill="{colour}" stroke="#fff" stroke-width="1.5"'
    return f'<circle cx="{place[0]:.1f}" cy="{place[1]:.1f}" r="{radius}" {around}/>'


def _key(place: Place, colour: str, meaning: str, dashes: str = "none") -> str:
    """A line of the legend."""
    x, y = place
    return _line([(x, y), (x + 20, y)], colour, 2, dashes) + _text((x + 28, y + 4), meaning)


def _text(place: Place, text: str, anchor: str = "start", class_: str = "", turn: str = "") -> str:
    x, y = place
    extra = f' class="{class_}"' * bool(class_) + f' transform="{turn}"' * bool(turn)
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{extra}>{escape(text)}</text>'
