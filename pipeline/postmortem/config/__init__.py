"""The files a person writes: postmortem.toml and incidents/NAME.toml, read and checked."""

from postmortem.config.incident import find_incident, incident_names, read_incident
from postmortem.config.settings import (
    Brand,
    Config,
    DataSet,
    Measuring,
    Privacy,
    Sentiment,
    check_config,
    read_columns,
    read_config,
)

__all__ = [
    "Brand",
    "Config",
    "DataSet",
    "Measuring",
    "Privacy",
    "Sentiment",
    "check_config",
    "find_incident",
    "incident_names",
    "read_columns",
    "read_config",
    "read_incident",
]
