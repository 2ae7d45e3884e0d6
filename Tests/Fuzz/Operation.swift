import Script

/// Something a cell may call or read, of the library or of the language.
struct Operation {
    let name: String
    let scope: NativeRow.Scope
    /// nil for a property or constant.
    let parameters: [NativeRow.Parameter]?
    let result: ScriptType
    /// Whether the receiver must be a variable.
    var isMutating = false
    /// Whether it is a property that may be set.
    var isSettable = false
    let signature: String

    init(_ row: NativeRow) {
        name = row.name
        scope = row.scope
        parameters = row.parameters
        result = row.result
        isSettable = row.isSettable
        signature = row.signature
    }

    init(_ entry: StandardEntry) {
        name = entry.name
        scope = entry.scope
        parameters = entry.parameters
        result = entry.result
        isMutating = entry.isMutating
        signature = "\(entry.scope).\(entry.name)"
    }
}
