let s = "ab"
print(s.padding(toLength: 4, withPad: ".", startingAt: 0), String(repeating: " ", count: 2) + s)
