"""The example of the planning contract, problem and answer."""

PROBLEM = """{"format": "ridealong-problem/1", "rounds": 3, "seed": 0,
 "guests": [{"id": "g1", "team": "Platform", "away": [0], "turns": 2, "max_turns": 2, "known_teams": ["Events"]},
            {"id": "g2", "team": "Data"}],
 "hosts":  [{"id": "h1", "team": "Brand", "capacity": 1, "away": [2]},
            {"id": "h2", "team": "CRM", "capacity": [1, 2, 1]}],
 "fit":    [[73, null], [40, 65]],
 "met":    [{"guest": "g1", "host": "h1", "times": 1}],
 "pins":   [{"guest": "g2", "host": "h2", "round": 1}]}
"""

ANSWER = """{"format": "ridealong-plan/1",
 "assignments": [{"guest": "g2", "host": "h1", "round": 0, "fit": 40, "met_before": 0},
                 {"guest": "g1", "host": "h1", "round": 1, "fit": 73, "met_before": 1},
                 {"guest": "g2", "host": "h2", "round": 1, "fit": 65, "met_before": 0},
                 {"guest": "g2", "host": "h2", "round": 2, "fit": 65, "met_before": 1}],
 "open":  [{"guest": "g1", "round": 0, "reason": "away"},
           {"guest": "g1", "round": 2, "reason": "h1 is away and h2 is kept apart from g1"}],
 "score": {"value": 39718303, "placed": 4, "turns_squared": 14, "met_before": 2, "over_share": 0, "new_teams": 2,
           "fit": 243, "repeats": 2, "turns_min": 1, "turns_max": 3},
 "bound": {"value": 39718303, "placed": 4},
 "gap_percent": 0.0, "proved": true, "seconds": 0.01}
"""
