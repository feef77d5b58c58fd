"""Several exams in one visit: rechecks by plan, and a second examiner."""
