"""Catalogues in the shapes of real ones: invented courses, other people's columns and mess."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook


@dataclass(frozen=True)
class Shape:
    """A file, how many courses it holds and how many rows of it have to be refused.

    `first` is some of what its first course is; `told` are words that the report has to have.
    """

    name: str
    data: bytes
    courses: int
    rejected: int
    first: Mapping[str, object]
    told: tuple[str, ...] = ()


def csv(text: str, encoding: str = "utf-8") -> bytes:
    return text.encode(encoding)


def json_of(value: object) -> bytes:
    return json.dumps(value).encode()


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


MOOC_CSV = """\
Course Name,University,Difficulty Level,Course Rating,Course URL,Course Description,Skills Covered
Write A Feature Film,Example State University,Beginner,4.8,https://example.org/learn/film,\
"Write a script.\r\nIn this course, you will â€œfinishâ€\x9d a film.",Drama  Comedy
Write A Feature Film,Example State University,Beginner,4.8,https://example.org/learn/film,\
"Write a script.\r\nIn this course, you will â€œfinishâ€\x9d a film.",Drama  Comedy
Silicon Thin Film,Ecole Exemple,Advanced,Not Calibrated,https://example.org/learn/silicon,\
"This course gives an overview of ...",chemistry  physics
"""

VIDEO_COURSES = {
    "count": 2, "next": None,
    "results": [
        {"_class": "course", "id": 12, "title": "Bookkeeping from &quot;zero&quot;",
         "url": "/course/bookkeeping/", "is_paid": True, "price": "A$29.99",
         "price_detail": {"amount": 29.99, "currency": "AUD"},
         "visible_instructors": [{"title": "Jo Doe", "job_title": "Accountant"}],
         "headline": "Keep the books of a small business",
         "primary_category": {"id": 268, "title": "Finance &amp; Accounting"},
         "locale": {"locale": "en_US", "title": "English (US)"}},
        {"_class": "course", "id": 13, "title": "Payroll", "url": "/course/payroll/",
         "is_paid": False, "price": "Free", "visible_instructors": [],
         "headline": "Pay people", "primary_category": None, "locale": None},
    ],
}  # fmt: skip

OPEN_COURSES = [
    {"course_title": "Linear Algebra", "primary_course_number": "18.06",
     "course_description": "<p>Matrix theory &amp; linear algebra.</p>",
     "level": ["Undergraduate"], "department_numbers": ["18"], "term": "Spring",
     "topics": [["Mathematics", "Linear Algebra"], ["Mathematics"]],
     "instructors": [{"first_name": "G", "last_name": "S"}]},
    {"course_title": "Circuits", "primary_course_number": "6.002", "course_description": "",
     "level": ["Undergraduate"], "topics": [["Engineering", "Electronics"]], "term": "Fall",
     "department_numbers": ["6"], "instructors": []},
]  # fmt: skip

LMS_CSV = """\
shortname,fullname,category_path,summary,summaryformat,format,startdate,enddate,visible,idnumber,lang
FRONT,Example Institute,,,1,site,0,0,1,,
AGED-3,Certificate III in Individual Support,Health / Aged care,\
"<p dir=""ltr"" style=""text-align: left;"">You will <strong>care</strong>&nbsp;for people.</p>\
<p><br></p><p><img src=""@@PLUGINFILE@@/a.png""></p>",1,topics,1706745600,0,1,CHC33021,en_au
TEST1,Copy of test course,Misc,,1,topics,1706745600,0,0,,en
FIRST,Provide First Aid,Health / Short courses,"<p>One day, <b>face to face</b>.</p>",1,weeks,\
1709251200,0,1,HLTAID011,
"""

LMS_JSON = [
    {"id": 2, "shortname": "WHS", "categoryid": 4, "fullname": "Work Health and Safety",
     "displayname": "Work Health and Safety", "idnumber": "BSB41419", "summaryformat": 1,
     "summary": "<div><h3>Overview</h3><ul><li>Hazards</li><li>Risks</li></ul></div>",
     "format": "topics", "startdate": 1706745600, "enddate": 0, "visible": 1, "lang": "",
     "timemodified": 1709251200, "courseformatoptions": [{"name": "hiddensections", "value": 1}]},
    {"id": 3, "shortname": "OLD", "categoryid": 4, "fullname": "Old course", "visible": 0,
     "displayname": "Old course", "idnumber": "", "summary": "", "summaryformat": 1,
     "format": "topics", "startdate": 0, "enddate": 0, "lang": "", "timemodified": 1},
]  # fmt: skip

TRAINING_PRODUCTS = """\
Training products by scope of registration\t\t\t\t\t\r
Extracted 1 March 2026\t\t\t\t\t\r
\t\t\t\t\t\r
Code\tTitle\tStatus\tLevel of education\tField of education\tState\r
BSB50120\tDiploma of Business\tCurrent\tDiploma\tManagement and Commerce\tNSW\r
BSB50120\tDiploma of Business\tCurrent\tDiploma\tManagement and Commerce\tVIC\r
BSB51915\tDiploma of Leadership\tSuperseded\tDiploma\tManagement and Commerce\tNSW\r
FSK10119\tCertificate I in Access to Vocational Pathways\tCurrent\tCertificate I\t\tQLD\r
Total\t\t\t\t\t4\r
"""

HANDBOOK = {
    "contentTypeLabel": "Courses",
    "data": {"pageItems": [
        {"code": "N/A", "fields": {
            "title": "Bachelor of Nursing", "code": "5001", "aqf_level": {"label": "Bachelor"},
            "campus": ["Brisbane", "Gold Coast"], "duration": {"value": 3, "label": "3 years"},
            "handbook_description": "<p>Nurses care.</p>", "credit_points": "240"}},
        {"code": "N/A", "fields": {
            "title": "Master of Nursing", "code": "5002", "aqf_level": {"label": "Masters"},
            "campus": [], "duration": {"value": 2, "label": "2 years"},
            "handbook_description": "See Bachelor of Nursing", "credit_points": "96"}},
    ]},
}  # fmt: skip

SEARCH_HITS = {"took": 3, "hits": {"total": {"value": 2}, "hits": [
    {"_index": "courses", "_id": "a1", "_score": 1.0, "_source": {
        "name": "Data Analysis", "provider": {"name": "Example Uni", "url": "https://example.edu"},
        "price": {"amount": 1200, "currency": "AUD"}, "duration_weeks": 12}},
    {"_index": "courses", "_id": "a2", "_score": 1.0, "_source": {
        "name": "Data Ethics", "provider": {"name": "Example Uni", "url": "https://example.edu"},
        "price": {"amount": 90, "currency": "USD"}, "duration_weeks": None}},
]}}  # fmt: skip

SHAPES = (
    Shape("mooc.csv", csv(MOOC_CSV), 2, 0,
          {"title": "Write A Feature Film", "provider": "Example State University",
           "level_text": "Beginner"},
          ("mended", "listed again with nothing new", "cut off in the source")),
    Shape("video.json", json_of(VIDEO_COURSES), 2, 0,
          {"title": 'Bookkeeping from "zero"', "price_aud": 29.99,
           "subjects": ("Finance & Accounting",), "language": "English (US)"},
          ("under 'results'",)),
    Shape("open.json", json_of(OPEN_COURSES), 2, 0,
          {"title": "Linear Algebra", "code": "18.06",
           "description": "Matrix theory & linear algebra."}),
    Shape("weekly.csv",
          csv("Title;Organisation;Category;Duration;Weekly study;Price;Link\n"
              "Food safety;Wattle;Health;4 weeks;3 hours;Free;https://example.org/f\n"
              "Wine;Banksia;Food;6-8 weeks;2 hours;$84;https://example.org/w\n"),
          2, 0, {"title": "Food safety", "duration_weeks": 4, "price_aud": 0}),
    Shape("lms.csv", csv(LMS_CSV), 3, 0, {"title": "Example Institute"},
          ("not on offer by its status: '0'",)),
    Shape("lms.json", json_of(LMS_JSON), 1, 0,
          {"title": "Work Health and Safety", "start_dates": ("2024-02-01",),
           "description": "", "summary": "Overview Hazards Risks"}),
    Shape("training.tsv", csv(TRAINING_PRODUCTS), 2, 0,
          {"code": "BSB50120", "states": ("NSW", "VIC"), "level": "Diploma"},
          ("Superseded", "joined", "'Total'")),
    Shape("handbook.json", json_of(HANDBOOK), 2, 0,
          {"title": "Bachelor of Nursing", "code": "5001", "states": ("QLD",),
           "duration_weeks": 156}, ("under 'data.pageItems'", "stands in for a text")),
    Shape("hits.json", json_of(SEARCH_HITS), 2, 0,
          {"title": "Data Analysis", "provider": "Example Uni", "price_aud": 1200,
           "duration_weeks": 12}, ("USD 90",)),
    Shape("keyed.json",
          json_of({"meta": {"version": 2}, "courses": {
              "ACC1": {"name": "Accounting", "faculty": "Business"},
              "LAW1": {"name": "Law", "faculty": "Law"}}}),
          2, 0, {"title": "Accounting", "code": "ACC1"}),
    Shape("parts.json",
          json_of({"undergraduate": [{"title": "BA", "aqf": 7}, {"title": "BSc", "aqf": 7}],
                   "postgraduate": [{"title": "MA", "aqf": 9}]}),
          3, 0, {"title": "BA", "level": "Bachelor"}),
    Shape("columns.json",
          json_of({"title": {"0": "A", "1": "B"}, "price": {"0": "$10", "1": None}}),
          2, 0, {"title": "A", "price_aud": 10}),
    Shape("split.json",
          json_of({"columns": ["Course Title", "Fees"], "index": [0], "data": [["Pottery", 80]]}),
          1, 0, {"title": "Pottery", "price_aud": 80}),
    Shape("rows.json",
          json_of({"range": "A1:B3", "values": [["Course", "State"], ["Weaving", "TAS"], ["Dye"]]}),
          2, 0, {"title": "Weaving", "states": ("TAS",)}),
    Shape("api.json",
          json_of({"data": [{"type": "courses", "id": "7", "attributes": {
              "title": "Welding", "delivery-mode": "Face to face"}, "links": {"self": "x"}}]}),
          1, 0, {"title": "Welding", "delivery": ("in-class",)}),
    Shape("graph.json",
          json_of({"data": {"courses": {"edges": [
              {"cursor": "a", "node": {"title": "Tiling", "location": {"state": "WA"}}}]}}}),
          1, 0, {"title": "Tiling", "states": ("WA",)}),
    Shape("marked.jsonl", b"\xef\xbb\xbf" + b'{"name": "One", "cost": "$5"}\n'
          b'{"name": "Two", "cost": NaN}\n{"name": "Broken", \n',
          2, 1, {"title": "One", "price_aud": 5}),
    Shape("really-lines.json", b'{"name": "One"}\n{"name": "Two"}\n', 2, 0, {"title": "One"}),
    Shape("banner.csv",
          csv("Short courses 2026,,,\nExample College – all campuses,,,\n,,,\n"
              "No.,Course,Fee ($),Duration (weeks)\n1,Barista,150,1\n2,\"Bar\nservice\",95,2\n"
              ",Total,245,\nPrinted on 3 March 2026,,,\n", "cp1252"),
          2, 0, {"title": "Barista", "price_aud": 150, "price_text": "", "duration_weeks": 1},
          ("'Total'", "Printed on", "read as cp1252")),
    Shape("twice.csv",
          csv("Name,,Name,Description,Description\nRigging,x,Rigging II,Ropes,Other\n"
              "Scaffolding,,,N/A,TBA\n"),
          2, 0, {"title": "Rigging", "description": "Ropes"}, ("columns of one name",)),
    Shape("one-column.csv", csv("Course\nBachelor of Arts, Honours\nLaw; with Commerce\n"), 2, 0,
          {"title": "Bachelor of Arts, Honours"}),
    Shape("stated.csv", csv("sep=;\r\nTitle;Fee\r\nA course, with a comma;10,50\r\n", "utf-16"),
          1, 0, {"title": "A course, with a comma"}),
    Shape("quotes.csv",
          csv('Title,Summary,Provider\nA,"He said "hi" to us",P\nB,ok,P\n"C,open,P\nD,ok,P\n'),
          2, 2, {"title": "B"}),
    Shape("unmarked.csv", "title,state\nCafé skills,Vic.\n".encode("utf-16-le"), 1, 0,
          {"title": "Café skills", "states": ("VIC",)}, ("read as utf-16-le",)),
    Shape("report.xls",
          csv("<html><body><table border=1><tr><th>Course name</th><th>Fee</th></tr>"
              "<tr><td>Sewing &amp; mending</td><td>$40</td></tr>"
              "<tr><td>Knitting</td><td>Free</td></tr></table></body></html>"),
          2, 0, {"title": "Sewing & mending", "price_aud": 40}),
    Shape("catalogue.xml",
          csv('<?xml version="1.0" encoding="ISO-8859-1"?><catalog xmlns="urn:x"><provider>'
              "<name>Wattle</name></provider><courses><course id='9'><title>Café work</title>"
              "<duration>P6W</duration></course><course id='10'><title>Tea</title></course>"
              "</courses></catalog>", "latin-1"),
          2, 0, {"title": "Café work", "duration_weeks": 6, "duration_text": "6 weeks"}),
    Shape("workbook.xlsx",
          workbook(("Read me", [["Catalogue of short courses"], ["Ask Jo about it"]]),
                   ("2026", [["Course list", None], [], ["Course Title", "Cost"],
                             ["Forklift", 495.0], ["First aid", "$120"], ["TOTAL", 615]]),
                   ("Degrees", [["Award name", "AQF Level", "Campus"],
                                ["Bachelor of Science", "AQF level 7", "Hobart"]])),
          3, 0, {"title": "Forklift", "price_aud": 495}, ("'Read me'", "'TOTAL'")),
    Shape("stubs.csv",
          csv("title,description,price,duration,entry\n"
              "Cert III in Joinery,same as above,N/A,6–12 weeks,Nil\n"
              "N/A,text,$1,1 day,\nVeil making,Lorem ipsum dolor sit amet,TBA,self-paced,-\n"),
          2, 1, {"level": "Certificate III", "description": "", "price_aud": None,
                 "duration_weeks": 12, "entry": "Nil"},
          ("stands in for a text", "read as empty: 'N/A'")),
    Shape("by-category.json",
          json_of({"name": "Wattle", "categories": [
              {"name": "Health", "courses": [{"title": "Care", "teachers": [{"name": "Jo"}]}]},
              {"name": "Food", "courses": [{"title": "Baking"}, {"title": "Brewing"}]}]}),
          3, 0, {"title": "Care", "subjects": ("Health",)}, ("categories[].courses",)),
    Shape("teachers.json",
          json_of({"items": [{"title": "Care", "summary": "S", "instructors": [
              {"name": "Jo", "url": "https://a.example", "location": "NSW", "about": "B"}] * 2}]}),
          1, 0, {"title": "Care"}),
    Shape("blank-ends.csv", csv("Title;Fee;;\nCare;$5\nBaking;$6;;\nBrewing;$7;note;x\n"), 3, 0,
          {"title": "Care", "price_aud": 5}),
    Shape("escaped.csv",
          csv('"id","title","description"\n"1","The \\"Art\\" of tea","A, \\"b\\" and c"\n'),
          1, 0, {"title": 'The "Art" of tea', "description": 'A, "b" and c'}),
    Shape("register.csv",
          csv("Institution Name,Course Code,Course Name,Course Level,Duration (Weeks),Tuition Fee,"
              "Expired\nWattle,1A,Diploma of Law,Diploma,52,\"12,000\",No\n"
              "Wattle,1B,Diploma of Old Law,Diploma,52,\"12,000\",Yes\n"),
          1, 0, {"title": "Diploma of Law", "duration_weeks": 52, "price_aud": 12000},
          ("expired or hidden",)),
    Shape("units.csv",
          csv("Course,Duration (months),Fee (per unit),Price (USD)\nA,6,500,49\nB,18,500,49\n"),
          2, 0, {"duration_weeks": 26, "price_aud": None}),
)  # fmt: skip
