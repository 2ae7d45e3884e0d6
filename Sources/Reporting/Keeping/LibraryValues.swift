import AVTS
import Datasets
import Foundation
import Tensors
import Training
import Work

extension Tensor: Storable {
    /// Shape and numbers, and what these are kept as.
    ///
    /// - Throws: an error for a tensor that is part of a running differentiation.
    public func stored() throws -> (shape: [Int], scalars: [Float], type: String) {
        if isTracked { throw NotKept("is a tensor that is being differentiated") }
        return (shape.dimensions, scalars, elementType.rawValue)
    }

    /// - Throws: an error where the numbers do not fill the shape, or are kept as no type that there is.
    public static func restored(from stored: (shape: [Int], scalars: [Float], type: String)) throws -> Tensor {
        var count = 1
        for size in stored.shape {
            let (product, overflows) = count.multipliedReportingOverflow(by: size)
            guard size >= 0, !overflows else { throw NotKept("is damaged") }
            count = product
        }
        guard count == stored.scalars.count, let type = ElementType(rawValue: stored.type) else { throw NotKept("is damaged") }
        return Tensor(stored.scalars, shape: Shape(stored.shape)).converted(to: type)
    }
}

extension DecodedVideos: Fingerprinted {
    /// What was decoded, of which files, in which order, and how it is normalised.
    public func fingerprint() throws -> String {
        var writer = ValueWriter(.fingerprint)
        try writer.write(normalization)
        try writer.write(set.items.map(\.id))
        try writer.write(set.items.map(\.group))
        try writer.write(set.classes)
        return digest + writer.digest
    }
}
