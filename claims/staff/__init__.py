"""The firm's desk: the worklist and the page of one claim."""
