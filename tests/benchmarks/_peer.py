"""The plain script a user would write instead: pandas, vaderSentiment, resample, pyplot.

Run as `python _peer.py FILE OUT.png`; FILE is the CSV or JSONL of the benchmark.
"""

from __future__ import annotations

import sys

import matplotlib as mpl
import pandas as pd
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

mpl.use("Agg")
from matplotlib import pyplot as plt

if sys.argv[1].endswith(".csv"):
    posts = pd.read_csv(sys.argv[1], dtype={"id": str})
else:
    posts = pd.read_json(sys.argv[1], lines=True, dtype={"id": str})
    posts["like_count"] = posts["public_metrics"].apply(lambda counts: counts["like_count"])
posts = posts.drop_duplicates("id")
posts["created_at"] = pd.to_datetime(posts["created_at"])
analyzer = SentimentIntensityAnalyzer()
posts["compound"] = posts["text"].apply(lambda text: analyzer.polarity_scores(text)["compound"])
daily = posts.set_index("created_at")["compound"].resample("6h").agg(["mean", "count"])
figure, axes = plt.subplots(2, 1, figsize=(10, 5), sharex=True)
axes[0].plot(daily.index, daily["mean"])
axes[1].bar(daily.index, daily["count"], width=0.2)
figure.savefig(sys.argv[2], dpi=150)
