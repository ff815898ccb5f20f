"""The exports of LinkedIn."""
