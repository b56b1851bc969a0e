"""The product. One rule holds the house together (import-linter and a test keep it):

    staff | home -> documents -> intake -> matters -> datasets -> accounts -> audit | jobs | vault
    every room may also import law and flickr, which import the standard library only

A room may import what is to its right, never to its left, never sideways.

    flickr      what a person may paste (links, ids, files, account exports) -> references   (pure
                Python)
    law         questions, jurisdictions, forums' declarations, what each document needs     (pure
                Python)
    vault       keys, encrypted fields, encrypted files, blind index
    jobs        work that must happen, its progress, its retries
    audit       append-only, chained events
    accounts    people, their roles, what they may do
    datasets    which datasets exist, their releases, the index, one reader a source
    matters     what counsel pursues: matter, forum, theories, sign-off
    intake      one person's claim: whose a Flickr account is, photos, answers, status, submission
    documents   kinds of document, preview, signing, rendering
    home        the claimant's own pages
    staff       the firm's desk

Inside a room the file names mean the same everywhere: `models` tables, `queries` reads, `actions`
writes (the only writers: keyword-only, explicit `by=` and `at=`, one transaction, messages on
commit), `views` pages, `tasks` Celery.
"""
