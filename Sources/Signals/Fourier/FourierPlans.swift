import Synchronization

/// The plans of one kind used last, by size; those of more than a million samples, whose tables are large, are not kept.
final class FourierPlans<Plan: AnyObject & Sendable>: Sendable {
    private struct Entry {
        let size: Int
        let plan: Plan
        var used: Int
    }

    private static var limit: Int { 32 }
    private static var keptSize: Int { 1 << 20 }
    private let entries = Mutex<(list: [Entry], clock: Int)>(([], 0))
    private let make: @Sendable (Int) -> Plan

    init(_ make: @escaping @Sendable (Int) -> Plan) { self.make = make }

    func plan(size: Int) -> Plan {
        entries.withLock { entries in
            entries.clock += 1
            if let place = entries.list.firstIndex(where: { $0.size == size }) {
                entries.list[place].used = entries.clock
                return entries.list[place].plan
            }
            let plan = make(size)
            guard size <= Self.keptSize else { return plan }
            let list = entries.list
            if list.count >= Self.limit, let oldest = list.indices.min(by: { list[$0].used < list[$1].used }) {
                entries.list.remove(at: oldest)  // whoever still runs it holds it
            }
            entries.list.append(Entry(size: size, plan: plan, used: entries.clock))
            return plan
        }
    }
}
