import Foundation
import Synchronization

/// Variables that the code of a module keeps, which no session knows of: what calls it may do something else each time.
struct ModuleState {
    private static let known = Mutex<[String: String?]>([:])

    /// The first of them in a module's code; nil for code that keeps nothing.
    static func find(in binary: ModuleFolders.Binary, _ toolchain: Toolchain) -> String? {
        let identity = binary.identity
        if let known = known.withLock({ $0[identity] }) { return known }
        let found = look(binary, toolchain)
        known.withLock { $0[identity] = .some(found) }
        return found
    }

    private static func look(_ binary: ModuleFolders.Binary, _ toolchain: Toolchain) -> String? {
        guard let outcome = try? Tool(path: "\(toolchain.root)/bin/llvm-nm").run(["--no-sort"] + binary.files),
            outcome.status == 0
        else { return "what it keeps cannot be told" }
        for line in outcome.text.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 2)
            // What lies in memory that is written to: D and B, or d and b where it is hidden.
            guard parts.count == 3, ["B", "b", "D", "d", "C"].contains(parts[1]) else { continue }
            let name = parts[2]
            // Of Swift's own, variables of modules and of types; of C's, all but what the linker and the compiler bring along.
            let isVariable =
                name.contains("$s")
                ? name.hasSuffix("vp") || name.hasSuffix("vpZ") : !name.hasPrefix("_") && name != "completed.0"
            if isVariable { return Demangling.full(String(name)) ?? String(name) }
        }
        return nil
    }
}
