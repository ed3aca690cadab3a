"""The words of the exchange and the rules that hold for them: plain values, standard library and dateutil only."""
