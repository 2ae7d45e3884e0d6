import Tensors

extension Layer where Self: AnyObject {
    /// The output, its time told where layers are measured.
    func measured(_ body: () -> Tensor) -> Tensor {
        guard Profile.isOn else { return body() }
        return Profile.forward(self, kind: { kind }, body)
    }

    /// "Convolution3D 3×3×3, 64 → 64": its type, the window of its weights, and what they lead from and to.
    private var kind: String {
        let type = "\(type(of: self))"
        guard case .parameter("weight", let weight)? = members.first, weight.shape.rank >= 2 else { return type }
        let sizes = weight.shape.dimensions, window = sizes.dropLast(2).map(String.init).joined(separator: "×")
        return "\(type) \(window)\(window.isEmpty ? "" : ", ")\(sizes[sizes.count - 2]) → \(sizes[sizes.count - 1])"
    }
}

extension Module {
    /// Has a measurement call the layers by their names in this model.
    package func nameLayers() {
        guard Profile.isOn else { return }
        for (name, module) in namedModules() where type(of: module) is AnyClass { Profile.name(module as AnyObject, name) }
    }
}
