"""The rule of recovery as it was chosen before looking, and where a post counts as negative.

One place: the config, the measurement and the stories with a known truth all read it here.
"""

from __future__ import annotations

MARGIN = 0.05
"""How far on the bad side still counts as back, for sentiment and negative share."""
VOLUME_MARGIN = 0.25
"""The same for volume, as a share of the expected number of posts."""
HOLD_HOURS = 24.0
"""How long it must stay back: a full daily cycle."""
GUARD_HOURS = 0.0
"""Hours before the incident left out of the baseline."""
ENGAGEMENT_AGE_HOURS = 48.0
"""Own posts younger than this when observed are not compared."""
NEGATIVE, POSITIVE = -0.05, 0.05
"""A compound at or beyond these is a negative or a positive post (VADER's own rule)."""
