"""People, photos, questions and answers, and what is still needed."""
