import Files
import Foundation
import Layers

/// Writes every step and metric of a training as a line `step,name,value` of a CSV file, flushed line by line.
///
/// When a training is resumed the lines after its checkpoint are dropped first, so that no step stands there twice.
public final class CSVLog: TrainingObserver {
    private static let heading = "step,name,value\n"
    private let path: String
    private var descriptor: Int32 = -1
    private var problem: String? {
        // A log is no reason to stop a training, but losing it silently would be worse.
        didSet { if let problem { FileHandle.standardError.write(Data("warning: \(problem)\n".utf8)) } }
    }

    /// A log at `path`, which is appended to when it exists.
    public init(_ path: String) { self.path = PathText.expanded(path) }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Takes an event.
    public func receive(_ event: TrainingEvent) {
        switch event {
        case .started(let step, _, _):
            open(keepingUpTo: step)
        case .step(let report):
            var figures = [("loss", report.loss), ("learningRate", report.learningRate)]
            if let norm = report.gradientNorm { figures.append(("gradientNorm", norm)) }
            figures += report.metrics.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            append(figures.map { "\(report.step),\(CSVText.field($0.0)),\($0.1)\n" }.joined())
        case .metric(let name, let step, let value):
            append("\(step),\(CSVText.field(name)),\(value)\n")
        default:
            return
        }
    }

    /// Why the log could not be written; nil while all is well.
    public var failure: String? { problem }

    private func open(keepingUpTo step: Int) {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
        let old: String
        do throws(FileError) { old = try existing() } catch {
            problem = "\(error)"
            return
        }
        var kept = CSVLog.heading
        for line in old.split(separator: "\n", omittingEmptySubsequences: true).dropFirst() {
            // A line that a crash has cut short has fewer fields.
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.count >= 3, let at = Int(fields[0]), at <= step else { continue }
            kept += line + "\n"
        }
        do throws(FileError) {
            try AtomicFile.write(Array(kept.utf8), to: path)
            descriptor = Glibc.open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
            if descriptor < 0 { throw FileError(operation: "open", path: path) }
        } catch {
            problem = "\(error)"
        }
    }

    /// What the log holds already; what is no log of text is never written over.
    private func existing() throws(FileError) -> String {
        guard FileManager.default.fileExists(atPath: path) else { return "" }
        let bytes = try RegularFile.contents(path, limit: 1 << 30)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FileError(operation: "go on with", path: path, reason: "it is no text in UTF-8; move it away")
        }
        return text
    }

    private func append(_ text: String) {
        guard descriptor >= 0, problem == nil else { return }
        var text = text
        let written = text.withUTF8 { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if written != text.utf8.count { problem = "cannot write \(path): \(String(cString: strerror(errno)))" }
    }
}
