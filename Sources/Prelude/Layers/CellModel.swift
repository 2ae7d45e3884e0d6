import Layers
import Script

/// A model as a cell has it: a layer of the library, or a `struct` of the cell that holds layers, parameters, or such structs.
///
/// A struct's parts are its stored properties, under their names; those of an array are numbered. So
/// `struct Net { let stem = Convolution2D(…), blocks = [Linear(…), Linear(…)] }` has the parameters `stem.weight`, `blocks.0.weight`, ….
struct CellModel: ScriptConvertible {
    let module: any Module

    static var scriptType: ScriptType { .native(NativeType("Module", CellModel.self)) }

    static func accepts(_ type: ScriptType) -> Bool {
        switch type {
        case .native(let native): native.metatype is any Module.Type
        case .nominal(let nominal): nominal.fields.contains { isPart($0.type) }
        default: false
        }
    }

    private static func isPart(_ type: ScriptType) -> Bool {
        if type == Parameter.scriptType { return true }
        if case .array(let element) = type { return isPart(element) || accepts(element) }
        return accepts(type)
    }

    static func fromScript(_ value: Value) -> CellModel? {
        switch value {
        case .native(let object): (object.value as? any Module).map { CellModel(module: $0) }
        case .structure(let object): CellModel(module: StructModule(object))
        default: nil
        }
    }

    var scriptValue: Value { .void }
}

/// The parts of a cell's struct as a module.
private final class StructModule: Module {
    let members: [ModuleMember]

    init(_ object: StructObject) {
        members = object.storedProperties.compactMap { StructModule.member($0.name, $0.value) }
    }

    private init(_ members: [ModuleMember]) { self.members = members }

    private static func member(_ name: String, _ value: Value) -> ModuleMember? {
        switch value {
        case .native(let object):
            if let parameter = object.value as? Parameter { return .parameter(name, parameter) }
            return (object.value as? any Module).map { .module(name, $0) }
        case .structure(let object):
            let module = StructModule(object)
            return module.members.isEmpty ? nil : .module(name, module)
        case .array(let elements):
            let parts = elements.enumerated().compactMap { member("\($0)", $1) }
            return parts.isEmpty ? nil : .module(name, StructModule(parts))
        default: return nil
        }
    }
}
