"""The files a person writes: postmortem.toml and incidents/NAME.toml, read and checked."""

from postmortem.config._incident import find_incident, incident_names, read_incident
from postmortem.config._settings import (
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
