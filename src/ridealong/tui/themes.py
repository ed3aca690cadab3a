"""Our own colours, dark and light."""

from textual.theme import Theme

DARK = Theme(
    name="ridealong-dark",
    primary="#6CB6D9",
    secondary="#8FA8C8",
    accent="#F2B84B",
    success="#7CC68D",
    warning="#F2B84B",
    error="#EF7F76",
    foreground="#DDE3EA",
    background="#12171E",
    surface="#182029",
    panel="#222C37",
    dark=True,
)

LIGHT = Theme(
    name="ridealong-light",
    primary="#14658C",
    secondary="#44597A",
    accent="#8A5A00",
    success="#1F6B3A",
    warning="#8A5A00",
    error="#A8261E",
    foreground="#1B2430",
    background="#F7F8FA",
    surface="#EEF1F4",
    panel="#DFE5EB",
    dark=False,
)

DEFAULT = DARK.name
