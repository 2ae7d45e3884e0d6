import Files
import Foundation
import Work

/// What is kept of a cell: what it reported, and what it left.
struct CellEntry: Codable {
    /// Of this layout of the file.
    static let edition = 3

    struct KeptValue: Codable {
        let name: String
        /// Its type as the runtime mangles it.
        let type: String
        /// False for a variable of an earlier cell, which got another value.
        let isNew: Bool
        let isConstant: Bool
        let bytes: Data
    }

    /// What it is the outcome of: a file in another's place is not believed.
    let base: String
    let key: String
    let made: Making
    /// Seconds that the cell took.
    let seconds: Double
    /// The line of the notebook on which its source began.
    let firstLine: Int
    let events: [ReportEvent]
    let values: [KeptValue]
    let files: [FileEvidence]

    /// The bytes of a file: their digest, then a property list.
    func encoded() throws -> Data {
        let encoder = PropertyListEncoder()
        encoder.outputFormat = .binary
        let body = try encoder.encode(self)
        return Data((Digest.of(Array(body)) + "\n").utf8) + body
    }

    /// - Returns: nil for bytes that are damaged, or of another edition.
    init?(_ data: Data) {
        guard data.count > 65, data[data.startIndex + 64] == 10 else { return nil }
        let body = Array(data.dropFirst(65))
        guard Digest.of(body) == String(decoding: data.prefix(64), as: UTF8.self),
            let entry = try? PropertyListDecoder().decode(CellEntry.self, from: Data(body))
        else { return nil }
        self = entry
    }

    init(
        base: String, key: String, made: Making, seconds: Double, firstLine: Int, events: [ReportEvent], values: [KeptValue],
        files: [FileEvidence]
    ) {
        (self.base, self.key, self.made, self.seconds, self.firstLine) = (base, key, made, seconds, firstLine)
        (self.events, self.values, self.files) = (events, values, files)
    }
}
