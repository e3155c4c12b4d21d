"""What the mock weighs, beside what it is compared with, in one run: `make bench`. docs/performance.md explains it."""
