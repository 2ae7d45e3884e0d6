import Synchronization
import Work

/// Measures layers while somebody wants it: how long each takes forward and backward, and how many additions and multiplications its
/// products are.
///
/// While nobody does, a layer costs one look at a flag. A layer within another one is measured by itself: its time is not the outer one's.
package enum Profile {
    private static let flag = Atomic(false)
    private static let state = Mutex(State())
    @TaskLocal private static var span: Span?

    private struct State {
        var layers: [ObjectIdentifier: ProfiledLayer] = [:]
        var names: [ObjectIdentifier: String] = [:]
        /// Of products that no layer made.
        var operations = 0.0
        var began = ContinuousClock.now
    }

    /// Whether layers are measured now.
    package static var isOn: Bool { flag.load(ordering: .relaxed) }

    /// Begins to measure, with nothing.
    package static func begin() {
        state.withLock { $0 = State() }
        flag.store(true, ordering: .relaxed)
    }

    /// Ends measuring, and gives the layers in the order of their first calls; the last row is what was done outside of them. Nothing where
    /// no layer was called.
    package static func end() -> [LayerTime] {
        flag.store(false, ordering: .relaxed)
        let found = state.withLock { state in
            defer { state = State() }
            return state
        }
        guard !found.layers.isEmpty else { return [] }
        var rows: [LayerTime] = []
        // Where a cell trains several networks of one shape, a row is for the layers of one name.
        var places: [[String]: Int] = [:]
        for layer in found.layers.values.sorted(by: { $0.place < $1.place }) {
            var row = layer.row
            row.name = found.names[layer.identity] ?? ""
            if !row.name.isEmpty, let place = places[[row.name, row.kind]] {
                rows[place] += row
            } else {
                places[[row.name, row.kind]] = rows.count
                rows.append(row)
            }
        }
        var rest = LayerTime(name: "", kind: LayerTime.rest, output: "")
        rest.operations = found.operations
        rest.forward = max(0, (ContinuousClock.now - found.began) / .seconds(1) - rows.reduce(0) { $0 + $1.seconds })
        rows.append(rest)
        return rows
    }

    /// Says what a layer is called.
    package static func name(_ layer: AnyObject, _ name: String) {
        guard isOn else { return }
        state.withLock { $0.names[ObjectIdentifier(layer)] = name }
    }

    /// Calls a layer, measured.
    package static func forward(_ layer: AnyObject, kind: () -> String, _ body: () -> Tensor) -> Tensor {
        let identity = ObjectIdentifier(layer)
        let known = state.withLock { $0.layers[identity] }
        let measured = known ?? ProfiledLayer(layer, kind: kind(), place: state.withLock(\.layers.count))
        if known == nil { state.withLock { $0.layers[identity] = measured } }
        return timed(measured, \.forward) {
            let output = body()
            state.withLock { _ in
                measured.row.calls += 1
                measured.row.output = "\(output.shape)"
            }
            return output
        }
    }

    /// The layer that is called now, which is also the one that what is recorded now belongs to.
    static var current: ProfiledLayer? { isOn ? span?.layer : nil }

    /// Leads a gradient back through what a layer recorded, measured.
    static func backward<Result>(_ layer: ProfiledLayer, _ body: () -> Result) -> Result {
        isOn ? timed(layer, \.backward, body) : body()
    }

    /// Notes a product of this many additions and multiplications.
    static func count(_ operations: @autoclosure () -> Double) {
        guard isOn else { return }
        let number = operations()
        state.withLock { state in
            if let layer = span?.layer { layer.row.operations += number } else { state.operations += number }
        }
    }

    private static func timed<Result>(
        _ layer: ProfiledLayer, _ direction: WritableKeyPath<LayerTime, Double>, _ body: () -> Result
    ) -> Result {
        let outer = span, inner = Span(layer)
        let began = ContinuousClock.now
        let result = $span.withValue(inner, operation: body)
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        state.withLock { _ in
            layer.row[keyPath: direction] += seconds - inner.within
            outer?.within += seconds
        }
        return result
    }

    /// One call, and how long layers within it took.
    private final class Span: @unchecked Sendable {
        let layer: ProfiledLayer
        // Under the lock.
        var within = 0.0

        init(_ layer: ProfiledLayer) { self.layer = layer }
    }
}

/// A layer that is measured. It is kept as long as that lasts, so that no other takes its place in memory.
final class ProfiledLayer: @unchecked Sendable {
    let place: Int
    let identity: ObjectIdentifier
    private let layer: AnyObject
    // Under the profile's lock.
    var row: LayerTime

    init(_ layer: AnyObject, kind: String, place: Int) {
        (self.layer, self.place, identity) = (layer, place, ObjectIdentifier(layer))
        row = LayerTime(name: "", kind: kind, output: "")
    }
}
