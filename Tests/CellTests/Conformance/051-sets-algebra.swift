let a: Set = [1, 2, 3]
let b: Set = [3, 4]
print(a.union(b).sorted(), a.intersection(b), a.subtracting(b).sorted(), a.symmetricDifference(b).sorted())
print(a.isSubset(of: [1, 2, 3, 4]), a.isDisjoint(with: [9]), Set("hello").count)
