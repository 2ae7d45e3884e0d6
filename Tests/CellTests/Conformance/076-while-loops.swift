var n = 5
while n > 0 { n -= 2 }
print(n)
repeat { n += 3 } while n < 10
print(n)
var k = 0
while true { k += 1; if k == 4 { break } }
print(k)
