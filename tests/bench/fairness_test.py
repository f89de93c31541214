# Every name is crossed with every sentence of its language, the genitive among them, and what is not masked is counted.
# SPDX-License-Identifier: GPL-3.0-or-later
"""fairness_test.py FAIRNESS MASK FILE"""
import json, subprocess, sys

fairness, mask, path = sys.argv[1:]
done = subprocess.run([sys.executable, fairness, path, "--binary", mask, "--ndjson"], capture_output=True, check=True, text=True)
rows = [json.loads(line) for line in done.stdout.splitlines()]
by_background = {row["background"]: row for row in rows if "background" in row}
assert set(by_background) == {"svenska", "påhittad"}, by_background
assert all(row["names"] == 4 for row in by_background.values()), by_background
assert by_background["svenska"]["whole"] == 1, by_background
assert by_background["påhittad"]["whole"] < 1, by_background
summary = rows[-1]
assert summary["lowest"] == by_background["påhittad"]["whole"] and abs(summary["spread"] - (1 - summary["lowest"])) < 1e-9, summary
