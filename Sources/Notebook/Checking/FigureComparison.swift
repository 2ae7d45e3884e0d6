/// A figure held against the picture that was accepted for it.
public struct FigureComparison: Codable, Sendable, Equatable {
    /// The accepted picture, beneath the notebook's folder.
    public var accepted: String
    /// The cell's picture, in the run's folder; nil where it drew none.
    public var made: String?
    /// A copy of the accepted one, in the run's folder; nil where there is none.
    public var copy: String?
    /// How different they look, 0…1; nil where they could not be compared.
    public var difference: Double?
    /// How different they may be.
    public var limit: Double

    /// Whether the figure is the accepted one.
    public var holds: Bool { difference.map { $0 <= limit } ?? false }

    /// What is to be said of it.
    public var text: String {
        guard made != nil else { return "the cell draws no figure to hold against \(accepted)" }
        guard copy != nil else {
            return "there is no accepted picture \(accepted) yet; `avts-nb test --accept` makes it of the figure"
        }
        guard let difference else { return "\(accepted) cannot be read as a PNG picture" }
        let found =
            "the figure differs from \(accepted) by \((difference * 1000).rounded() / 1000), at most \(limit) was expected"
        return holds ? "the figure is \(accepted)" : found + (difference == 1 ? " (is it of another size?)" : "")
    }

    /// Holds a cell's figure against the accepted one.
    ///
    /// - Parameters:
    ///   - read: the bytes of a file of the run.
    ///   - write: keeps a file of the run.
    init(
        _ expected: ExpectedOutput, of record: CellRecord, accepted bytes: [UInt8]?, read: (String) -> [UInt8]?,
        write: ([UInt8], String) throws(OutputError) -> Void
    ) throws(OutputError) {
        accepted = expected.figure ?? ""
        limit = expected.difference
        // The one of that name, else the first.
        func stem(_ path: String) -> Substring { (path.split(separator: "/").last ?? "").prefix { $0 != "." } }
        let pictures = record.outputs.compactMap(\.image)
        made = pictures.first { stem($0) == stem(accepted) } ?? pictures.first
        guard let bytes else { return }
        let place = "cells/\(record.id)/accepted-\(stem(accepted)).png"
        try write(bytes, place)
        copy = place
        if let made, let picture = read(made) { difference = PictureDifference.between(picture, bytes) }
    }
}
