import Files
import Foundation

extension RunRecord {
    /// The record as `run.json` holds it: sorted keys, so that two runs compare line by line.
    public var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        // Every field is a plain value: encoding has nothing to fail on.
        let data = (try? encoder.encode(self)) ?? Data()
        return [UInt8](data) + [UInt8(ascii: "\n")]
    }

    /// Reads a `run.json`; nil when it is not one of this format.
    public init?(json: [UInt8]) {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        guard let record = try? decoder.decode(RunRecord.self, from: Data(json)), record.avtsnb == 1 else { return nil }
        self = record
    }

    /// A fingerprint of a text: the first 64 bits of its SHA-256, hexadecimal.
    public static func fingerprint(of text: String) -> String { String(Digest.of(Array(text.utf8)).prefix(16)) }

    /// The record with `~` for a person's home folder, wherever it stands.
    public var withoutHomeFolder: RunRecord {
        func hide(_ text: inout String) { text = HomeFolder.hidden(in: text) }
        func hide(_ text: inout String?) { text = text.map { HomeFolder.hidden(in: $0) } }
        var record = self
        hide(&record.notebook)
        for (name, value) in record.params {
            if case .string(let text) = value { record.params[name] = .string(HomeFolder.hidden(in: text)) }
        }
        for index in record.cells.indices {
            hide(&record.cells[index].note)
            for output in record.cells[index].outputs.indices { hide(&record.cells[index].outputs[output].text) }
            guard var error = record.cells[index].error else { continue }
            hide(&error.message)
            hide(&error.text)
            record.cells[index].error = error
        }
        for index in record.phrases?.indices ?? 0..<0 {
            hide(&record.phrases![index].text)
            guard var error = record.phrases![index].error else { continue }
            hide(&error.message)
            hide(&error.text)
            record.phrases![index].error = error
        }
        for (name, result) in record.results {
            if case .text(let text) = result.value { record.results[name]?.value = .text(HomeFolder.hidden(in: text)) }
        }
        for index in record.checks.indices { hide(&record.checks[index].message) }
        return record
    }
}
