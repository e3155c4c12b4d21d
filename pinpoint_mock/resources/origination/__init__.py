"""Implement what messages come from: phone numbers, sender IDs, RCS agents, their pools and keywords."""
