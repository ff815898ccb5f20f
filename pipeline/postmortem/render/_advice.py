"""What a reader can do about a warning, by its code."""

ADVICE = {
    "authors-unknown": "Export with author names or ids, if the platform gives them.",
    "bare-terms": "Look at the posts before quoting a term.",
    "capped-export": "Export in shorter spans, so that no file reaches its limit.",
    "control-moved": "Look at what moved both; the difference is the safer figure.",
    "day-only": "Use an export with times; hours after the incident are rough until then.",
    "drifting-baseline": "Give a longer baseline, or a control set that drifts the same way.",
    "engagement-young": "Export again in a few days, when the youngest posts have aged.",
    "few-lexicon-words": "Label a sample (postmortem audit) before relying on the mood.",
    "encoding-guessed": "Give --encoding when letters look wrong.",
    "ids-destroyed": "Export again without opening the file in a spreadsheet.",
    "language-unscored": "Add the language to sentiment.languages, or bring an external score.",
    "lexicon-blind": "Label a sample (postmortem audit) before relying on the mood.",
    "low-coverage": "Add the languages to sentiment.languages, or bring an external score.",
    "low-precision": "Add platforms or a longer export; otherwise use the interval, not the value.",
    "margin-inside-wobble": "Look at the wider margin in the table of other rules.",
    "many-reposts": "Check that the reposts are people, not copies of one post.",
    "possible-drop": "Treat the drop as possible, not as established.",
    "query-changed": "Compare only spans that were exported with the same search.",
    "rows-rejected": "See them with postmortem status, mend the export, and ingest it again.",
    "sarcasm": "Read a sample of the posts: mockery often scores as praise.",
    "short-baseline": "Export more days before the incident.",
    "time-from-id": "Nothing to do: the platform's id holds the time of posting.",
    "unscored": "Add the languages to sentiment.languages, or bring an external score.",
    "unscored-languages": "Add the language to sentiment.languages, or bring an external score.",
    "volume-unusable": "Use volume only from exports that are known to be complete.",
    "zone-assumed": "Give --tz, if the export's times are in another zone.",
}


def advice(code: str) -> str:
    """Return what to do about a warning; an empty string where nothing can be done."""
    return ADVICE.get(code, "")
