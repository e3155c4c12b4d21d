"""The doors: HTTP in, Call out; Reply in, HTTP out. No knowledge of any resource."""
