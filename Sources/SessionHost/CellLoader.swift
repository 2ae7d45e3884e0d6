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
        // A library's own `main` comes before those of others.
        guard let symbol = dlsym(handle, "main") else {
            throw LoadError(description: "\(cell.library) has no entry `main`")
        }
        note(symbol)
        return unsafeBitCast(symbol, to: Entry.self)
    }

    /// Remembers the instructions of the library that holds an address.
    private func note(_ symbol: UnsafeMutableRawPointer) {
        let state = EndState.shared
        let address = UInt(bitPattern: symbol)
        // A cell that runs again is known.
        let isKnown = (0..<state.pointee.codeCount).contains {
            state.pointee.code[2 * $0] <= address && address < state.pointee.code[2 * $0 + 1]
        }
        guard !isKnown, state.pointee.codeCount < EndState.codeLimit, let code = Instructions.around(symbol) else { return }
        state.pointee.code[2 * state.pointee.codeCount] = code.lowerBound
        state.pointee.code[2 * state.pointee.codeCount + 1] = code.upperBound
        state.pointee.codeCount += 1
    }
}

/// The executable part of a loaded library, by its own program headers: reading the process's map takes longer with each cell.
enum Instructions {
    static func around(_ symbol: UnsafeRawPointer) -> Range<UInt>? {
        var place = Place()
        guard find(symbol, &place) != 0, let base = place.base else { return nil }
        let header = base.assumingMemoryBound(to: Elf64_Ehdr.self).pointee
        for index in 0..<Int(header.e_phnum) {
            let row = base + Int(header.e_phoff) + index * Int(header.e_phentsize)
            let part = row.assumingMemoryBound(to: Elf64_Phdr.self).pointee
            // PT_LOAD and PF_X.
            guard part.p_type == 1, part.p_flags & 1 != 0 else { continue }
            let start = UInt(bitPattern: base) + UInt(part.p_vaddr)
            return start..<start + UInt(part.p_memsz)
        }
        return nil
    }

    /// The C library's `Dl_info`, which it keeps for GNU programs.
    private struct Place {
        var file: UnsafePointer<CChar>?
        var base: UnsafeRawPointer?
        var symbol: UnsafePointer<CChar>?
        var address: UnsafeRawPointer?
    }

    @_silgen_name("dladdr")
    private static func find(_ address: UnsafeRawPointer, _ place: UnsafeMutablePointer<Place>) -> Int32
}
