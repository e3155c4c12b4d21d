"""Measure what the mock costs, beside moto and botocore: `make bench`. docs/performance.md explains the rows."""
