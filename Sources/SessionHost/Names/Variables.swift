import Reporting
import SessionProtocol

/// Used by one thread at a time.
protocol Variable: AnyObject, Sendable {
    var name: String { get }
    func keep()
    func forgetOlder()
    func forget()
    func restore()
    func summary() -> VariableSummary
    /// With these words for a value that has none.
    func summary(_ words: String) -> VariableSummary
    var holdsObject: Bool { get }
    /// Whether no cell can give it another value.
    var isConstant: Bool { get }
    /// Its type as the runtime mangles it; nil for one without a name.
    var mangledType: String? { get }
    /// Writes its value.
    func write(to writer: inout ValueWriter) throws
    /// The digest of those of its fields that have these names.
    func digest(ofFields names: Set<String>) throws -> String
    /// Reads a value that is to be its own; what comes back makes it so.
    func prepare(from reader: inout ValueReader) throws -> () -> Void
}

/// A variable that has a place in memory for as long as the process lives.
final class StoredVariable<Value>: Variable, @unchecked Sendable {
    let name: String
    private let place: UnsafeMutablePointer<Value>
    private var kept: Value?
    private var older: Value?

    init(name: String, place: UnsafeMutablePointer<Value>) {
        self.name = name
        self.place = place
    }

    func keep() {
        older = kept.take()
        kept = place.pointee
    }

    // Taken out first: what lets go of it may not come back.
    func forgetOlder() { _ = older.take() }
    func forget() { _ = kept.take() }

    func restore() {
        guard let value = kept.take() else { return }
        // Without destroying what is there: it may be half of a value.
        place.initialize(to: value)
    }

    func summary() -> VariableSummary { summary(oneLine(place.pointee)) }

    func summary(_ words: String) -> VariableSummary {
        VariableSummary(name: name, type: "\(Value.self)", value: words, isConstant: false)
    }

    var holdsObject: Bool { Objects.areHeld(by: Value.self) }
    let isConstant = false
    var mangledType: String? { _mangledTypeName(Value.self) }
    func write(to writer: inout ValueWriter) throws { try writer.write(place.pointee) }
    func digest(ofFields names: Set<String>) throws -> String { try ValueWriter.digest(of: place.pointee, fields: names) }

    func prepare(from reader: inout ValueReader) throws -> () -> Void {
        let value = try reader.read(Value.self)
        return { self.place.pointee = value }
    }
}

/// Something that cannot change, or whose changes cannot be undone.
final class Constant<Value>: Variable, @unchecked Sendable {
    let name: String
    private let value: () -> Value

    init(name: String, value: @escaping () -> Value) {
        self.name = name
        self.value = value
    }

    func keep() {}
    func forgetOlder() {}
    func forget() {}
    func restore() {}

    func summary() -> VariableSummary { summary(oneLine(value())) }

    func summary(_ words: String) -> VariableSummary {
        VariableSummary(name: name, type: "\(Value.self)", value: words, isConstant: true)
    }

    var holdsObject: Bool { Objects.areHeld(by: Value.self) }
    let isConstant = true
    var mangledType: String? { _mangledTypeName(Value.self) }
    func write(to writer: inout ValueWriter) throws { try writer.write(value()) }
    func digest(ofFields names: Set<String>) throws -> String { try ValueWriter.digest(of: value(), fields: names) }

    /// What changes of it are the objects that it holds, as they are read.
    func prepare(from reader: inout ValueReader) throws -> () -> Void {
        _ = try reader.read(Value.self)
        return {}
    }
}

/// A value that there is only one of.
final class Single: Variable {
    let name: String
    private let type: String
    let isConstant: Bool

    init(name: String, type: String, isConstant: Bool) { (self.name, self.type, self.isConstant) = (name, type, isConstant) }

    func keep() {}
    func forgetOlder() {}
    func forget() {}
    func restore() {}
    func summary() -> VariableSummary { summary("‹cannot be copied›") }

    func summary(_ words: String) -> VariableSummary {
        VariableSummary(name: name, type: type, value: words, isConstant: isConstant)
    }

    let holdsObject = false
    let mangledType: String? = nil
    func write(to writer: inout ValueWriter) throws { throw NotKept("is of type \(type), which cannot be copied") }
    func digest(ofFields names: Set<String>) throws -> String { throw NotKept("is of type \(type), which cannot be copied") }
    func prepare(from reader: inout ValueReader) throws -> () -> Void {
        throw NotKept("is of type \(type), which cannot be copied")
    }
}

/// The beginning of a value's text.
private func oneLine(_ value: some Any) -> String {
    let text = String(describing: value)
    let line = text.prefix { !$0.isNewline }
    let short = line.prefix(120)
    return short.count < text.count ? short + "…" : String(short)
}
