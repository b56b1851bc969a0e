"""The law as declarations: questions, jurisdictions, forums and documents. Standard library only.

    logic          yes, no, unknown, and the closed vocabulary of conditions (unknown is never no)
    questions      what may be asked, once each, in the order in which it is asked
    jurisdictions  one file a state: who may claim what, on which elements, by which citation
    authority      where each statement comes from: quoted words, address, who read them when
    windows        the limitation engine: every rule a window with its dates and citation
    findings       a theory held against the facts of one person
    texts          a theory as plain data, for what was found under an earlier text
    interview      which questions are still needed
    forums         the words of a declaration, by the forum in which it is used
    documents      what each document needs

Amendments stand beside, never over, what they amend. Nothing here is shown to a claimant as an
outcome.
"""
