struct CellFuzz {
    init(project: String, seed: UInt64) throws {}
    func run(seconds: Double) throws -> Bool { true }
}
