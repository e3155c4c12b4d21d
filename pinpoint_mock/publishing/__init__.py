"""Publish events: to a test's listeners and, beside moto, to its SNS, Firehose, CloudWatch Logs and EventBridge."""
