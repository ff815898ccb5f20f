"""The commands: parse, call, print. One module each, in the order that `--help` lists them."""

from postmortem.cli.commands.begin.demo import demo
from postmortem.cli.commands.begin.doctor import doctor
from postmortem.cli.commands.begin.init import init
from postmortem.cli.commands.engines.engines import engines
from postmortem.cli.commands.exports.ingest import ingest
from postmortem.cli.commands.exports.inspect import inspect
from postmortem.cli.commands.exports.sources import sources
from postmortem.cli.commands.review.chart import chart
from postmortem.cli.commands.review.compare import compare
from postmortem.cli.commands.review.measure import measure
from postmortem.cli.commands.review.report import report
from postmortem.cli.commands.store.query import query
from postmortem.cli.commands.store.score import score
from postmortem.cli.commands.store.status import status

COMMANDS = (
    demo,
    init,
    sources,
    inspect,
    status,
    doctor,
    ingest,
    score,
    engines,
    measure,
    report,
    chart,
    compare,
    query,
)
"""Every command there is: a function whose name, parameters and docstring are the command's."""

__all__ = ["COMMANDS"]
