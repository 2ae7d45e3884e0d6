import Tensors

extension RandomStream {
    /// A draw from a range of reals; spelled here because the standard library does not promise to keep its own.
    mutating func real(_ lower: Double, _ upper: Double) -> Double { lower + (upper - lower) * Double(uniform()) }

    /// One of a list that is not empty.
    mutating func choice<T>(of list: [T]) -> T { list[integer(in: 0..<list.count)] }
}
