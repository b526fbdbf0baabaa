"""Turn a finished card PDF into sheets: places, marks, backs behind fronts, and the cutter's file."""
