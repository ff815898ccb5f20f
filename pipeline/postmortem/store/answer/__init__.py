"""From rows to answers: frames and the status."""
