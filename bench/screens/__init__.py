"""How quickly the screens come and answer to keys, beside other programs, in a real pseudo-terminal."""
