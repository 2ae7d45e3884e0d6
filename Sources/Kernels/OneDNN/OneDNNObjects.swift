import Synchronization

/// How many objects of oneDNN were made and destroyed: each is memory that no one else frees.
package enum OneDNNObjects {
    package enum Kind: Int, CaseIterable, Sendable {
        case primitive, primitiveDescriptor, memory, memoryDescriptor
    }

    private static let counts = Mutex<[(made: Int, destroyed: Int)]>(Kind.allCases.map { _ in (0, 0) })

    /// Objects of a kind since the start of the process.
    package static func count(_ kind: Kind) -> (made: Int, destroyed: Int) { counts.withLock { $0[kind.rawValue] } }

    /// Gives up every plan that is kept, and with the last who uses one the objects in it.
    package static func forgetPlans() {
        OneDNNConvolution.forgetPlans()
        OneDNNPooling.forgetPlans()
        OneDNNNormalization.forgetPlans()
    }

    static func made(_ kind: Kind) { counts.withLock { $0[kind.rawValue].made += 1 } }
    static func destroyed(_ kind: Kind) { counts.withLock { $0[kind.rawValue].destroyed += 1 } }
}
