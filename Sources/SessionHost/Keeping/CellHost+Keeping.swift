import Foundation
import SessionProtocol
import Synchronization
import Work

extension CellHost {
    /// The end of a cell whose outcome was kept, once it is there again.
    func taken(by keeper: CellKeeper, _ cell: CellRun) -> CellEnding? {
        guard let keeping = cell.keeping, aside({ keeper.look() }), keeping.takes, let entry = keeper.find() else { return nil }
        let isThere = Mutex(false)
        guard aside({ isThere.withLock { $0 = keeper.restore(entry) } }), isThere.withLock(\.self) else { return nil }
        let reuse = Reuse(what: cell.cell, made: entry.made.date, revision: entry.made.revision)
        try? channel.send(SessionReply.report(.restored(reuse)))
        for event in entry.events {
            var event = event
            if case .check(let passed, let message, let line) = event {
                event = .check(passed: passed, message: message, line: line + keeping.firstLine - entry.firstLine)
            }
            try? channel.send(SessionReply.report(event))
        }
        var ending = CellEnding(kind: .finished, bound: VariableTable.shared.boundByCell)
        ending.kept = KeptOutcome(key: keeper.key, file: nil)
        ending.changed = entry.values.filter { !$0.isNew }.map(\.name)
        ending.looked = entry.files.map(\.path)
        return ending
    }

    /// Writes what is to be kept of a cell that ended well; gives the file.
    func kept(
        by keeper: CellKeeper, _ cell: CellRun, seconds: Double, _ events: [ReportEvent], _ looks: FileWatch.Looks
    ) -> String? {
        let entry = Mutex<CellEntry?>(nil)
        guard let scratch = cell.keeping?.scratch, keeper.refusal == nil,
            aside({
                let found = keeper.entry(seconds: seconds, events: events, looks: looks)
                entry.withLock { $0 = found }
            }), let data = try? entry.withLock(\.self)?.encoded()
        else { return nil }
        let file = "\(scratch)/\(keeper.key)"
        return (try? data.write(to: URL(fileURLWithPath: file))) == nil ? nil : file
    }

    /// Runs code that a value brings along, on the cell's thread; whether it came to its end. What it prints is nobody's.
    func aside(_ body: @escaping () -> Void) -> Bool {
        nonisolated(unsafe) let body = body
        VariableTable.shared.statement = 0
        _ = attend(limit: 60) { body() }
        let isWhole = EndState.Kind(rawValue: EndState.shared.pointee.kind) == .finished && Stop.reason == nil
        _ = reporter.finish(hasTrapped: !isWhole)
        return isWhole
    }
}
