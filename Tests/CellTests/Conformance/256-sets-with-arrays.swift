let evens: Set = [2, 4, 6]
let list = [4, 5, 4]
print(evens.union(list).sorted(), evens.union([1, 2]).sorted())
print(evens.intersection(list).sorted(), evens.subtracting(list).sorted(), evens.symmetricDifference(list).sorted())
print(evens.isSubset(of: [2, 4, 6, 8]), evens.isSuperset(of: [2, 2]), evens.isDisjoint(with: list))
var some = evens
some.formUnion(list)
some.subtract([2, 5])
print(some.sorted(), some.union(Set([9])).count)
