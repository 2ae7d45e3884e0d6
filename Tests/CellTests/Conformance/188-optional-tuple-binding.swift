func find(_ a: [Int]) -> (index: Int, value: Int)? {
    for (i, v) in a.enumerated() where v > 2 { return (i, v) }
    return nil
}
if let (i, v) = find([1, 5]) { print(i, v) }
if let hit = find([1, 5]) { print(hit.index, hit.value) }
print(find([1]) == nil)
