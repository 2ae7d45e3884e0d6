var s = ""
for i in 0..<5 { s += String(i); s.append(",") }
s.removeLast()
print(s, s.count)
