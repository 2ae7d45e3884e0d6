import Foundation
import Tensors

extension Layer {
    /// A table of the parts with the shape each gives for an input of shape `input`, and their parameters.
    ///
    /// ```
    /// name      layer          output           parameters
    /// 0         Convolution2D  [1, 28, 28, 8]           72
    /// 1         ReLU           [1, 28, 28, 8]            0
    /// total                    [1, 28, 28, 8]           72
    /// ```
    ///
    /// A `Sequential` is opened down to `depth` levels; any other part is one line.
    public func summary(for input: Shape, depth: Int = 2) throws(ShapeError) -> String {
        var rows = [["name", "layer", "output", "parameters"]]
        let output = try appendRows(of: self, name: "", input: input, depth: depth, to: &rows)
        rows.append(["total", "", "\(output)", "\(parameterCount)"])
        let frozen = parameters.filter(\.isFrozen).reduce(0) { $0 + $1.count }
        if frozen > 0 { rows.append(["frozen", "", "", "\(frozen)"]) }
        return Summary.table(rows)
    }

    private func appendRows(
        of layer: any Layer, name: String, input: Shape, depth: Int, to rows: inout [[String]]
    ) throws(ShapeError) -> Shape {
        guard let parts = (layer as? Sequential)?.parts, depth > 0, !parts.isEmpty else {
            let output: Shape
            do throws(ShapeError) {
                output = try layer.outputShape(for: input)
            } catch {
                throw name.isEmpty ? error : error.at(layer: name)
            }
            rows.append([name.isEmpty ? "–" : name, "\(type(of: layer))", "\(output)", "\(layer.parameterCount)"])
            return output
        }
        var shape = input
        for part in parts {
            let full = name.isEmpty ? part.name : "\(name).\(part.name)"
            shape = try appendRows(of: part.layer, name: full, input: shape, depth: depth - 1, to: &rows)
        }
        return shape
    }
}

enum Summary {
    /// Rows as aligned columns, the last to the right.
    static func table(_ rows: [[String]]) -> String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max()! }
        return rows.map { row in
            row.enumerated().map { column, text in
                let space = String(repeating: " ", count: widths[column] - text.count)
                return column == row.count - 1 ? space + text : text + space
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}
