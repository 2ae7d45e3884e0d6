import Tensors

/// What a load that is not strict left undone.
public struct LoadReport: Hashable, Sendable {
    /// Names the model has and the file has not: their values are as before.
    public var missing: [String]
    /// Names the file has and the model has not.
    public var unexpected: [String]
}

extension Module {
    /// The parameters and buffers by dotted name, in the layout of a file.
    public func weights(layout: WeightLayout = .native) -> [String: Tensor] {
        var weights: [String: Tensor] = [:]
        for (name, parameter) in namedParameters() {
            weights[name] = layout.encode(parameter.value.detached(), role: parameter.role)
        }
        for (name, buffer) in namedBuffers() { weights[name] = buffer.value.detached() }
        return weights
    }

    /// Writes parameters and buffers to a safetensors file.
    ///
    /// - Parameters:
    ///   - layout: `.torch` for a file that PyTorch's `load_state_dict` takes.
    ///   - metadata: strings to keep beside; the key `layout` is the library's own.
    public func save(
        to path: String, layout: WeightLayout = .native, metadata: [String: String] = [:]
    ) throws(SafetensorsError) {
        var metadata = metadata
        metadata[WeightLayout.metadataKey] = layout.rawValue
        if layout == .torch { metadata["format"] = "pt" }
        try Safetensors.save(weights(layout: layout), metadata: metadata, to: path)
    }

    /// Reads parameters and buffers from a safetensors file; with any fault the model stays as it was.
    ///
    /// - Parameters:
    ///   - strict: whether a name on one side only is an error; names ending in `num_batches_tracked`, which this library
    ///     has no use for, never are.
    ///   - layout: nil to follow the file's own metadata, and PyTorch's layout where that says nothing.
    ///   - renaming: the model's name for a name in the file, nil to leave that tensor out; two of one name are an error.
    @discardableResult
    public func load(
        from path: String, strict: Bool = true, layout: WeightLayout? = nil,
        renaming: (String) -> String? = { $0 }
    ) throws(SafetensorsError) -> LoadReport {
        let contents = try Safetensors.load(path)
        let stated = contents.metadata[WeightLayout.metadataKey].flatMap(WeightLayout.init)
        var renamed: [String: Tensor] = [:]
        var origins: [String: String] = [:]
        for (name, tensor) in contents.tensors.sorted(by: { $0.key < $1.key }) {
            guard let own = renaming(name) else { continue }
            if let other = origins[own] { throw SafetensorsError(path, tensor: name, .renamedTwice(as: own, with: other)) }
            (origins[own], renamed[own]) = (name, tensor)
        }
        return try load(renamed, strict: strict, layout: layout ?? stated ?? .torch, source: path)
    }

    /// Takes parameters and buffers from tensors by name; with any fault the model stays as it was.
    ///
    /// - Parameter source: what errors call the place the tensors come from.
    @discardableResult
    public func load(
        _ weights: [String: Tensor], strict: Bool = true, layout: WeightLayout = .native, source: String = "weights"
    ) throws(SafetensorsError) -> LoadReport {
        var rest = weights
        var report = LoadReport(missing: [], unexpected: [])
        var assignments: [() -> Void] = []
        for (name, parameter) in namedParameters() {
            guard let found = rest.removeValue(forKey: name) else { report.missing.append(name); continue }
            let expected = layout.encode(parameter.shape, role: parameter.role)
            guard found.shape == expected else {
                throw SafetensorsError(source, tensor: name, .shape(found: found.shape, expected: expected))
            }
            assignments.append {
                parameter.value = layout.decode(found, role: parameter.role).converted(to: parameter.value.elementType)
            }
        }
        for (name, buffer) in namedBuffers() {
            guard let found = rest.removeValue(forKey: name) else { report.missing.append(name); continue }
            guard found.shape == buffer.value.shape else {
                throw SafetensorsError(source, tensor: name, .shape(found: found.shape, expected: buffer.value.shape))
            }
            assignments.append { buffer.value = found.converted(to: buffer.value.elementType) }
        }
        report.unexpected = rest.keys.filter { !$0.hasSuffix("num_batches_tracked") }.sorted()
        if strict { try refuse(report, source: source) }
        for assign in assignments { assign() }
        return report
    }

    private func refuse(_ report: LoadReport, source: String) throws(SafetensorsError) {
        if let name = report.missing.first {
            let nearest = NearestName.of(name, among: report.unexpected)
            throw SafetensorsError(source, tensor: name, .missingTensor(nearest: nearest))
        }
        if let name = report.unexpected.first {
            let names = namedParameters().map(\.name) + namedBuffers().map(\.name)
            throw SafetensorsError(
                source, tensor: name, .unexpectedTensor(nearest: NearestName.of(name, among: names)))
        }
    }
}
