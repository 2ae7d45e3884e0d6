func say(_ text: String, _ value: Bool) -> Bool { print(text); return value }
print(say("a", false) && say("b", true))
print(say("c", true) || say("d", false))
print(!true)
