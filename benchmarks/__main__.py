"""Every benchmark that needs nothing but a data folder: `python -m benchmarks`."""

from benchmarks import acts, answerability, collections, courses, embedding, slots, turns

for benchmark in (acts, answerability, collections, courses, embedding, slots, turns):
    benchmark.main()
