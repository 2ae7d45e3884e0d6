/// What stands in braces behind `output`.
struct ExpectedOutputAttributes {
    private(set) var tolerance: Double?
    private(set) var figure: String?
    private(set) var difference: Double?
    private(set) var issues: [DocumentIssue] = []

    init(_ list: AttributeList, line: Int, excerpt: String) {
        for (key, value) in list.pairs {
            func wrong(_ message: String, _ remedy: String) -> DocumentIssue {
                DocumentIssue(line: line, column: (value ?? key).column, message: message, remedy: remedy, excerpt: excerpt)
            }
            func number(_ range: ClosedRange<Double>, _ example: String) -> (Double?, DocumentIssue?) {
                guard let text = value?.text, let number = Double(text), range.contains(number) else {
                    let found = value.map { "`\($0.text)`" } ?? "nothing"
                    return (
                        nil,
                        wrong(
                            "found \(found) for `\(key.text)`, expected a number in \(range.lowerBound)…\(range.upperBound)",
                            example)
                    )
                }
                return (number, nil)
            }
            switch key.text {
            case "for": break
            case "tolerance":
                let (found, issue) = number(0...1e6, "tolerance=1e-3")
                tolerance = found
                issues += issue.map { [$0] } ?? []
            case "difference":
                let (found, issue) = number(0...1, "difference=0.1")
                difference = found
                issues += issue.map { [$0] } ?? []
            case "figure":
                guard let path = value?.text, Self.isBeneath(path) else {
                    issues.append(
                        wrong("`figure` needs a picture beneath the notebook's folder", "figure=accepted/loss.png"))
                    continue
                }
                figure = path
            default:
                issues.append(
                    .unknown("attribute", key, among: ["for", "tolerance", "figure", "difference"], line: line, excerpt: excerpt))
            }
        }
        if difference != nil, figure == nil, issues.isEmpty {
            issues.append(
                DocumentIssue(
                    line: line, message: "`difference` is of a figure, and none is named", remedy: "figure=accepted/loss.png",
                    excerpt: excerpt))
        }
    }

    private static func isBeneath(_ path: String) -> Bool {
        path.hasSuffix(".png") && !path.hasPrefix("/") && !path.hasPrefix("~") && !path.split(separator: "/").contains("..")
    }
}
