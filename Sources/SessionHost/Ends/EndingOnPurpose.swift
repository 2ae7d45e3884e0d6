import Foundation
import Synchronization

/// Ends the running cell's thread as a trap would, after saying why.
enum EndingOnPurpose {
    /// What the error said and the name of its type.
    static let words = Mutex<(name: String, message: String)>(("", ""))

    /// A broken rule of the library, or an error that nobody caught.
    static func failed(_ error: any Error) -> Never {
        words.withLock { $0 = (String(describing: type(of: error)), "\(error)") }
        fault(.failed)
    }

    static func fault(_ kind: EndState.Kind) -> Never {
        EndState.shared.pointee.onPurpose = kind.rawValue
        // The handler finds frame pointers here; in a function of the C library it would not.
        UnsafeMutablePointer<Int>(bitPattern: 8)!.pointee = 0
        fatalError("the handler of faults is not installed")
    }
}

/// An error that nobody caught at the top level of a cell.
func cellThrew(_ error: any Error) -> Never {
    EndingOnPurpose.words.withLock { $0 = (String(describing: type(of: error)), "\(error)") }
    let state = EndState.shared
    if state.pointee.claims() { state.pointee.kind = EndState.Kind.threw.rawValue }
    state.pointee.end()
    // Nothing stands above this but the cell's own first frame.
    pthread_exit(nil)
}

/// `exit` in a cell ends the cell.
@_cdecl("__wrap_exit")
public func cellExits(_ code: Int32) {
    // A child that the cell forked is a program of its own.
    if getpid() != EndState.shared.pointee.process { _exit(code) }
    EndState.shared.pointee.exitCode = code
    EndingOnPurpose.fault(.exited)
}
