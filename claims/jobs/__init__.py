"""Work that must happen: a `Job` row is written in the same transaction as its cause; the broker
only carries a hint.

    @jobs.task("documents.build_packet")            # in some room's tasks.py
    def build_packet(subject_id, progress): ...

    jobs.actions.enqueue("documents.build_packet", submission.id, at=now)

A running job holds a PostgreSQL advisory lock on its connection. When its worker dies the lock is
gone, and beat (`jobs.resend`) sends the work again. So a task must be idempotent; it gets ids only.
"""

from claims.jobs.registry import Progress, task

__all__ = ["Progress", "task"]
