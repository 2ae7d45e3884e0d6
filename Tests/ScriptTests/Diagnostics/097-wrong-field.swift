struct Net { let fc = Linaer(2) }
let n = Net()
n.fc
