"""Jobs, found by the names that people use, and the qualification that is typical for each."""

import pytest

from bot.core.occupations import Occupations
from bot.guidance_files import load_guidance

JOBS = load_guidance().jobs


@pytest.mark.parametrize(
    ("job", "code"),
    [
        ("vet nurse", "ACM40418"),
        ("qualified veterinary nurse", "ACM40418"),
        ("sparky", "UEE30820"),
        ("personal trainers", "SIS40221"),
        ("enrolled nurse", "HLT54121"),
    ],
)
def test_a_job_is_found_by_any_of_its_names(job: str, code: str) -> None:
    occupation = JOBS.named(job)
    assert occupation is not None
    assert occupation.code == code


@pytest.mark.parametrize("job", ["nurse manager", "marine biologist", "school counsellor", ""])
def test_another_job_is_not_taken_for_one_that_is_known(job: str) -> None:
    assert JOBS.named(job) is None


def test_no_name_stands_for_two_jobs() -> None:
    occupations = load_guidance().occupations
    names = [name for occupation in occupations for name in occupation.names]
    assert len(names) == len(set(names))
    assert all(Occupations((o,)).named(o.names[0]) == o for o in occupations)


def test_each_job_names_where_and_when_its_qualification_was_seen() -> None:
    for occupation in load_guidance().occupations:
        assert occupation.source
        assert occupation.checked_on.year >= 2026
