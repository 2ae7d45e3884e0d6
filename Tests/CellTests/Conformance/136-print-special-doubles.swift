print(Double.infinity, -Double.infinity, Double.nan, 1e100, 1.0e-10, 0.1, 1/3.0, 12345678901234567890.0)
