"""What stands beside the recovery: apology, control, composition, engagement."""
