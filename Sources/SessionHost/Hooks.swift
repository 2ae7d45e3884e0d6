import Reporting
import Work

// What the rewritten text of a cell calls. Names begin with an underscore so that no cell meets them by chance.

/// A statement of the top level begins: variables are as the ones before it left them.
public func _cellMark(_ statement: Int) {
    VariableTable.shared.statement = statement
    VariableTable.shared.keep()
}

/// A variable of the top level has its first value.
public func _cellBind<Value>(_ name: StaticString, _ place: inout Value) {
    // A global variable without observers is handed over where it lies, and stays there.
    withUnsafeMutablePointer(to: &place) { VariableTable.shared.add(StoredVariable(name: "\(name)", place: $0)) }
}

/// A constant of the top level, or a variable that has no place of its own, has its value.
public func _cellBind<Value>(constant name: StaticString, _ value: @escaping @autoclosure () -> Value) {
    VariableTable.shared.add(Constant(name: "\(name)", value: value))
}

/// As the others, for values that there is only one of: they are not kept.
@_disfavoredOverload
public func _cellBind<Value: ~Copyable>(_ name: StaticString, _ place: inout Value) {
    VariableTable.shared.add(Single(name: "\(name)", type: "\(Value.self)", isConstant: false))
}

@_disfavoredOverload
public func _cellBind<Value: ~Copyable>(constant name: StaticString, _ value: borrowing Value) {
    VariableTable.shared.add(Single(name: "\(name)", type: "\(Value.self)", isConstant: true))
}

/// What stands for a name that its cell never gave a value, so that the compiler can say so wherever it is used.
@dynamicCallable @dynamicMemberLookup
public struct _CellLost {
    public init() {}
    public func dynamicallyCall(withKeywordArguments: KeyValuePairs<String, Any>) -> Never { fatalError() }
    public subscript(dynamicMember name: String) -> Never { fatalError() }
}

/// The last expression of a cell has a value.
public func _cellShow<Value>(_ value: Value) { showValue(value) }

/// The condition of a cell.
public func _cellTruth(_ value: Bool) { Work.current.hear(.record(name: "", value: .truth(value), unit: nil)) }

/// The type of an expression, which is not evaluated.
public func _cellType<Value>(_ value: @autoclosure () throws -> Value) {
    Work.current.hear(.record(name: "", value: .text("\(Value.self)"), unit: nil))
}
