"""Events as files: for calendars, for search engines."""
