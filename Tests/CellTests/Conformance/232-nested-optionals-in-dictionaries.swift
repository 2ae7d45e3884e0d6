let settings: [String: Int?] = ["a": 1, "b": nil]
print(settings.count)
if let found = settings["a"], let value = found { print("a is", value) }
print(settings["c"] == nil)
let known = settings.compactMapValues { $0 }
print(known)
