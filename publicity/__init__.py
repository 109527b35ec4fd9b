"""Notices (公示), objections, announcements (公告): what the public must be told, for as long as it must be told."""
