"""Planning: a problem in, a plan out; it knows neither database nor screen."""
