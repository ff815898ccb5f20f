"""Every engine, behind one interface."""
