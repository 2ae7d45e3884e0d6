let zero = 0
5 % zero
