import Layers
import Tensors

/// What a network is beside its weights: the types of its layers in their order, and every setting of each.
struct ModuleStructure {
    private(set) var text = ""
    private var depth = 0

    /// Adds a value and all that it is made of; of parameters and tensors only that they are there, for their numbers are the weights.
    ///
    /// - Throws: ``NotKept`` for a function, or an object that is no layer: nobody knows what they do.
    mutating func describe(_ value: Any) throws {
        guard depth < 64, text.utf8.count < 1 << 24 else { throw NotKept("is a network too deep to be looked at") }
        depth += 1
        defer { depth -= 1 }
        // Without what it is nested in: of private types the runtime knows an address, which is another in each process.
        text += String(describing: type(of: value))
        if value is Parameter || value is Tensor || value is Buffer {
            text += ";"
            return
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .class where !(value is any Module) && !(value is RandomSource):
            throw NotKept("is a network that holds a \(type(of: value)), whose content is not known")
        case nil where String(describing: type(of: value)).contains("->"): throw NotKept("is a network that holds a function")
        case nil, .enum: if mirror.children.isEmpty { text += "=\(value)" }
        default: break
        }
        text += "("
        var level: Mirror? = mirror
        while let mirror = level {
            for child in mirror.children {
                text += (child.label ?? "") + ":"
                try describe(child.value)
            }
            level = mirror.superclassMirror
        }
        text += ")"
    }
}
