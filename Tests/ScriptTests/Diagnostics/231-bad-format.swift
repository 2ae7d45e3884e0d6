String(format: "%d %q", 1, 2)
