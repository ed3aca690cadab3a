"""The release number, and nothing else: this module is imported by every start of the program."""

__version__ = "0.1.0"
