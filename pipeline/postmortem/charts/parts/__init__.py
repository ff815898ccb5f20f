"""The parts of charts: axes, panels, events, callouts."""
