import CellCompiler
import Foundation
import Session
import Terminal
import Work

extension Repl {
    /// Where an entry comes from that was not typed.
    package struct Origin {
        /// The name that it should have, on which its random stream hangs.
        package var id: String?
        package var file: String?
        package var firstLine = 1
        package var seed: UInt64?
        /// Seconds that it may take.
        package var limit: Double?
        /// What is evaluated in place of what is kept: the one may hold what must not be written.
        package var evaluated: String?

        package init() {}
    }

    /// Evaluates an entry and shows what comes of it; false when it failed.
    @discardableResult
    package func evaluate(_ source: String, from origin: Origin = Origin()) -> Bool {
        let id = transcript.id(wanted: origin.id)
        var entry = Transcript.Entry(id: id, source: source, seed: origin.seed ?? session.seed)
        (gathered, isCut) = ("", false)
        progress.set(nil)
        let text = CellText(
            origin.evaluated ?? source, id: id, file: origin.file ?? id, firstLine: origin.firstLine,
            valueName: "_out\(transcript.entries.count + 1)")
        let seed = session.seed
        session.seed = entry.seed
        let result = attend { [session] in Result { try session.evaluate(text, limit: origin.limit) } }
        session.seed = seed
        console.show(status: "")
        // What would have taken the place of itself appears once.
        for (_, forms) in (live.value ?? [:]).sorted(by: { $0.key < $1.key }) { show(forms) }
        live.set(nil)
        if let value = heldValue.value {
            heldValue.set(nil)
            show(value, isPaged: true)
        }
        switch result {
        case .success: break
        case .failure(let error as CellError):
            console.note(rendered(error))
            entry.error = (error.name, error.kind != .syntax && error.kind != .type)
            entry.isUnrepeatable = [.interrupted, .deadline, .sessionLost].contains(error.kind)
            if error.kind == .interrupted, !isTerminal { leave(130) }
        case .failure(let error):
            console.error("\(error)")
            entry.error = ("\(type(of: error))", false)
        }
        (entry.output, entry.isCut) = (gathered, isCut)
        transcript.append(entry)
        return entry.error == nil
    }

    func rendered(_ error: CellError) -> String {
        error.rendered { [console] text, tone in console.paint(text, tone == .error ? .red : .cyan, errors: true) }
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
            let (arrived, _) = signals.wait(milliseconds: 100)
            for signal in arrived {
                switch signal {
                case SIGINT:
                    wasInterrupted = true
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
            // A word that came before the cell had begun was not for it.
            if asked != nil { session.interrupt() }
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
            gather(text)
            console.output(text)
        case .display(let forms): show(forms)
        case .value(let forms): if mayExceedScreen(forms) { heldValue.set(forms) } else { show(forms) }
        case .redisplay(let forms, let key): live.set((live.value ?? [:]).merging([key: forms]) { $1 })
        case .record(let name, let value, let unit):
            write(console.paint("\(name) = \(value.text)\(unit.map { " \($0)" } ?? "")", .faint) + "\n")
        case .check(let passed, let message, _):
            write(passed ? console.paint("✓ \(message)", .green) + "\n" : console.paint("✗ \(message)", .red) + "\n")
        case .progress(let report): progress.set(report)
        case .reused(let reuse): write(console.paint(reuse.text, .faint) + "\n")
        case .layers(let layers):
            console.freshLine()
            write(TextTable.text([LayerTime].headings, layers.rows(most: 15)) { $0 >= [LayerTime].numbers })
        // What stands on a terminal stays.
        case .clear, .data, .restored, .metrics, .spent: break
        }
    }

    /// Shows a value: its text, and its pictures where the terminal can, else their files.
    ///
    /// - Parameter isPaged: nothing runs, and a pager may have the terminal for what exceeds the screen.
    package func show(_ representations: [Representation], isPaged: Bool = false) {
        for representation in representations {
            switch representation {
            case .text(let text):
                let line = text.hasSuffix("\n") ? text : text + "\n"
                gather(line)
                if isPaged { page(VisibleText.output(line)) { console.output(line) } } else { console.output(line) }
            case .png(let bytes, let name):
                let path = keep([UInt8](bytes), name, "png")
                if isTerminal, pictures.draw([UInt8](bytes), on: console) { continue }
                if let path { write(console.paint("→ \(path)", .faint) + "\n") }
            case .player(let player):
                let label = player.label.isEmpty ? "" : " (\(player.label))"
                if let path = keep([UInt8](player.data), player.name, player.type.fileExtension) {
                    write(console.paint("→ \(path)\(label)", .faint) + "\n")
                }
            case .csv, .html, .svg: break
            }
        }
    }

    /// Keeps what an entry printed, up to what a notebook would hold.
    private func gather(_ text: String) {
        let room = (1 << 16) - gathered.utf8.count
        if text.utf8.count <= room, !isCut {
            gathered += text
        } else if !isCut {
            isCut = true
            // Whole lines alone.
            let kept = String(decoding: text.utf8.prefix(max(0, room)), as: UTF8.self)
            gathered += kept
            gathered = gathered.lastIndex(of: "\n").map { String(gathered[...$0]) } ?? ""
        }
    }

    /// Writes a picture, a sound or a film into a folder of this prompt's and gives its path.
    private func keep(_ bytes: [UInt8], _ name: String, _ ending: String) -> String? {
        guard let folder = scratch?.path else { return nil }
        let stem = name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0).lowercased() : "-" }.joined()
        let path = "\(folder)/\(figures.count + 1)-\(stem).\(ending)"
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
