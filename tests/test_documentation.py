"""The documents say what the code does."""

import re
from dataclasses import fields
from pathlib import Path

from bot.core.wording.explaining import ExplainingWording
from bot.core.wording.funding import FundingWording
from bot.core.wording.guidance import GuidanceWording
from bot.core.wording.shortlist import ShortlistWording
from bot.core.wording.wording import Wording
from bot.settings import Settings, variable_name

ROOT = Path(__file__).resolve().parent.parent


def test_every_setting_has_a_row_with_its_default_and_meaning() -> None:
    text = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        default = "empty" if field.default in ("", ()) else f"`{field.default}`"
        row = next((r for r in text.splitlines() if f"`{variable_name(name)}` |" in r), "")
        assert f"| {default} | {field.description} |" in row, variable_name(name)


def test_every_row_belongs_to_a_setting() -> None:
    text = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE))
    assert rows == {variable_name(name) for name in Settings.model_fields}


def test_links_between_documents_lead_somewhere() -> None:
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("corpus/**/*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
            if not target.startswith(("http://", "https://", "mailto:")):
                assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_decisions_are_short_enough_to_be_read() -> None:
    for path in ROOT.glob("docs/decisions/*.md"):
        assert len(path.read_text(encoding="utf-8").split()) <= 400, path.name


def test_every_sentence_of_the_wording_is_said_somewhere() -> None:
    sources = [p for p in (ROOT / "bot").rglob("*.py") if "wording" not in p.parts]
    code = "".join(path.read_text(encoding="utf-8") for path in sources)
    parts = (Wording, GuidanceWording, FundingWording, ShortlistWording, ExplainingWording)
    sentences = [field for part in parts for field in fields(part)]
    assert [f.name for f in sentences if f".{f.name}" not in code] == []
