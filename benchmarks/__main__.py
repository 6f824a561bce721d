"""Every benchmark, one after the other: `python -m benchmarks`."""

from benchmarks import acts, answerability, courses, embedding, turns

for benchmark in (acts, answerability, courses, embedding, turns):
    benchmark.main()
