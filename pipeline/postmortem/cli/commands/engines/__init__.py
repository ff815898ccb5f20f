"""How far a sentiment engine can be trusted."""
