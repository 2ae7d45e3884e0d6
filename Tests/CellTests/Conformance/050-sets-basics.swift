var s: Set<Int> = [1, 2, 2, 3]
s.insert(4)
s.remove(1)
print(s.count, s.contains(2), s.contains(1), s.sorted(), s.isEmpty)
