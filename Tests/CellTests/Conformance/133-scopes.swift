var total = 0
for i in 0..<3 {
    let square = i * i
    total += square
}
do { let t = total; total = t * 2 }
print(total)
