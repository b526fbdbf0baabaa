"""Turn a deck and a wish into files on disk: judged, laid out, written, proved, and only then named."""
