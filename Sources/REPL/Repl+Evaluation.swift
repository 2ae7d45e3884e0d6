import CellCompiler
import Foundation
import Session
import Work

extension Repl {
    /// Evaluates an entry and shows what comes of it; false when it failed.
    @discardableResult
    package func evaluate(_ source: String) -> Bool {
        let number = transcript.entries.count + 1
        let id = "in\(number)"
        var entry = Transcript.Entry(id: id, source: source, seed: session.seed)
        gathered = ""
        progress.set(nil)
        let result = attend { [session] in
            Result { try session.evaluate(CellText(source, id: id, file: id, valueName: "_out\(number)")) }
        }
        console.show(status: "")
        switch result {
        case .success: break
        case .failure(let error as CellError):
            console.note(error.rendered(color: console.colorsErrors))
            entry.error = (error.name, error.kind != .syntax && error.kind != .type)
            if error.kind == .interrupted, !isTerminal { leave(130) }
        case .failure(let error):
            console.error("\(error)")
            entry.error = ("\(type(of: error))", false)
        }
        entry.output = gathered
        transcript.append(entry)
        return entry.error == nil
    }

    /// Runs a body on a thread of its own and minds the signals meanwhile: Ctrl-C stops it at its next poll.
    package func attend<R>(_ body: @escaping () -> R) -> R {
        let box = Box<R>()
        nonisolated(unsafe) let body = body
        let worker = Thread { [signals] in
            box.set(body())
            signals.wake()
        }
        worker.stackSize = 1 << 23
        worker.start()
        let began = ContinuousClock.now
        var asked: ContinuousClock.Instant?
        while true {
            let (arrived, _) = signals.wait(milliseconds: 200)
            for signal in arrived {
                switch signal {
                case SIGINT:
                    session.interrupt()
                    if let asked, ContinuousClock.now - asked > .seconds(3) {
                        console.note("it has not answered yet; Ctrl-\\ ends the process")
                    }
                    asked = asked ?? .now
                case SIGTERM, SIGHUP:
                    session.interrupt()
                    leave(143)
                case SIGTSTP: kill(getpid(), SIGSTOP)
                default: break
                }
            }
            if let result = box.value { return result }
            if let report = progress.value {
                let elapsed = (ContinuousClock.now - began).components
                console.show(status: progressText(report, Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18))
            }
        }
    }

    /// Hears what a running cell prints, shows and claims; on the session's thread.
    func heard(_ event: ReportEvent) {
        switch event {
        case .output(let text):
            gathered += text
            write(text)
        case .display(let representations): show(representations)
        case .record(let name, let value, let unit):
            write(console.paint("\(name) = \(value.text)\(unit.map { " \($0)" } ?? "")", .faint) + "\n")
        case .check(let passed, let message, _):
            write(passed ? console.paint("✓ \(message)", .green) + "\n" : console.paint("✗ \(message)", .red) + "\n")
        case .progress(let report): progress.set(report)
        }
    }

    /// Shows a value: its text, and its pictures where the terminal can, else their files.
    package func show(_ representations: [Representation]) {
        for representation in representations {
            switch representation {
            case .text(let text):
                let line = text.hasSuffix("\n") ? text : text + "\n"
                gathered += line
                write(line)
            case .png(let bytes, let name):
                let path = keep([UInt8](bytes), name)
                if isTerminal, images != .none { write(images.sequence(png: [UInt8](bytes))) }
                if let path, !(isTerminal && images != .none) { write(console.paint("→ \(path)", .faint) + "\n") }
            case .csv, .html, .svg: break
            }
        }
    }

    /// Writes a picture into a folder of this process and gives its path.
    private func keep(_ bytes: [UInt8], _ name: String) -> String? {
        let folder = Self.folder
        let stem = name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0).lowercased() : "-" }.joined()
        let path = "\(folder)/\(figures.count + 1)-\(stem).png"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(bytes).write(to: URL(fileURLWithPath: path))
        } catch {
            console.error("cannot write \(path): \(error.localizedDescription)")
            return nil
        }
        figures.append(path)
        return path
    }
}

/// A value one thread leaves for another.
final class Box<T>: @unchecked Sendable {
    private let lock = NSLock()
    private var stored: T?
    var value: T? { lock.withLock { stored } }
    func set(_ value: T?) { lock.withLock { stored = value } }
}
