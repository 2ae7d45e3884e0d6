let x = 3 +
