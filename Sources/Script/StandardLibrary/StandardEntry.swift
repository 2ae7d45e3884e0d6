/// One name of the language's own library, as tools that write calls see it. Its types hold placeholders: `Element`, `Sequence`.
public struct StandardEntry {
    public let name: String
    public let scope: NativeRow.Scope
    /// nil for a property.
    public let parameters: [NativeRow.Parameter]?
    public let result: ScriptType
    /// Whether it changes its receiver.
    public let isMutating: Bool

    /// All of them, in no order that means anything.
    public static var all: [StandardEntry] { StandardLibrary.rows.map(StandardEntry.init) }

    private init(_ row: StandardRow) {
        name = row.name
        scope =
            switch row.scope {
            case .function: .global
            case .member(let type): .member(type)
            case .type(let type): .type(type)
            }
        parameters = row.isProperty ? nil : row.parameters
        result = row.result
        isMutating = row.isMutating
    }
}
