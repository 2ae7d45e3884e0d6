print(String(repeating: "ab", count: 3), String(repeating: "-", count: 0).isEmpty)
