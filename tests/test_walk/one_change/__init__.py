"""A botocore that is newer than this package: one change at a time is made to a copy of its model.

`changes.py` makes the changes, `plain_calls.py` has calls that use nothing new, and `uses.py` says for each change what
happens to a call that uses it.
"""
