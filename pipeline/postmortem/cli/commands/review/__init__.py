"""Incidents, measured and reported."""
