"""The rules of planning, each with its name, its check of a finished plan and its words for an open place."""
