"""The board: people down, weeks across."""
