stride(from: 0, to: 10, step: 2)
