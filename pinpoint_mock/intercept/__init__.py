"""Turn requests of client libraries into Calls, and Replies into responses, for any resource."""
