import Foundation
import Tensors
import Work

/// Tells the value of an expression within prose; cells and programs made of notebooks have it put around such expressions.
public func _phrase<Value>(_ value: Value) {
    Work.current.hear(.record(name: "", value: .text(PhraseText.of(value)), unit: nil))
}

/// How a value is read within a sentence.
enum PhraseText {
    /// A text as it is, a number with a point to four digits, anything else as `print` writes it, on one line.
    static func of(_ value: Any) -> String {
        if let text = value as? String { return line(text) }
        if let number = value as? Double { return self.number(number) }
        if let number = value as? Float { return self.number(Double(number)) }
        if let tensor = value as? Tensor, tensor.rank == 0 { return number(Double(tensor.scalar)) }
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .optional { return mirror.children.first.map { of($0.value) } ?? "nil" }
        return line(ValueText.of(value))
    }

    private static func line(_ text: String) -> String {
        text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
    }

    /// Four digits, more where the whole part has more; very large and very small ones with an exponent.
    private static func number(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
        let size = abs(value)
        if size >= 1e7 || size < 1e-4 { return trimmed(String(format: "%.3e", value), exponent: true) }
        let digits = max(0, 3 - Int(log10(size).rounded(.down)))
        return trimmed(String(format: "%.\(digits)f", value), exponent: false)
    }

    /// Without zeros that say nothing.
    private static func trimmed(_ text: String, exponent: Bool) -> String {
        let parts = exponent ? text.split(separator: "e") : [text[...]]
        var mantissa = parts[0]
        if mantissa.contains(".") {
            while mantissa.last == "0" { mantissa.removeLast() }
            if mantissa.last == "." { mantissa.removeLast() }
        }
        guard exponent, let power = Int(parts[1]) else { return String(mantissa) }
        return "\(mantissa)e\(power)"
    }
}
