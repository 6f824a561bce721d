"""Staff's page of insights, and the one that asks for the token, as HTML; every word is escaped."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from html import escape

from bot.channels.web.pages import document
from bot.channels.web.plots import Bar, Part, columns, rows
from bot.core.message import ENGLISH
from bot.insights.gaps import Gap, Gaps, Lack
from bot.insights.report import DayCount, Insights
from bot.insights.words import (
    LACKS,
    LACKS_MEAN,
    NOTHING_ASKED,
    OUTCOMES,
    newsletter_stages,
    spoken_wish,
    times,
)

STYLESHEET = "/staff.css"
SPANS = (("7d", "week"), ("30d", "month"), ("90d", "quarter"))
# More bars than that are a blur: then one bar is a week.
BARS_MAX = 62
Cell = str | int


def sign_in_page(site_name: str, fault: str = "") -> str:
    """The form for the token; `fault` says why it is shown again."""
    told = f'<p class="fault" role="alert">{escape(fault)}</p>' if fault else ""
    return _document(
        site_name,
        "Insights for staff",
        f"""{told}<form method="post" class="sign-in">
<label for="token">Token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
<button>Open</button>
</form>
<p class="note">The operator of this service has set it as ADVISER_INSIGHTS_TOKEN.</p>""",
    )


def insights_page(site_name: str, report: Insights) -> str:
    """The whole report."""
    span = f"{report.since:%-d %B %Y} to {report.until:%-d %B %Y}"
    asked = f"{report.turns} turns" if report.turns else NOTHING_ASKED
    if report.by_channel:
        asked += f" ({', '.join(f'{name} {count}' for name, count in report.by_channel)})"
    parts = (
        _spans(),
        f'<p class="lead">{span}. {escape(asked)}</p>',
        _days(report.by_day),
        _gaps(report.gaps),
        _table(
            "Asked for, no course found",
            ("Wish", "Asked"),
            [(spoken_wish(one.wish), one.count) for one in report.demand],
        ),
        _table(
            "Questions by topic",
            ("Topic", "Asked", "Answered", "Courses", "In vain"),
            [(t.topic, t.asked, t.answered, t.courses, t.unanswered) for t in report.topics],
        ),
        _finder(report),
        _newsletter(report),
        _opinions(report),
        _table(
            "What became of every turn",
            ("Outcome", "Turns"),
            [(OUTCOMES[name], count) for name, count in report.by_outcome],
        ),
        f'<p class="note">Counts by day, without who asked. Version {escape(report.version)}.</p>',
    )
    return _document(site_name, "Insights", "\n".join(filter(None, parts)))


def _document(site_name: str, title: str, body: str) -> str:
    return document(ENGLISH, site_name, title, f"{body}\n", STYLESHEET)


def _spans() -> str:
    links = "".join(f'<a href="?since={given}">{name}</a>' for given, name in SPANS)
    out = '<form method="post" action="/staff/sign-out"><button>Sign out</button></form>'
    return f'<nav aria-label="Time">{links}{out}</nav>'


def _days(days: Sequence[DayCount]) -> str:
    plot = columns("Turns by day, answered and in vain", [_bar(one) for one in _binned(days)])
    key = " ".join(map(_key, ("answered", "in-vain")))
    return f'<section><h2>Turns by day</h2>{plot}<p class="key">{key}</p></section>' if plot else ""


def _key(look: str) -> str:
    return f'<span class="k {look}">{look.replace("-", " ")}</span>'


def _bar(day: DayCount) -> Bar:
    parts = (Part(day.answered, "answered"), Part(day.unanswered, "in-vain"))
    return Bar(f"{day.day:%-d %b}", parts)


def _binned(days: Sequence[DayCount]) -> list[DayCount]:
    """The days, or where they are many the weeks, each by its first day."""
    if len(days) <= BARS_MAX:
        return list(days)
    weeks: dict[object, DayCount] = {}
    for one in days:
        monday = one.day - timedelta(days=one.day.weekday())
        so_far = weeks.get(monday, DayCount(monday, 0, 0))
        answered, unanswered = so_far.answered + one.answered, so_far.unanswered + one.unanswered
        weeks[monday] = DayCount(monday, answered, unanswered)
    return list(weeks.values())


def _gaps(gaps: Gaps) -> str:
    sections = [_lack(lack, [gap for gap in gaps.found if gap.lack is lack]) for lack in Lack]
    since, more = gaps.answered_since, gaps.more
    told = f"{since} more went unanswered then; the served version answers them. " if since else ""
    told += f"{more} smaller clusters are not listed." if more else ""
    note = f'<p class="note">{told}</p>' if told else ""
    return "\n".join(filter(None, (*sections, note)))


def _lack(lack: Lack, found: Sequence[Gap]) -> str:
    if not found:
        return ""
    items = "\n".join(map(_gap, found))
    return f"""<section><h2>{escape(LACKS[lack])}</h2>
<p class="note">{escape(LACKS_MEAN[lack])}</p>
<ul class="gaps">
{items}
</ul></section>"""


def _gap(gap: Gap) -> str:
    also = "".join(f"<li>{escape(example)}</li>" for example in gap.examples)
    also = f"<ul>{also}</ul>" if also else ""
    near = ""
    if gap.nearest:
        place = f"{gap.nearest.title}, {gap.nearest.section}".strip(", ")
        near = (
            f"<blockquote>{escape(gap.nearest.quote)}<footer>{escape(place)} "
            f"({gap.nearest.confidence:.0%} sure)<br><code>{escape(gap.nearest.article_id)}</code>"
            "</footer></blockquote>"
        )
    return (
        f'<li><p><strong>{escape(gap.question)}</strong> <span class="count">{times(gap.count)}'
        f"</span> <code>{escape(gap.id)}</code></p>{also}{near}</li>"
    )


def _finder(report: Insights) -> str:
    looks = ("answered", "skipped", "set-aside", "left")
    bars = [
        Bar(
            one.step,
            tuple(map(Part, (one.answered, one.skipped, one.set_aside, one.left), looks)),
        )
        for one in report.steps
    ]
    key = " ".join(map(_key, looks))
    return _table(
        "Course finder, by step",
        ("Step", "Shown", "Answered", "Skipped", "Set aside", "Left"),
        [(s.step, s.shown, s.answered, s.skipped, s.set_aside, s.left) for s in report.steps],
        f'{rows("What became of each question", bars)}<p class="key">{key}</p>',
    )


def _newsletter(report: Insights) -> str:
    stages = newsletter_stages(report.newsletter)
    if not any(count for _, count in stages):
        return ""
    plot = rows("Newsletter by stage", [Bar(name, (Part(n, "answered"),)) for name, n in stages])
    return _table("Newsletter", ("Stage", "Times"), stages, plot)


def _opinions(report: Insights) -> str:
    opinions = report.opinions
    if not (opinions.helpful or opinions.not_helpful):
        return ""
    about = [(f"not helpful, citing {title}", n) for title, n in opinions.not_helpful_about]
    counts = [("helpful", opinions.helpful), ("not helpful", opinions.not_helpful)]
    return _table("Opinions on replies", ("Opinion", "Replies"), [*counts, *about])


def _table(
    title: str, names: Sequence[str], cells: Sequence[tuple[Cell, ...]], above: str = ""
) -> str:
    if not cells:
        return ""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    body = "\n".join(f"<tr>{_cells(row)}</tr>" for row in cells)
    return f"""<section><h2>{escape(title)}</h2>
{above}<div class="scroll" tabindex="0" role="region" aria-label="{escape(title)}"><table>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody></table></div></section>"""


def _cells(row: Iterable[Cell]) -> str:
    first, *rest = row
    numbers = "".join(f'<td class="n">{escape(str(cell))}</td>' for cell in rest)
    return f'<th scope="row">{escape(str(first))}</th>{numbers}'
