"abc".upercased()
