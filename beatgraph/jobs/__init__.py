"""Background work by name, behind one small protocol; `durable` keeps it through crashes, `local` does not."""

from beatgraph.jobs.local import LocalJobs
from beatgraph.jobs.port import Jobs, Outcome, Payload, Retry, State, Step, UnknownJobError

__all__ = ["Jobs", "LocalJobs", "Outcome", "Payload", "Retry", "State", "Step", "UnknownJobError"]
