import Foundation
import Prelude
import Script

/// Snippets, one after another.
protocol SnippetSource {
    /// What stands before every snippet, given to the session once; definitions that many snippets use.
    var preamble: String { get }
    /// The deadline of a snippet.
    var seconds: Double { get }
    /// After how many snippets the session forgets all.
    var turnsOfASession: Int { get }
    /// The next snippet; nil when there is none left.
    mutating func next() -> String?
}

/// A session that is given one snippet after another, each with a deadline.
final class Feeder {
    private let scratch: String
    private let session = Session(natives: Prelude.registry())
    /// How often snippets gave a value, and how often each kind of error.
    private(set) var outcomes: [String: Int] = [:]

    /// - Parameter scratch: the file that holds the snippet under way and its number, for whoever finds the process dead.
    init(scratch: String) {
        self.scratch = scratch
        session.onEvent = { _ in }
    }

    /// Feeds snippets until there are none, or the time is over, and gives their number; a session that does not go on ends the
    /// process with 1.
    func run(_ source: some SnippetSource, seconds: Double) throws -> Int {
        var source = source
        let end = Date() + seconds
        var count = 0
        if !source.preamble.isEmpty { begin(source.preamble) }
        while Date() < end, let snippet = source.next() {
            try "\(source.preamble)\(snippet)\n// snippet \(count)".write(toFile: scratch, atomically: false, encoding: .utf8)
            let began = Date()
            _ = feed(snippet, seconds: source.seconds)
            outcomes[outcome, default: 0] += 1
            if Date().timeIntervalSince(began) > 10 {
                print("a snippet took \(Int(Date().timeIntervalSince(began))) s, where its deadline was \(source.seconds) s")
                Foundation.exit(1)
            }
            count += 1
            if count % source.turnsOfASession == 0 {
                session.reset()
                guard feed("20 + 22") == "42" else {
                    print("the session does not go on")
                    Foundation.exit(1)
                }
                if !source.preamble.isEmpty { begin(source.preamble) }
            }
        }
        return count
    }

    /// The number of the snippet that a file of a dead process holds.
    static func number(of snippet: String) -> Int? {
        snippet.components(separatedBy: "// snippet ").last.flatMap(Int.init)
    }

    private func begin(_ preamble: String) {
        let found = feed(preamble, seconds: 60)
        guard found.isEmpty else {
            print("the preamble fails: \(found)")
            Foundation.exit(1)
        }
    }

    /// How the last snippet ended: "value", or the error's name.
    private var outcome = "value"

    /// What a snippet gives, or the error it ends with.
    func feed(_ snippet: String, seconds: Double = 1) -> String {
        session.deadline = .now + .seconds(seconds)
        outcome = "value"
        do {
            guard let value = try session.evaluate(snippet) else { return "" }
            for case .text(let text) in session.describe(value) { return text }
            return ""
        } catch {
            outcome = error.name
            return error.rendered()
        }
    }
}
