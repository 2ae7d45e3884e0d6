import Foundation
import Script
import XCTest

/// Snippets with tokens changed, dropped, doubled and exchanged: whatever comes of it, the process goes on.
final class MutationTests: XCTestCase {
    func testMutatedSnippetsEndInValuesOrErrors() throws {
        let sources = try (Snippet.all(in: "Conformance", expected: "out") + Snippet.all(in: "Diagnostics", expected: "diag"))
            .map { tokens($0.source) }
        let pool = sources.flatMap { $0 }
        var stream = Mixer(state: 20_260_101)
        let recorder = Recorder()
        for round in 0..<400 {
            var cell = sources[stream.next(sources.count)]
            for _ in 0...stream.next(3) { mutate(&cell, pool, &stream) }
            if round % 50 == 0 { recorder.session.reset() }
            recorder.session.deadline = .now + .seconds(1)
            _ = recorder.run(cell.joined())
        }
        recorder.session.deadline = nil
        recorder.session.reset()
        XCTAssertEqual(recorder.value("20 + 22"), "42")
    }

    private func mutate(_ cell: inout [String], _ pool: [String], _ stream: inout Mixer) {
        guard !cell.isEmpty else { return cell = ["1"] }
        let place = stream.next(cell.count)
        switch stream.next(4) {
        case 0: cell[place] = pool[stream.next(pool.count)]
        case 1: cell.remove(at: place)
        case 2: cell.insert(pool[stream.next(pool.count)], at: place)
        default: cell.swapAt(place, stream.next(cell.count))
        }
    }

    /// Words, runs of white space, and single signs.
    private func tokens(_ source: String) -> [String] {
        var result: [String] = []
        var kind = -1
        for character in source {
            let next = character.isLetter || character.isNumber || character == "_" ? 0 : character.isWhitespace ? 1 : 2
            if next == kind, next != 2 { result[result.count - 1].append(character) } else { result.append(String(character)) }
            kind = next
        }
        return result
    }

    /// The same numbers every time.
    private struct Mixer {
        var state: UInt64

        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }
}
