/// What cells may read, write and reach, beside what any program needs to run.
public struct SandboxRules: Codable, Sendable, Equatable {
    /// Files and folders that may be read, with all that is in them.
    public var readable: [String]
    /// Files and folders that may be read and written; a folder need not exist yet.
    public var writable: [String]
    public var allowsNetwork: Bool

    public init(readable: [String] = [], writable: [String] = [], allowsNetwork: Bool = false) {
        self.readable = readable
        self.writable = writable
        self.allowsNetwork = allowsNetwork
    }
}
