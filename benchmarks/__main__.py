"""Every benchmark, one after the other: `python -m benchmarks`."""

from benchmarks import embedding, turns

embedding.main()
turns.main()
