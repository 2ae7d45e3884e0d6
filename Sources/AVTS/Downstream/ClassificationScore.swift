import Foundation
import Work

/// How a division's test files were classified, clip by clip and file by file.
public struct DivisionScore: Sendable, Equatable {
    /// The division's name, as `split 1` or `fold 3`.
    public let name: String
    /// How often a file of class i was called class j: `[i][j]`.
    public private(set) var confusion: [[Int]]
    private var clips = 0
    private var clipsCorrect = 0
    /// Whether each test file was given its class; about its recording, or whatever group of files it belongs to.
    public private(set) var answers = Answers(correct: [], about: [])
    /// The cost C that was chosen, for linear machines.
    public var cost: Double?

    package init(name: String, classes: Int) {
        self.name = name
        confusion = Array(repeating: Array(repeating: 0, count: classes), count: classes)
    }

    package mutating func add(clips predicted: [Int], file: Int, truth: Int, about group: String) {
        answers.append(correct: file == truth, about: group)
        clips += predicted.count
        clipsCorrect += predicted.count { $0 == truth }
        confusion[truth][file] += 1
    }

    /// Test files.
    public var files: Int { confusion.reduce(0) { $0 + $1.reduce(0, +) } }
    /// Share of clips given their class (%).
    public var clipAccuracy: Double { clips == 0 ? 0 : 100 * Double(clipsCorrect) / Double(clips) }
    /// Share of files given their class, by the mean of their clips' scores (%).
    public var accuracy: Double {
        files == 0 ? 0 : 100 * Double(confusion.indices.reduce(0) { $0 + confusion[$1][$1] }) / Double(files)
    }
}

/// The scores of a method on every division of a task.
public struct ClassificationScore: Answered, Equatable {
    /// Method and task.
    public let name: String
    /// One score a division, in the task's order.
    public let divisions: [DivisionScore]

    /// The scores of a method.
    ///
    /// - Parameters:
    ///   - name: of method and task.
    ///   - divisions: at least one; it is a broken rule otherwise.
    public init(_ name: String, _ divisions: [DivisionScore]) {
        Failing.unless(!divisions.isEmpty, "\(name): found no division, expected at least one")
        self.name = name
        self.divisions = divisions
    }

    /// Mean over the divisions of the share of files given their class (%): what the paper's tables hold.
    public var accuracy: Double { mean(divisions.map(\.accuracy)) }
    /// The answers of all divisions; each division counts the same.
    public var answers: Answers { Answers(joining: divisions.map(\.answers)) }
    /// The same for single clips (%).
    public var clipAccuracy: Double { mean(divisions.map(\.clipAccuracy)) }
    /// Standard deviation over the divisions (points); 0 for one.
    public var spread: Double {
        guard divisions.count > 1 else { return 0 }
        let deviations = divisions.map { ($0.accuracy - accuracy) * ($0.accuracy - accuracy) }
        return (deviations.reduce(0, +) / Double(divisions.count - 1)).squareRoot()
    }
    /// Test files of all divisions.
    public var files: Int { divisions.reduce(0) { $0 + $1.files } }
    /// How often a file of class i was called class j, over all divisions.
    public var confusion: [[Int]] {
        divisions.dropFirst().reduce(divisions[0].confusion) { total, next in
            zip(total, next.confusion).map { zip($0, $1).map(+) }
        }
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}

extension ClassificationScore: CustomStringConvertible {
    public var description: String {
        String(format: "%@: %.1f ± %.1f %% of files, %.1f %% of clips (%d)", name, accuracy, spread, clipAccuracy, files)
    }
}
