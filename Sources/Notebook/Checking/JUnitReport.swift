/// What tests said, as the XML that servers of continuous integration read (the format of JUnit's Ant task).
public struct JUnitReport: Sendable {
    /// A `<testsuite>` for each notebook.
    public private(set) var suites: [String] = []

    public init() {}

    /// Adds what was said of a notebook's cells.
    public mutating func add(_ test: DocumentTest, of file: String, _ record: RunRecord) {
        let cells = zip(test.cells, record.cells).map { tested, ran -> String in
            let head =
                "    <testcase name=\"\(Self.escaped(tested.cell.id))\" classname=\"\(Self.escaped(file))\" file=\"\(Self.escaped(file))\" "
                + "line=\"\(tested.cell.fenceLine)\" time=\"\(Self.seconds(ran.seconds))\""
            switch tested.verdict {
            case .passed: return head + "/>\n"
            case .skipped(let why): return head + ">\n      <skipped message=\"\(Self.escaped(why))\"/>\n    </testcase>\n"
            case .failed(let text): return head + ">\n" + Self.problem("error", text, ran.error?.name) + "    </testcase>\n"
            case .broken(let reasons):
                return head + ">\n" + reasons.map { Self.problem("failure", $0, nil) }.joined() + "    </testcase>\n"
            }
        }
        let errors = test.cells.count { if case .failed = $0.verdict { true } else { false } }
        suites.append(
            "  <testsuite name=\"\(Self.escaped(file))\" tests=\"\(test.cells.count)\" failures=\"\(test.failed - errors)\" errors=\"\(errors)\" "
                + "skipped=\"\(test.skipped)\" time=\"\(Self.seconds(record.seconds))\" timestamp=\"\(Self.escaped(String(record.started.prefix(19))))\">\n"
                + cells.joined() + "  </testsuite>\n")
    }

    /// Adds the suites of a report that another process wrote.
    public mutating func add(_ other: String) {
        guard let start = other.range(of: "  <testsuite "), let end = other.range(of: "</testsuites>") else { return }
        suites.append(String(other[start.lowerBound..<end.lowerBound]))
    }

    /// The file.
    public var xml: String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"avts-nb\">\n" + suites.joined() + "</testsuites>\n"
    }

    private static func problem(_ kind: String, _ text: String, _ type: String?) -> String {
        let first = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? kind
        return "      <\(kind) message=\"\(escaped(first))\" type=\"\(escaped(type ?? "Mismatch"))\">\(escaped(text))</\(kind)>\n"
    }

    private static func seconds(_ seconds: Double) -> String { "\((seconds * 1000).rounded() / 1000)" }

    /// Without the signs that mean something in XML, and those that may not stand in it at all.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case let other
            where other.value < 32 || (0x7F...0x9F).contains(other.value) || [0xFFFE, 0xFFFF].contains(other.value):
                result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
