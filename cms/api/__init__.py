"""What machines read without a key, under `/api/v1/`: JSON with ETag and Last-Modified, problems as RFC 9457."""
