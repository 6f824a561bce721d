"""Every benchmark, one after the other: `python -m benchmarks`."""

from benchmarks import acts, answerability, collections, courses, embedding, turns

for benchmark in (acts, answerability, collections, courses, embedding, turns):
    benchmark.main()
