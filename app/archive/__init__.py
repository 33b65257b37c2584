"""Grades an archive of calls chunk by chunk, on one machine or many, to Parquet with a summary; resumable."""
