"""The qualification that is typical for a job that was named, said before anything is shown."""

from bot.core.steps.compose import sourced
from bot.core.turn import Turn


def typical_qualification(turn: Turn) -> str:
    """A sentence with its source, never "the only way"; empty where no known job was named."""
    job = turn.understood.heard.slots.occupation
    occupation = turn.knowledge.guidance.jobs.named(job) if job else None
    if occupation is None:
        return ""
    code = f" ({occupation.code})" if occupation.code else ""
    note = f"; {occupation.note}" if occupation.note else ""
    return turn.wording.guidance.typical.format(
        job=job,
        qualification=f"{occupation.qualification}{code}{note}",
        source=sourced(turn, occupation.source, occupation.checked_on),
    )
