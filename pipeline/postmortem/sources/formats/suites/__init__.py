"""The exports of listening and publishing suites: many platforms in one table."""
