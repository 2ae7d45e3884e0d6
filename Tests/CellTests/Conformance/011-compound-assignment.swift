var a = 10
a += 5; a -= 3; a *= 2; a /= 4; a %= 4
print(a)
var s = "a"
s += "b"
var l = [1]
l += [2, 3]
var d = 1.5
d *= 2
d /= 4
print(s, l, d)
var bits = 0b1100
bits &= 0b0110
bits |= 1
bits ^= 0b11
bits <<= 2
print(bits)
