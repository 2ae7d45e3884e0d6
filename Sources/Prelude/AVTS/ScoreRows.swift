import AVTS
import Script

extension DownstreamRows {
    static var scores: [NativeRow] {
        [
            native(static: ClassificationScore.self, "init(_:_:)", doc: "The scores of a method on each division of a task.") {
                (name: String, divisions: [DivisionScore]) throws -> ClassificationScore in
                guard !divisions.isEmpty else {
                    throw NativeError("ClassificationScore: found no division, expected at least one")
                }
                return ClassificationScore(name, divisions)
            },
            property(on: ClassificationScore.self, "name", doc: "The method.") { (s: ClassificationScore) in s.name },
            property(on: ClassificationScore.self, "accuracy", doc: "Files given their class, mean over the divisions (%).") {
                (s: ClassificationScore) in s.accuracy
            },
            property(on: ClassificationScore.self, "clipAccuracy", doc: "The same of single clips (%).") {
                (s: ClassificationScore) in s.clipAccuracy
            },
            property(on: ClassificationScore.self, "spread", doc: "Standard deviation over the divisions (points).") {
                (s: ClassificationScore) in s.spread
            },
            property(on: ClassificationScore.self, "files", doc: "Test files of all divisions.") { (s: ClassificationScore) in
                s.files
            },
            property(
                on: ClassificationScore.self, "divisions", doc: "The share of files given their class, by division (%)."
            ) { (s: ClassificationScore) in s.divisions.map(\.accuracy) },
            property(on: ClassificationScore.self, "confusion", doc: "How often a file of class i was called class j.") {
                (s: ClassificationScore) in s.confusion
            },
            property(on: ClassificationScore.self, "costs", doc: "The cost C of each division's machines; 0 for others.") {
                (s: ClassificationScore) in s.divisions.map { $0.cost ?? 0 }
            },
            property(on: DivisionScore.self, "accuracy", doc: "Files given their class (%).") { (s: DivisionScore) in s.accuracy
            },
            property(on: DivisionScore.self, "clipAccuracy", doc: "Clips given their class (%).") { (s: DivisionScore) in
                s.clipAccuracy
            },
        ]
    }
}

extension ClassificationScore: NativeValue, SummarizedValue {
    public var scriptSummary: String { description }
}
