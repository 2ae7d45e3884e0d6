[1, 2].first().count
