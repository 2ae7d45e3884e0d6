import Foundation

/// Something that did not end as it should, kept as a cell to run again: `avts-nb run avts-fuzz-1.swift`.
struct Finding {
    /// The folder in which the tool was started.
    nonisolated(unsafe) static var folder = FileManager.default.currentDirectoryPath

    let number: Int
    let words: String
    let what: String

    func keep(_ text: String) throws { try keep(Array(text.utf8)) }

    func keep(_ text: [UInt8], as ending: String = "swift") throws {
        let name = "avts-fuzz-\(number).\(ending)"
        let said = "\(words) — \(what)".split(whereSeparator: \.isNewline).joined(separator: " ")
        let note = ending == "swift" ? "// \(said)\n" : ""
        try Data(Array(note.utf8) + text).write(to: URL(fileURLWithPath: "\(Self.folder)/\(name)"))
        print("\(name): \(said)")
    }
}
