let s = String(repeating: "abc", count: 9_000_000_000_000_000_000)
