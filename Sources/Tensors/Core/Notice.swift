import Foundation
import Synchronization
import Work

/// What a caller should know though the work goes on: a file that ends before its header says, bands that hold no bin.
///
/// Without a scope around it a notice is a line of the running cell's output, or of a program's standard error. Each text is told once in
/// a scope.
///
///     try withNotices({ log.append($0) }) { try ClipReader("cut.mp4").waveform(sampleRate: 16_000) }
///
/// - Parameters:
///   - tell: called on the thread that has something to tell, once for each text.
///   - body: what is watched; threads it starts on its own are outside.
public func withNotices<R>(_ tell: @escaping @Sendable (String) -> Void, _ body: () throws -> R) rethrows -> R {
    try withNotices(NoticeBoard(tell), body)
}

/// The same with a board that outlives one call, so that a text told in one is not told again in the next.
public func withNotices<R>(_ board: NoticeBoard, _ body: () throws -> R) rethrows -> R {
    try NoticeBoard.$current.withValue(board, operation: body)
}

/// Where notices arrive, and which were told already.
public final class NoticeBoard: Sendable {
    @TaskLocal static var current: NoticeBoard?
    private static let program = NoticeBoard { text in
        try? FileHandle.standardError.write(contentsOf: Data("warning: \(text)\n".utf8))
    }
    /// The running cell's, or the program's.
    private static var ambient: NoticeBoard {
        let context = Work.current
        if context.isProgram { return program }
        return context.withBelonging(
            "notices",
            // Unowned: the board belongs to the context.
            { _ in NoticeBoard { [unowned context] in context.hear(.output("warning: \($0)\n")) } }, { $0 })
    }

    private let told = Mutex<Set<String>>([])
    private let tell: @Sendable (String) -> Void

    /// A board that hands each text to `tell`, once.
    public init(_ tell: @escaping @Sendable (String) -> Void) { self.tell = tell }

    /// Tells the board of the running scope.
    package static func tell(_ text: String) {
        let board = current ?? ambient
        if board.told.withLock({ $0.insert(text).inserted }) { board.tell(text) }
    }
}
