let s = "abc"
let chars = Array(s)
print(chars[1], chars.count, String(chars.reversed()), String([chars[0], chars[2]]))
