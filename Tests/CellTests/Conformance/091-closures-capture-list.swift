var x = 1
let f = { [x] in x }
let g = { [y = x * 10] in y }
x = 5
print(f(), g())
