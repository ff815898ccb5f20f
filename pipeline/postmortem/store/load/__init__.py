"""From records to rows: made safe, staged, merged, with a ledger."""
