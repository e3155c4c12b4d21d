"""Hold what a test controls: the clock, ids, quotas, transitions, options and injected failures."""
