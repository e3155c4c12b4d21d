"""Send messages and follow them to their end: options, route, checks, price, outbox, delivery, events, inbound."""
