var values = [1, 2, 3, 4, 5]
values.swapAt(0, 4)
print(values)
let k = 2
values = Array(values[k...] + values[..<k])
print(values, values.first!, values.last!)
(values[0], values[1]) = (values[1], values[0])
print(values)
