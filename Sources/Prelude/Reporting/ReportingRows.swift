import Foundation
import Script
import Tensors

/// The rows by which a cell reports: results, claims, tables.
enum ReportingRows {
    static var results: [NativeRow] {
        [
            native(
                "record(_:_:unit:)", defaults: ["unit": nil],
                doc: "Publishes a result by name; it stands in run.json under \"results\"."
            ) { (context: NativeContext, name: String, value: Double, unit: String?) in
                context.emit(.record(name: name, value: .number(value), unit: unit))
            },
            native("record(_:_:)", doc: "Publishes a text by name.") {
                (context: NativeContext, name: String, value: String) in
                context.emit(.record(name: name, value: .text(value), unit: nil))
            },
            native("record(_:_:)", doc: "Publishes a truth by name.") { (context: NativeContext, name: String, value: Bool) in
                context.emit(.record(name: name, value: .truth(value), unit: nil))
            },
        ]
    }

    static var checks: [NativeRow] {
        [
            native("check(_:_:)", doc: "A claim with a message; a run with one that does not hold ends with exit code 2.") {
                (context: NativeContext, holds: Bool, message: String) in
                context.emit(.check(passed: holds, message: message, place: context.place))
            },
            native(
                "check(_:closeTo:tolerance:_:)", defaults: ["tolerance": 1e-6],
                doc: "A claim that a number is within `tolerance` (absolute) of another."
            ) { (context: NativeContext, value: Double, expected: Double, tolerance: Double, message: String) in
                let holds = abs(value - expected) <= tolerance
                context.emit(
                    .check(
                        passed: holds, message: "\(message) (\(value) against \(expected) ± \(tolerance))",
                        place: context.place))
            },
            native(
                "check(_:shape:finite:in:_:)", defaults: ["shape": nil, "finite": true, "in": nil],
                doc: "A claim about a tensor: its shape, that all elements are finite, that they lie in a closed range."
            ) {
                (
                    context: NativeContext, tensor: Tensor, shape: [Int]?, finite: Bool, range: ClosedRange<Float>?,
                    message: String
                ) in
                var faults: [String] = []
                if let shape, tensor.shape.dimensions != shape { faults.append("shape \(tensor.shape), expected \(shape)") }
                let scalars = tensor.scalars
                if finite, let wrong = scalars.first(where: { !$0.isFinite }) { faults.append("holds \(wrong)") }
                if let range, let wrong = scalars.first(where: { !range.contains($0) }) {
                    faults.append("holds \(wrong), expected \(range)")
                }
                context.emit(
                    .check(
                        passed: faults.isEmpty,
                        message: faults.isEmpty ? message : "\(message): \(faults.joined(separator: "; "))",
                        place: context.place))
            },
        ]
    }

    static var tables: [NativeRow] {
        [
            native(
                "table(_:columns:rows:)",
                doc: "A table with a title, headings and rows of text; shown aligned, in the report as HTML, on disk as CSV."
            ) { (title: String, columns: [String], rows: [[String]]) throws -> Table in
                try Table(title: title, columns: columns, rows: rows)
            },
            native("show(_:)", doc: "Shows a value in the middle of a cell, as the last line of a cell is shown.") {
                (context: NativeContext, value: Value) in
                context.emit(.display(context.session.describe(value)))
            },
        ]
    }
}
