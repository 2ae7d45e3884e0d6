extension Tensor {
    /// Each element once, in ascending order; how often each comes; and for every element of the tensor, row-major, where it stands among them.
    ///
    /// All NaN are one, the last. The gradient of a value goes to the first of its elements.
    ///
    ///     let (values, counts, inverse) = Tensor([3, 1, 3]).unique()
    ///     // [1, 3], [1, 2] and [1, 0, 1]: values.gathered(rows: inverse) is the tensor
    public func unique() -> (values: Tensor, counts: [Int], inverse: [Int]) {
        let size = count
        let flat = flattened()
        _ = obeying(try ShapeRule.sorting(flat.shape, axis: 0, operation: "unique"))
        let places = flat.detached().reshaped(1, size).sortedPlaces()
        var (firsts, counts): ([Int], [Int]) = ([], [])
        var inverse = [Int](repeating: 0, count: size)
        withUnsafeBuffer { elements in
            for place in places {
                let element = elements[place]
                let isKnown = firsts.last.map { last in
                    elements[last] == element || (elements[last].isNaN && element.isNaN)
                }
                if isKnown == true {
                    counts[counts.count - 1] += 1
                } else {
                    firsts.append(place)
                    counts.append(1)
                }
                inverse[place] = firsts.count - 1
            }
        }
        return (flat.gathered(rows: firsts), counts, inverse)
    }
}
