extension Session {
    /// The help of a name: signatures and docstrings of natives, the declaration of what a cell declared. nil when unknown.
    ///
    /// A member may be asked for with its type, `Tensor.mean`, or by itself.
    public func help(_ name: String) -> String? {
        thread.run { [self] in
            var entries: [String] = []
            let parts = name.split(separator: ".").map(String.init)
            let base = splitName(parts.last ?? name).base
            let owner = parts.count > 1 ? parts[0] : nil
            if owner == nil, let own = ownHelp(base) { entries.append(own) }
            for row in natives.rows where row.name == base || isInitializer(row, base) {
                if let owner, !scope(row.scope, is: owner) { continue }
                entries.append(row.signature + "\n    " + row.documentation.replacing("\n", with: "\n    "))
            }
            if entries.isEmpty {
                for row in StandardLibrary.rows where row.name == base {
                    if let owner {
                        switch row.scope {
                        case .member(let type), .type(let type): if "\(type)" != owner { continue }
                        case .function: continue
                        }
                    }
                    entries.append(row.signature + "\n    " + row.documentation)
                }
            }
            if entries.isEmpty, owner == nil, let type = natives.types[base] {
                let names = Set((memberNames(of: type) + staticNames(of: type)).map(\.name)).sorted()
                entries.append("\(type)\n    members: " + names.joined(separator: ", "))
            }
            if base == "print" {
                entries.append(
                    "print(_ items: Any..., separator: String = \" \", terminator: String = \"\\n\")\n    Writes the values to the output."
                )
            }
            return entries.isEmpty ? nil : entries.joined(separator: "\n")
        }
    }

    private func isInitializer(_ row: NativeRow, _ name: String) -> Bool {
        if case .type(let type) = row.scope, row.name == "init" { return "\(type)" == name }
        return false
    }

    private func scope(_ scope: NativeRow.Scope, is owner: String) -> Bool {
        switch scope {
        case .member(let type), .type(let type): "\(type)" == owner
        default: false
        }
    }

    private func ownHelp(_ name: String) -> String? {
        switch globals.bindings[name] {
        case .variable(let variable)?: return "\(variable.isConstant ? "let" : "var") \(name): \(variable.type)"
        case .functions(let codes)?:
            return codes.map {
                "func " + $0.signature
                    + ($0.documentation.isEmpty ? "" : "\n    " + $0.documentation.replacing("\n", with: "\n    "))
            }
            .joined(separator: "\n")
        case .type(.nominal(let nominal))?:
            return nominal.declaration + (nominal.documentation.isEmpty ? "" : "\n    " + nominal.documentation)
        default: return nil
        }
    }

    /// The names that help knows, for a suggestion when one is mistyped.
    public var helpNames: [String] {
        thread.run { [self] in
            Array(Set(natives.rows.map(\.name) + Array(natives.types.keys) + StandardLibrary.rows.map(\.name) + globals.order))
                .sorted()
        }
    }
}
