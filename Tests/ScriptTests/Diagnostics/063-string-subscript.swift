let s = "abc"
s[0]
