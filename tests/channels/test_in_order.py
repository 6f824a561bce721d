import asyncio

from bot.channels.in_order import InOrder


async def test_jobs_of_one_key_follow_each_other_and_other_keys_do_not_wait() -> None:
    jobs = InOrder(lambda number, error: None)
    gate = asyncio.Event()
    done: list[str] = []

    async def job(name: str, is_held: bool = False) -> None:
        if is_held:
            await gate.wait()
        done.append(name)

    jobs.submit(1, 1, lambda: job("first of one", is_held=True))
    jobs.submit(1, 2, lambda: job("second of one"))
    await jobs.submit(2, 3, lambda: job("only of two"))
    gate.set()
    assert await jobs.finish(5) == 0
    assert done == ["only of two", "first of one", "second of one"]


async def test_the_same_number_joins_its_job_and_a_failed_one_runs_again() -> None:
    failures: list[tuple[int, str]] = []
    jobs = InOrder(lambda number, error: failures.append((number, str(error))))
    runs: list[int] = []

    async def fail_once() -> None:
        runs.append(len(runs))
        await asyncio.sleep(0)
        if len(runs) == 1:
            raise ValueError("once")

    first = jobs.submit(1, 7, fail_once)
    assert jobs.submit(1, 7, fail_once) is first
    await asyncio.wait([first])
    second = jobs.submit(1, 7, fail_once)
    await second
    assert jobs.submit(1, 7, fail_once) is second
    assert runs == [0, 1]
    assert failures == [(7, "once")]


async def test_what_does_not_finish_in_time_is_cancelled_and_counted() -> None:
    jobs = InOrder(lambda number, error: None)
    forever = asyncio.Event()
    job = jobs.submit(1, 1, lambda: forever.wait())  # type: ignore[arg-type, return-value]
    assert await jobs.finish(0.05) == 1
    assert job.cancelled()
    assert await jobs.finish(0.05) == 0
