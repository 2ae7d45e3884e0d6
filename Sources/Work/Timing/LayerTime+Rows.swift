import Foundation

extension [LayerTime] {
    /// What the columns are called; those from ``numbers`` on are numbers.
    package static var headings: [String] {
        ["layer", "kind", "output", "calls", "forward", "backward", "share", "GFLOP/s"]
    }

    /// The first column that holds numbers.
    package static var numbers: Int { 3 }

    /// Rows of a table, those that took longest first: the time of all calls forward and backward, the share of all that was measured, and
    /// billions of additions and multiplications a second. What no layer did, and all of it together, come last.
    ///
    /// - Parameter most: how many layers at most; the others are added up in one row.
    package func rows(most: Int = .max) -> [[String]] {
        let layers = filter { $0.kind != LayerTime.rest }.sorted { $0.seconds > $1.seconds }
        var shown = Array(layers.prefix(most))
        if layers.count > most {
            shown.append(
                Self.sum(layers.dropFirst(most), called: layers.count - most == 1 ? "1 other" : "\(layers.count - most) others"))
        }
        let all = Self.sum(self, called: "all")
        return (shown + filter { $0.kind == LayerTime.rest } + [all]).map { layer in
            [
                layer.name, layer.kind, layer.output, layer.calls > 0 ? "\(layer.calls)" : "", Self.text(layer.forward),
                layer.backward > 0 ? Self.text(layer.backward) : "",
                all.seconds > 0 ? String(format: "%.1f %%", 100 * layer.seconds / all.seconds) : "",
                layer.rate.map { String(format: $0 < 9.95e9 ? "%.1f" : "%.0f", $0 / 1e9) } ?? "",
            ]
        }
    }

    private static func sum(_ layers: some Sequence<LayerTime>, called kind: String) -> LayerTime {
        layers.reduce(into: LayerTime(name: "", kind: kind, output: "")) { $0 += $1 }
    }

    private static func text(_ seconds: Double) -> String {
        switch seconds {
        case ..<0.00995: String(format: "%.2f ms", seconds * 1000)
        case ..<0.0995: String(format: "%.1f ms", seconds * 1000)
        case ..<0.995: String(format: "%.0f ms", seconds * 1000)
        default: String(format: "%.2f s", seconds)
        }
    }
}
