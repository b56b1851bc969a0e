"""What counsel pursues: the matter, its forum and theories, and counsel's sign-off over the law it
rests on.
"""
