"""An answer is committed in a few times what SQLite itself needs."""

from tests.benchmarks import bench_commit


def test_an_answer_is_committed_in_a_few_raw_commits():
    # Half as much again as the goal: other programs disturb the disk and us unequally.
    assert bench_commit.main(most=bench_commit.MOST * 1.5) == 0
