import Ranks
import SessionProtocol
import Work

extension CellEnding {
    /// Whether the cell was told to stop: by a person or the clock.
    var isStopped: Bool { if case .stopped = kind { true } else { false } }

    /// What went wrong, in a line for other ranks; nil where nothing did, or where it was one of them.
    var failure: String? {
        switch kind {
        case .finished: nil
        case .threw("RankError"): Ranks.failure == nil ? message : nil
        case .threw(let name): "\(name): \(message)"
        case .trapped(let signal): message.isEmpty ? "a trap (signal \(signal))" : message
        case .stackOverflow: "stack overflow"
        case .stopped(.interrupted): "it was interrupted"
        case .stopped(.deadline): "a cell took longer than it may"
        case .exited(let code): "a cell called exit(\(code))"
        case .notLoaded: message
        }
    }

    /// The same ending, where another rank brought it about; of this rank's own it is said whose it is.
    func told(of other: RankError?) -> CellEnding {
        var ending = self
        if kind == .finished || isStopped { return ending }
        if let other {
            (ending.kind, ending.message) = (.threw("RankError"), other.description)
        } else {
            ending.message += (message.isEmpty ? "" : " ") + "(rank \(Ranks.rank) of \(Ranks.count))"
        }
        return ending
    }
}
