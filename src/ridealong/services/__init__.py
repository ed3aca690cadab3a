"""What a coordinator does, one module per task, each call one transaction: the only door to everything below."""
