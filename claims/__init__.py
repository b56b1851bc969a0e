"""The product. One rule holds the house together (import-linter and a test keep it):

    staff | home -> documents -> correspondence -> submission -> assessment -> interview
          -> evidence | ownership | conflicts -> intake -> matters -> datasets -> accounts
          -> audit | jobs | vault
    every room may also import law and flickr, which import the standard library only

A room may import what is to its right, never to its left, never sideways.

Ground:
    flickr          what a person may paste (links, ids, files, account exports) -> references
    law             questions, jurisdictions, forums' declarations, what each document needs
    vault           keys, encrypted fields, encrypted files, blind index
    jobs            work that must happen, its progress, its retries
    audit           append-only, chained events
    accounts        people, their roles, what they may do
Facts:
    datasets        which datasets exist, their releases, the index, one reader a source
    matters         what counsel pursues: matter, forum, theories, sign-off
The claim:
    intake          its spine: claim, subjects, photos, the status table and move(), locks
    ownership       whose a Flickr account is: accounts, proofs, disputes
    evidence        files that a claimant gives: originals, safe copies
    conflicts       names searched, hits, who cleared them; the gate
    interview       people, photos, questions and answers, and what is still needed
    assessment      what the law says of each claim: lines, decisions, runs of the law
    submission      the frozen claim
    correspondence  requests and replies, messages, invitations, erasure
Papers:
    documents       kinds of document, the pages that freeze and show, signing, rendering
Front:
    home            the claimant's own pages
    staff           the firm's desk

Beside the rooms stand `refusals` (how an action says no) and `sandbox` (the process in which the
files of strangers are opened).

Inside a room the file names mean the same everywhere: `models` tables, `queries` reads, `actions`
writes (the only writers: keyword-only, explicit `by=` and `at=`, one transaction, messages on
commit), `views` pages, `tasks` Celery, `erasure` what erasing a claim does to the room's tables. A
room's `__init__` exports nothing: import the module you mean.

A room to the left owns data of which the spine knows nothing. It registers what the spine needs:
the work of a job (`@task`), the guard of a status move (`@guard`), what erasure empties
(`@empties`).
"""
