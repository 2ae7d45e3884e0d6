import Work

/// The answers of one trained network to a list of questions: what a share in % is a share of.
public struct Answers: Sendable, Codable, Equatable {
    /// The score of each answer (%): 100 for a right one, 0 for a wrong one; where lists were joined, weighted so that each counts the same.
    public private(set) var scores: [Double]
    /// The video, or recording, that each question is about: questions about the same one are no independent witnesses.
    public private(set) var about: [String]

    /// - Parameters:
    ///   - scores: of each answer (%).
    ///   - about: what each question is about; as many.
    public init(scores: [Double], about: [String]) {
        Failing.unless(
            scores.count == about.count, "Answers: found \(scores.count) scores and \(about.count) videos, expected as many")
        Failing.unless(scores.allSatisfy(\.isFinite), "Answers: found a score that is no finite number")
        (self.scores, self.about) = (scores, about)
    }

    /// Right and wrong answers.
    public init(correct: [Bool], about: [String]) { self.init(scores: correct.map { $0 ? 100 : 0 }, about: about) }

    /// Several lists as one whose mean is the mean of theirs, however long each is.
    public init(joining lists: [Answers]) {
        let filled = lists.filter { !$0.scores.isEmpty }
        let count = Double(filled.reduce(0) { $0 + $1.scores.count })
        self.init(
            scores: filled.flatMap { list in list.scores.map { $0 * count / (Double(filled.count) * Double(list.scores.count)) }
            },
            about: filled.flatMap(\.about))
    }

    /// One more answer.
    mutating func append(correct: Bool, about video: String) {
        scores.append(correct ? 100 : 0)
        about.append(video)
    }

    /// The mean score (%); 0 of no answers.
    public var mean: Double { scores.isEmpty ? 0 : scores.reduce(0, +) / Double(scores.count) }
}

/// What was found by asking questions, such as the score of a network on a test: what ``Claim`` judges by.
public protocol Answered: Sendable {
    /// The answer to each question.
    var answers: Answers { get }
}

extension Answers: Answered {
    /// Itself.
    public var answers: Answers { self }
}
