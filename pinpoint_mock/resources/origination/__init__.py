"""Implement origination identities: phone numbers, sender IDs and RCS agents, with their pools and keywords."""
