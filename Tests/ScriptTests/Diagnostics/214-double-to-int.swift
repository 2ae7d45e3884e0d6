Int(Double.infinity)
