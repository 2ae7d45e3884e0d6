import Tensors

/// A part of a model: something with named parameters, buffers and parts of its own.
///
/// One requirement gives it all else: names, counting, freezing, train and evaluation mode, saving and loading.
///
/// A struct or a class whose stored properties are layers, parameters, modules, or arrays of them needs to say no more than that it is one:
/// its members are those properties, under their names; those of an array are numbered.
///
/// ```swift
/// struct Pair: Module {
///     let video = Sequential([Linear(8, 4), ReLU()])
///     let heads = [Linear(4, 2), Linear(4, 2)]
/// }
/// Pair().parameterNames   // ["video.0.weight", "video.0.bias", "heads.0.weight", …]
/// ```
public protocol Module {
    /// What the module consists of, in a fixed order; names have no dot in them and differ.
    var members: [ModuleMember] { get }
}

/// A named thing that a module owns.
public enum ModuleMember {
    /// Something trained.
    case parameter(String, Parameter)
    /// Something kept but not trained.
    case buffer(String, Buffer)
    /// A source of random numbers.
    case random(String, RandomSource)
    /// A part with members of its own.
    case module(String, any Module)
}

/// A module that maps one tensor to another.
public protocol Layer: Module {
    /// The output for an input; a shape that does not fit is a programmer's error and traps.
    func callAsFunction(_ input: Tensor) -> Tensor

    /// The shape of the output for a shape of input, or what is wrong with it.
    func outputShape(for input: Shape) throws(ShapeError) -> Shape
}

/// A module that behaves differently while it is trained.
public protocol ModeSwitching: Module, AnyObject {
    /// Whether the module is being trained; true at first.
    var isTraining: Bool { get set }
}

/// Modules gathered under names, where no type of their own is wanted.
public final class ModuleGroup: Module {
    /// The modules by name.
    public let members: [ModuleMember]

    /// A group of named modules, such as `["video": video, "audio": audio]`.
    public init(_ modules: KeyValuePairs<String, any Module>) {
        members = modules.map { .module($0.key, $0.value) }
    }

    /// A group with names that are known only at run time.
    public init(modules: [(name: String, module: any Module)]) {
        members = modules.map { .module($0.name, $0.module) }
    }
}
