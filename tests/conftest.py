"""Settings for all tests."""

from hypothesis import settings

# No test is timed: machines are shared, and the first call of a lazy import may take seconds.
settings.register_profile("delian", deadline=None)
settings.load_profile("delian")
