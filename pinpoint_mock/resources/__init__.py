"""Implement the operations on resources, one module for each family. Sending and receiving are in `messaging`."""
