"""Name the marks that the pytest plugin looks for. It imports this at every start, and nothing larger."""

CONTEXTS = "__pinpoint_mock__"
"""The attribute with the contexts of a decorated plain class and of the class it inherits from, the outermost first."""
