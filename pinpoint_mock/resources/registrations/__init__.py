"""Implement registrations: their types and forms, versions, reviews, attachments and associations."""
