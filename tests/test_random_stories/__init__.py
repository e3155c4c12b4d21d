"""Calls of the service in any order, each answered by the mock and by the rules: a naive model that knows no mock.

`model.py` and `rules_of_*.py` say what the service does; `story.py` compares; the tests say what may happen.
STORIES=2000 tells so many stories, and others each time.
"""
