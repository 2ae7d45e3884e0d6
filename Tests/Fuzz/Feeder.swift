import Foundation
import Prelude
import Script

/// A session that is given one snippet after another, each for at most a second.
final class Feeder {
    private let scratch: String
    private let session = Session(natives: Prelude.registry())

    /// - Parameter scratch: the file that holds the snippet under way, for whoever finds the process dead.
    init(scratch: String) {
        self.scratch = scratch
        session.onEvent = { _ in }
    }

    /// Feeds mutations until the time is over; a session that does not go on ends the process with 1.
    func run(_ mutator: Mutator, seconds: Double) throws {
        var mutator = mutator
        let end = Date() + seconds
        var count = 0
        while Date() < end {
            let snippet = mutator.next()
            try snippet.write(toFile: scratch, atomically: false, encoding: .utf8)
            let began = Date()
            _ = feed(snippet)
            if Date().timeIntervalSince(began) > 10 {
                print("a snippet took \(Int(Date().timeIntervalSince(began))) s, where its deadline was 1 s")
                Foundation.exit(1)
            }
            count += 1
            if count % 50 == 0 {
                session.reset()
                guard feed("20 + 22") == "42" else {
                    print("the session does not go on")
                    Foundation.exit(1)
                }
            }
        }
    }

    /// What a snippet gives, or the error it ends with.
    func feed(_ snippet: String) -> String {
        session.deadline = .now + .seconds(1)
        do {
            guard let value = try session.evaluate(snippet) else { return "" }
            for case .text(let text) in session.describe(value) { return text }
            return ""
        } catch {
            return error.rendered()
        }
    }
}
