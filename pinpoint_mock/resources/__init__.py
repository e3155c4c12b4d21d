"""One room for each family of resources. Importing this package registers every operation of every room."""

from . import opt_out_lists, phone_numbers, pools, registrations, tags

__all__ = ["opt_out_lists", "phone_numbers", "pools", "registrations", "tags"]
