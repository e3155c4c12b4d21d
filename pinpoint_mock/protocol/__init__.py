"""Implement AWS JSON 1.0 from botocore's model of the service, for any resource."""
