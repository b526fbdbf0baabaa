"""Turn what the machine has, its processes and its disk, into less waiting."""
