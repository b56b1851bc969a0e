"""People: they sign in by e-mail, hold roles, and may do what their roles allow."""
