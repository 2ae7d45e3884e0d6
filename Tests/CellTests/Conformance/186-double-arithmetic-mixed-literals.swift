let lr = 0.1
let steps = 4
for i in 0..<steps { print(lr * (1 - Double(i) / Double(steps))) }
