let s = "héllo 👋🏽"
print(s.count, s.uppercased(), s.reversed().first!)
print("e\u{301}" == "é")
