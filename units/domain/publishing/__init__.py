"""Outstanding initiatives, consent of authors, the public showcase."""
