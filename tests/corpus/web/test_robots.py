"""What a site's robots.txt lets us read."""

import pytest

from corpus.web.robots import Robots, parse_robots

SITE = "https://example.com"


@pytest.mark.parametrize(
    ("rules", "path", "is_allowed"),
    [
        ("Disallow: /private", "/private/a", False),
        ("Disallow: /private", "/public", True),
        ("Disallow:", "/a", True),
        ("Disallow: /", "/a", False),
        ("Disallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("Allow: /a\nDisallow: /a", "/a", True),
        ("Disallow: /*?sort=", "/courses?sort=price", False),
        ("Disallow: /*?sort=", "/courses?page=2", True),
        ("Disallow: /*.pdf$", "/a/b.pdf", False),
        ("Disallow: /*.pdf$", "/a/b.pdf?x", True),
        ("Disallow: /a$", "/a", False),
        ("Disallow: /a$", "/ab", True),
        ("Disallow: /*/b*/c", "/a/bx/c", False),
        ("Disallow: /caf%c3%a9", "/café", False),
        ("Disallow: /caf%C3%A9", "/caf%c3%a9", False),
        ("Disallow: /%7Ejoe", "/~joe", False),
        ("Disallow: /a # and all below", "/a/b", False),
        ("disallow : /a", "/a", False),
    ],
)
def test_the_longest_rule_that_fits_says_it(rules: str, path: str, is_allowed: bool) -> None:
    robots = parse_robots(f"User-agent: *\n{rules}\n")
    assert robots.allows(SITE + path) is is_allowed


def test_rules_by_our_name_come_before_those_for_all() -> None:
    robots = parse_robots(
        "User-agent: *\nDisallow: /\nCrawl-delay: 9\n\n"
        "User-agent: OtherBot\nUser-agent: Course-Adviser\nDisallow: /b\nCrawl-delay: 2.5\n\n"
        "User-agent: course-adviser/1.0\nDisallow: /c\n"
    )
    allowed = [robots.allows(f"{SITE}/{path}") for path in ("a", "b", "c")]
    assert allowed == [True, False, False]
    assert robots.delay_seconds == 2.5


def test_rules_of_others_are_not_ours() -> None:
    robots = parse_robots("User-agent: course-adviser-imitator\nDisallow: /\n")
    assert robots == Robots()


def test_a_group_without_rules_lets_us_read_everything() -> None:
    robots = parse_robots("User-agent: *\nDisallow: /\n\nUser-agent: course-adviser\nDisallow:\n")
    assert robots.allows(f"{SITE}/a")


def test_sitemaps_belong_to_no_group() -> None:
    robots = parse_robots(
        "\ufeffSitemap: https://example.com/a.xml\nUser-agent: *\n"
        "Sitemap: https://example.com/b.xml\nDisallow: /x\n"
    )
    assert robots.sitemaps == ("https://example.com/a.xml", "https://example.com/b.xml")
    assert not robots.allows(f"{SITE}/x")


def test_what_is_no_robots_file_forbids_nothing() -> None:
    assert parse_robots("<html><body>Not found</body></html>\x00\nCrawl-delay: soon") == Robots()


def test_a_rule_of_many_stars_takes_no_time() -> None:
    robots = parse_robots(f"User-agent: *\nDisallow: /{'a*' * 5000}b$\n")
    assert robots.allows(f"{SITE}/{'a' * 1900}")
