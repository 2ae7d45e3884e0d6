let a = [1, 5, 2, 6]
print(a.last { $0 < 4 }!, a.lastIndex(of: 5)!, a.firstIndex { $0 > 1 }!, a.count { $0 > 1 })
