let values: [Any] = [1, "two", 3.5, true, [1, 2]]
for value in values {
    switch value {
    case let n as Int: print("int", n)
    case let s as String: print("string", s)
    case is Double: print("double")
    case is Bool: print("bool")
    default: print("other")
    }
}
