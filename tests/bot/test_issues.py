"""An issue is read from Markdown, and a copy of it says who sent it and how to stop it."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from bot.core.wording.en_au import MAIL_EN_AU
from bot.errors import UnreadableIssue
from bot.issue_mail import IssueMail
from bot.issues import Issue, read_issue
from bot.links import LinkSigner
from bot.settings import Settings
from tests.bot.newsletter_desk import PUBLIC_URL, SECRET

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TEXT = """---
issue: 2026.10
subject: "Jobs in care: what's new"
topics: [Nursing, Aged Care]
---
# G'day

Read [this](https://example.org/a?b=1&c=2), **now**.
"""


def issue_of(body: str) -> Issue:
    return read_issue(f"---\nissue: x\nsubject: X\n---\n{body}")


def copy_of(issue: Issue, subscriber_id: str = "abc") -> EmailMessage:
    settings = Settings(
        public_url=PUBLIC_URL,
        mail_from="Course Adviser <adviser@example.org>",
        owner_contact="02 9999 0000",
    )
    mail = IssueMail(LinkSigner(SECRET), settings, MAIL_EN_AU)
    return mail.message(issue, subscriber_id, "sam@example.org", NOW)


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_an_issue_has_a_name_a_subject_topics_and_a_text_twice() -> None:
    issue = read_issue(TEXT.replace("\n", "\r\n"))
    assert (issue.name, issue.subject) == ("2026.10", "Jobs in care: what's new")
    assert issue.topics == ("Nursing", "Aged Care")
    assert issue.text.startswith("# G'day")
    assert "<h1>G'day</h1>" in issue.html
    assert 'href="https://example.org/a?b=1&amp;c=2"' in issue.html


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("Hello", "got no head"),
        ("---\nissue: x\nsubject: X\n---\n \n", "no text below"),
        ("---\nsubject: X\n---\nHello", "issue: Field required"),
        ("---\nissue: a b\nsubject: X\n---\nHello", "issue: String should match"),
        ('---\nissue: x\nsubject: "X\\nBcc: kim@example.org"\n---\nHello', "subject: String"),
        ("---\nissue: [\n---\nHello", "no YAML"),
        ("---\nissue: x\nsubject: X\nfrom: me\n---\nHello", "from: Extra inputs"),
    ],
)
def test_a_file_that_is_no_issue_says_what_it_lacks(text: str, complaint: str) -> None:
    with pytest.raises(UnreadableIssue, match=complaint):
        read_issue(text)


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "![x](data:image/svg+xml;base64,PHN2Zz4=)",
        "<iframe src='https://evil.example'></iframe>",
        '<a href="https://example.org" onclick="alert(1)" style="position:fixed">x</a>',
    ],
)
def test_no_markup_of_the_author_acts_in_a_mail_program(body: str) -> None:
    html = issue_of(f"Hello {body}").html
    for forbidden in ("<script", "<iframe", "<img src=x", 'href="javascript', 'src="data', "<a hr"):
        assert forbidden not in html


@pytest.mark.parametrize(
    ("issue_topics", "wanted", "is_for"),
    [
        ((), (), True),
        ((), ("Beauty",), True),
        (("Nursing",), (), True),
        (("Nursing",), ("Beauty", "Nursing"), True),
        (("Nursing",), ("Beauty",), False),
    ],
)
def test_an_issue_goes_to_whom_its_topics_concern(
    issue_topics: tuple[str, ...], wanted: tuple[str, ...], is_for: bool
) -> None:
    assert Issue("x", "X", issue_topics, "", "").is_for(wanted) is is_for


def test_a_copy_names_its_sender_and_stops_by_link_and_by_one_click() -> None:
    message = copy_of(read_issue(TEXT))
    stop = str(message["List-Unsubscribe"]).strip("<>")
    assert stop.startswith(f"{PUBLIC_URL}/api/v1/newsletter/unsubscribe/abc.")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["From"] == "Course Adviser <adviser@example.org>"
    for kind in ("plain", "html"):
        assert "02 9999 0000" in part(message, kind)
        assert stop in part(message, kind)
    assert "adviser@example.org" in part(message, "plain")
    assert "Read [this](https://example.org/a?b=1&c=2), **now**." in part(message, "plain")
    assert "<strong>now</strong>" in part(message, "html")


def test_the_same_copy_has_the_same_id_and_another_has_another() -> None:
    first, again = (copy_of(issue_of("Hello"))["Message-ID"] for _ in range(2))
    assert first == again
    assert copy_of(issue_of("Hello"), "abd")["Message-ID"] != first
