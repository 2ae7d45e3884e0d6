/// What a schedule has observed: all of its memory, so that a checkpoint can hold it.
public struct ScheduleState: Hashable, Codable, Sendable {
    /// The plateaus that have observed something, by their place within the schedule (`""` for the schedule itself).
    public internal(set) var plateaus: [String: Plateau] = [:]

    /// A state that has observed nothing.
    public init() {}

    /// What one `plateau` has seen.
    public struct Plateau: Hashable, Codable, Sendable {
        /// The lowest value so far; nil before the first observation.
        public internal(set) var best: Double?
        /// How many observations in a row were no fall.
        public internal(set) var waited = 0
        /// How often the rate has been reduced.
        public internal(set) var reductions = 0

        mutating func observe(_ value: Double, patience: Int, threshold: Double) {
            if best == nil ? !value.isNaN : value < best! * (1 - threshold) {
                best = value
                waited = 0
            } else {
                waited += 1
            }
            if waited > patience {
                reductions += 1
                waited = 0
            }
        }
    }
}
