import Foundation
import SessionProtocol

/// Loads compiled cells and knows which instructions are theirs.
final class CellLoader {
    typealias Entry = @convention(c) (Int32, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32

    struct LoadError: Error, CustomStringConvertible { let description: String }

    func load(_ cell: CellRun) throws -> Entry {
        guard let handle = dlopen(cell.library, RTLD_NOW | RTLD_GLOBAL) else {
            throw LoadError(description: String(cString: dlerror()))
        }
        guard let symbol = dlsym(handle, "\(cell.module)_main") else {
            throw LoadError(description: "\(cell.library) has no entry `\(cell.module)_main`")
        }
        note(symbol)
        return unsafeBitCast(symbol, to: Entry.self)
    }

    /// Remembers the executable part of the library that holds an address.
    private func note(_ symbol: UnsafeMutableRawPointer) {
        let state = EndState.shared
        let address = UInt(bitPattern: symbol)
        // A cell that runs again is known.
        let isKnown = (0..<state.pointee.codeCount).contains {
            state.pointee.code[2 * $0] <= address && address < state.pointee.code[2 * $0 + 1]
        }
        guard !isKnown, state.pointee.codeCount < EndState.codeLimit, let mapping = Mappings.now().holding(address) else { return }
        state.pointee.code[2 * state.pointee.codeCount] = mapping.addresses.lowerBound
        state.pointee.code[2 * state.pointee.codeCount + 1] = mapping.addresses.upperBound
        state.pointee.codeCount += 1
    }
}
