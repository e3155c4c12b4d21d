ACCEPTED = set()
