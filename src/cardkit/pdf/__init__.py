"""Open finished PDFs: pages, boxes, pixels and text."""
