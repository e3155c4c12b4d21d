"""What surrounds the API: the clock, ids and phone numbers, quotas, transitions and injected failures."""
