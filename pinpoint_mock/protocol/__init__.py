"""AWS JSON 1.0 by botocore's own service model. No knowledge of any resource."""
