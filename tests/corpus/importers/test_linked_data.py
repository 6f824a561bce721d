"""Courses that pages and files describe to machines: schema.org and Open Badges."""

import json
from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.importers.read import Imported, read_source
from corpus.models import Article, Course, Delivery, Level, State

COURSE = {
    "@context": "https://schema.org",
    "@type": "Course",
    "name": "Care &amp; Support",
    "courseCode": "CHC1",
    "description": "<p>You learn to <b>care</b>.</p>",
    "url": "/courses/care",
    "about": [{"@type": "Thing", "name": "Aged care"}],
    "educationalCredentialAwarded": {
        "@type": "EducationalOccupationalCredential", "credentialCategory": "Certificate III",
    },
    "provider": {"@id": "#wattle"},
    "timeRequired": "P6M",
    "inLanguage": "en-AU",
    "coursePrerequisites": ["Year 10", "A police check"],
    "hasCourseInstance": [
        {"@type": "CourseInstance", "courseMode": "onsite", "startDate": "2026-02-02T09:00+11:00",
         "location": {"@type": "Place", "name": "Main campus", "address": {
             "@type": "PostalAddress", "addressRegion": "NSW", "addressCountry": "AU"}},
         "offers": {"@type": "Offer", "price": "1200.00", "priceCurrency": "AUD"}},
        {"@type": "CourseInstance", "courseMode": ["Blended"], "startDate": "2026-07-06",
         "location": "Melbourne", "offers": [{"price": 1450, "priceCurrency": "AUD"}]},
        {"@type": "CourseInstance", "courseMode": "online",
         "location": {"address": {"addressLocality": "Perth", "addressCountry": "GB"}}},
    ],
}  # fmt: skip
WATTLE = {"@type": "CollegeOrUniversity", "@id": "#wattle", "name": "Wattle College"}
PAGE = """<!doctype html><html><head><title>Care</title>
<link rel="canonical" href="https://example.edu.au/courses/care?x=1">
<script type="application/ld+json">{data}</script></head><body><h1>Care</h1>
<p>This page is about a course, and says a good deal about it in sentences.</p></body></html>"""
MICRODATA = """<html><body><div itemscope itemtype="https://schema.org/Course" itemref="more">
<h1 itemprop="name">Bread <i>baking</i></h1><p itemprop="description">Flour &amp; water.</p>
<div itemprop="provider" itemscope itemtype="https://schema.org/Organization">
<span itemprop="name">Banksia</span></div>
<div itemprop="hasCourseInstance" itemscope itemtype="https://schema.org/CourseInstance">
<meta itemprop="courseMode" content="online"><time itemprop="startDate" datetime="2026-05-01">May
</time><div itemprop="offers" itemscope itemtype="https://schema.org/Offer">
<span itemprop="price" content="90">$90</span><meta itemprop="priceCurrency" content="AUD">
</div></div></div><a id="more" itemprop="url" href="https://example.org/bread">Enrol</a>
</body></html>"""


def read(folder: Path, text: str, name: str = "page.html") -> Imported:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_source(str(path), source_name="test")


def page(*documents: object) -> str:
    return "".join(PAGE.replace("{data}", json.dumps(one)) for one in documents)


def only_course(imported: Imported) -> Course:
    (course,) = imported.items
    assert isinstance(course, Course)
    return course


def test_a_page_with_a_course_gives_the_course_and_no_article(tmp_path: Path) -> None:
    graph = {"@context": "https://schema.org", "@graph": [COURSE, WATTLE, {"@type": "WebPage"}]}
    imported = read(tmp_path, page(graph))
    course = only_course(imported)
    assert (course.title, course.code, course.provider) == (
        "Care & Support",
        "CHC1",
        "Wattle College",
    )
    assert course.url == "https://example.edu.au/courses/care"
    assert (course.level, course.language) == (Level.CERTIFICATE_III, "English")
    assert course.delivery == (Delivery.IN_CLASS, Delivery.BLENDED, Delivery.ONLINE)
    assert course.states == (State.NSW, State.VIC)
    assert (course.duration_weeks, course.duration_text) == (26, "6 months")
    assert (course.price_aud, course.price_text) == (1450, "$1,200 to $1,450")
    assert course.start_dates == ("2026-02-02", "2026-07-06")
    assert course.entry == "Year 10; A police check"
    assert course.description == "You learn to care."
    assert [r.message for r in imported.remarks] == [
        "places outside Australia, left out: 'Perth, GB' (1 row)"
    ]


@pytest.mark.parametrize(
    "document",
    [
        [COURSE],
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": COURSE}]},
        {"@type": "WebPage", "mainEntity": COURSE},
        {"@type": "Organization", "hasOfferCatalog": {"itemListElement": [
            {"@type": "Offer", "itemOffered": COURSE}]}},
        {**COURSE, "@type": ["Course", "Product"]},
        {**COURSE, "@type": "http://schema.org/Course"},
        {**COURSE, "@type": "EducationalOccupationalProgram"},
    ],
    ids=["list", "item list", "page", "catalogue", "two types", "address", "programme"],
)  # fmt: skip
def test_a_course_is_found_wherever_it_is_nested(tmp_path: Path, document: object) -> None:
    assert only_course(read(tmp_path, page(document))).title == "Care & Support"


def test_the_units_of_a_programme_are_no_courses_of_their_own(tmp_path: Path) -> None:
    unit = {"@type": "Course", "name": "Unit 1", "courseCode": "U1"}
    assert only_course(read(tmp_path, page({**COURSE, "hasCourse": [unit]}))).code == "CHC1"


def test_microdata_says_the_same(tmp_path: Path) -> None:
    course = only_course(read(tmp_path, MICRODATA))
    assert (course.title, course.provider, course.url) == (
        "Bread baking", "Banksia", "https://example.org/bread",
    )  # fmt: skip
    assert course.delivery == (Delivery.ONLINE,)
    assert (course.price_aud, course.start_dates) == (90, ("2026-05-01",))


@pytest.mark.parametrize(
    ("offers", "price", "text"),
    [
        ({"price": "0", "priceCurrency": "AUD"}, 0, "Free"),
        ({"price": "395", "priceCurrency": "GBP"}, None, "GBP 395"),
        ({"price": "395"}, None, "395, currency not stated"),
        ({"@type": "AggregateOffer", "lowPrice": 10, "highPrice": "20.50",
          "priceCurrency": "aud"}, 20.5, "$10 to $20.50"),
        ({"priceSpecification": {"price": 7, "priceCurrency": "AUD"}}, 7, "$7"),
        ({"category": "Free"}, 0, "Free"),
        ([{"price": "a lot"}, None, 3], None, ""),
    ],
)  # fmt: skip
def test_prices_are_never_taken_for_dollars_that_they_are_not(
    tmp_path: Path, offers: object, price: float | None, text: str
) -> None:
    node = {"@type": "Course", "name": "A", "offers": offers}
    course = only_course(read(tmp_path, page(node)))
    assert (course.price_aud, course.price_text) == (price, text)


@pytest.mark.parametrize(
    ("stated", "weeks", "text"),
    [
        ({"timeRequired": "PT38H"}, 1, "38 hours"),
        ({"timeRequired": "P1Y6M"}, 78, "1 year 6 months"),
        ({"timeToComplete": "P0.5Y"}, 26, "0.5 years"),
        ({"timeRequired": "PT90M"}, 0.0395, "1.5 hours"),
        ({"hasCourseInstance": {"courseWorkload": "PT10H", "courseSchedule": {
            "repeatCount": 12, "repeatFrequency": "Weekly", "duration": "PT2H"}}}, 12, "12 weeks"),
        ({"timeRequired": "a while"}, None, "a while"),
    ],
)  # fmt: skip
def test_durations_of_machines_are_told_in_words(
    tmp_path: Path, stated: dict[str, object], weeks: float | None, text: str
) -> None:
    course = only_course(read(tmp_path, page({"@type": "Course", "name": "A", **stated})))
    assert (course.duration_weeks, course.duration_text) == (weeks, text)


def test_a_script_with_a_slip_is_read_and_a_broken_one_is_said(tmp_path: Path) -> None:
    slip = '{"@context": "https://schema.org", "@type": "Course", "name": "A\tB",}'
    broken = '</script><script type="application/ld+json">{"@type": "Course", "name":'
    imported = read(tmp_path, PAGE.replace("{data}", slip + broken))
    assert only_course(imported).title == "A B"
    assert "JSON-LD that cannot be read" in imported.remarks[0].message


def test_a_page_with_other_data_gives_its_article(tmp_path: Path) -> None:
    (found,) = read(tmp_path, page({"@context": "https://schema.org", **WATTLE})).items
    assert isinstance(found, Article)


def test_an_article_that_only_the_data_holds_is_read_from_it(tmp_path: Path) -> None:
    data = {"@type": "NewsArticle", "headline": "Bees", "articleBody": "Bees fly.\n\nThey sting."}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    (found,) = read(tmp_path, f"<html><head><title>Bees</title>{script}</head></html>").items
    assert isinstance(found, Article)
    assert found.text == "Bees fly.\n\nThey sting."


def test_a_file_of_linked_data_is_read_as_a_page_of_it_is(tmp_path: Path) -> None:
    nodes = [COURSE, {"@type": "Course", "description": "Without a name"}]
    imported = read(tmp_path, json.dumps(nodes), "courses.jsonld")
    assert only_course(imported).title == "Care & Support"
    assert [r.row for r in imported.rejections] == [2]


BADGE = {
    "@context": ["https://www.w3.org/ns/credentials/v2",
                 "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "name": "Awarded to Robin Person",
    "issuer": {"id": "https://example.edu/i", "type": "Profile", "name": "Wattle College"},
    "credentialSubject": {
        "type": ["AchievementSubject"],
        "identifier": [{"type": "IdentityObject", "identityHash": "robin@example.org"}],
        "achievement": {
            "id": "https://example.edu/achievements/teamwork", "type": ["Achievement"],
            "achievementType": "MicroCredential", "humanCode": "T-1", "fieldOfStudy": "Leadership",
            "name": "Teamwork", "description": "Working with others.",
            "criteria": {"narrative": "Work on *three* projects."}, "inLanguage": "en",
        },
    },
}  # fmt: skip


def test_a_badge_gives_what_can_be_earned_and_nothing_of_who_earned_it(tmp_path: Path) -> None:
    course = only_course(read(tmp_path, json.dumps(BADGE), "badge.json"))
    assert (course.title, course.provider, course.code) == ("Teamwork", "Wattle College", "T-1")
    assert (course.level, course.language) == (Level.SHORT, "English")
    assert course.description == "Working with others.\nWork on three projects."
    assert course.id.startswith("teamwork-")
    assert "obin" not in course.model_dump_json()


def test_badges_a_line_each_are_one_course_each(tmp_path: Path) -> None:
    other = json.loads(json.dumps(BADGE).replace("eamwork", "elling"))
    text = "\n".join(json.dumps(one) for one in (BADGE, other, BADGE))
    assert [item.title for item in read(tmp_path, text, "badges.jsonl").items] == [
        "Teamwork",
        "Telling",
    ]


def test_linked_data_of_something_else_is_refused(tmp_path: Path) -> None:
    credential = {**BADGE, "credentialSubject": {"id": "did:example:1"}}
    with pytest.raises(SourceError, match="a course or an achievement, got it of something else"):
        read(tmp_path, json.dumps(credential), "badge.json")
