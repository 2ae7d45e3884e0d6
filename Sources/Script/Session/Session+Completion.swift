import Foundation

extension Session {
    /// How the source could go on at a UTF-8 offset, best first. Evaluates nothing.
    public func completions(_ source: String, at offset: Int) -> [Completion] {
        thread.run { [self] in
            let bytes = Array(source.utf8.prefix(max(0, offset)))
            var start = bytes.count
            while start > 0, isWord(bytes[start - 1]) { start -= 1 }
            let prefix = String(decoding: bytes[start...], as: UTF8.self)
            var results: [Completion] = []
            if start > 0, bytes[start - 1] == UInt8(ascii: "."), !(start > 1 && bytes[start - 2] == UInt8(ascii: ".")) {
                let base = receiver(bytes, before: start - 1)
                if base.isEmpty {
                    results = implicitMembers(bytes, before: start - 1, start, prefix)
                } else {
                    results = members(
                        of: base, String(decoding: bytes[..<(start - 1 - base.utf8.count)], as: UTF8.self), start, prefix)
                }
            } else {
                results = labels(bytes, start, prefix) + names(start, prefix)
            }
            var seen: Set<String> = []
            return results.filter { seen.insert($0.text).inserted }
        }
    }

    private func isWord(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte >= 0x80 || (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90)
            || (byte >= 97 && byte <= 122)
    }

    /// The expression that ends in front of a dot, found backwards over names, brackets and dots.
    private func receiver(_ bytes: [UInt8], before end: Int) -> String {
        var position = end
        scan: while position > 0 {
            let byte = bytes[position - 1]
            switch byte {
            case _ where isWord(byte), UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"): position -= 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"):
                var depth = 0
                repeat {
                    position -= 1
                    if bytes[position] == UInt8(ascii: ")") || bytes[position] == UInt8(ascii: "]") { depth += 1 }
                    if bytes[position] == UInt8(ascii: "(") || bytes[position] == UInt8(ascii: "[") { depth -= 1 }
                } while position > 0 && depth > 0
            case UInt8(ascii: "\""):
                position -= 1
                while position > 0, bytes[position - 1] != UInt8(ascii: "\"") { position -= 1 }
                position = max(0, position - 1)
            default: break scan
            }
        }
        return String(decoding: bytes[position..<end], as: UTF8.self)
    }

    private func members(of base: String, _ before: String, _ start: Int, _ prefix: String) -> [Completion] {
        guard let type = staticType(of: base, after: before) else { return [] }
        let entries: [MemberEntry]
        if case .metatype(let owner) = type {
            entries = staticNames(of: owner)
        } else {
            entries = memberNames(of: type.unwrapped)
        }
        return completions(entries, start, prefix)
    }

    /// The type of an expression in the light of the statements in front of it, which need not be whole.
    private func staticType(of base: String, after before: String) -> ScriptType? {
        let saved = globals
        defer { globals = saved }
        let unit = SourceUnit(base, CellIdentity(id: "completion", file: ""))
        for line in before.split(separator: "\n") where line.hasPrefix("let ") || line.hasPrefix("var ") {
            _ = Program.lower(String(line), SourceUnit(String(line), unit.cell), self)
        }
        guard case .success(let program) = Program.lower(base, unit, self) else { return nil }
        return program.type
    }

    /// `.name` where nothing stands in front of the dot: the members of the type the call around wants.
    private func implicitMembers(_ bytes: [UInt8], before end: Int, _ start: Int, _ prefix: String) -> [Completion] {
        var types: [ScriptType] = []
        if let call = surroundingCall(bytes, end) {
            for parameters in parameterLists(of: call.name) { types += parameters.map(\.type) }
            if let label = call.label {
                let named = parameterLists(of: call.name).flatMap { $0 }.filter { $0.label == label }.map(\.type)
                if !named.isEmpty { types = named }
            }
        }
        return completions(types.flatMap { staticNames(of: $0.unwrapped) }, start, prefix)
    }

    private func completions(_ entries: [MemberEntry], _ start: Int, _ prefix: String) -> [Completion] {
        entries.filter { $0.name.hasPrefix(prefix) }.sorted { $0.name < $1.name }.map {
            Completion(text: $0.name, start: start, kind: .member, detail: $0.detail)
        }
    }

    /// The call whose parentheses are open at a position, and the label the cursor stands behind.
    private func surroundingCall(_ bytes: [UInt8], _ end: Int) -> (name: String, label: String?)? {
        var depth = 0
        var position = end
        while position > 0 {
            position -= 1
            switch bytes[position] {
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth += 1
            case UInt8(ascii: "["): depth -= 1
            case UInt8(ascii: "("):
                if depth == 0 {
                    let name = receiver(bytes, before: position)
                    let inside = String(decoding: bytes[(position + 1)..<end], as: UTF8.self)
                    let last = inside.split(separator: ",").last ?? ""
                    let label = last.split(separator: ":").first.map { $0.trimmingCharacters(in: .whitespaces) }
                    return name.isEmpty ? nil : (name, last.contains(":") ? label : nil)
                }
                depth -= 1
            case UInt8(ascii: "{"), UInt8(ascii: "}"): if depth == 0 { return nil }
            default: break
            }
        }
        return nil
    }

    private func parameterLists(of name: String) -> [[(label: String?, type: ScriptType)]] {
        let last = name.split(separator: ".").last.map(String.init) ?? name
        var result: [[(label: String?, type: ScriptType)]] = []
        for row in natives.rows where row.parameters != nil {
            let matches: Bool =
                if case .type(let type) = row.scope, row.name == "init" { "\(type)" == last } else { row.name == last }
            if matches { result.append(row.parameters!.map { ($0.label, $0.type) }) }
        }
        for row in StandardLibrary.rows where row.name == last { result.append(row.parameters.map { ($0.label, $0.type) }) }
        switch globals.bindings[last] {
        case .functions(let codes)?: result += codes.map { $0.parameters.map { ($0.label, $0.type) } }
        case .type(.nominal(let nominal))?: result += nominal.initializers.map { $0.parameters.map { ($0.label, $0.type) } }
        default: break
        }
        return result
    }

    private func labels(_ bytes: [UInt8], _ start: Int, _ prefix: String) -> [Completion] {
        guard let call = surroundingCall(bytes, start), call.label == nil else { return [] }
        return parameterLists(of: call.name).flatMap { $0 }.compactMap { parameter in
            guard let label = parameter.label, label.hasPrefix(prefix) else { return nil }
            return Completion(text: label + ": ", start: start, kind: .label, detail: "\(parameter.type)")
        }
    }

    private func names(_ start: Int, _ prefix: String) -> [Completion] {
        guard !prefix.isEmpty else { return [] }
        var results: [Completion] = []
        for (name, binding) in globals.bindings.sorted(by: { $0.key < $1.key }) where name.hasPrefix(prefix) {
            switch binding {
            case .variable(let variable):
                results.append(.init(text: name, start: start, kind: .variable, detail: "\(variable.type)"))
            case .functions(let codes):
                results.append(.init(text: name, start: start, kind: .function, detail: codes.first?.signature ?? ""))
            case .type: results.append(.init(text: name, start: start, kind: .type, detail: "type"))
            default: break
            }
        }
        for row in natives.rows.filter({ $0.scope == .global && $0.name.hasPrefix(prefix) }).sorted(by: { $0.name < $1.name }) {
            results.append(
                .init(text: row.name, start: start, kind: row.parameters == nil ? .variable : .function, detail: row.signature))
        }
        for name in natives.types.keys.sorted() + Lowerer.typeNames where name.hasPrefix(prefix) {
            results.append(.init(text: name, start: start, kind: .type, detail: "type"))
        }
        for name in (StandardLibrary.functionNames + ["print", "swap"]).sorted() where name.hasPrefix(prefix) {
            results.append(
                .init(
                    text: name, start: start, kind: .function,
                    detail: StandardLibrary.functions(name).first?.signature ?? "\(name)(…)"))
        }
        for keyword in Self.keywords where keyword.hasPrefix(prefix) {
            results.append(.init(text: keyword, start: start, kind: .keyword, detail: "keyword"))
        }
        return results
    }

    private static let keywords = [
        "break", "case", "catch", "continue", "default", "defer", "do", "else", "enum", "extension", "fallthrough", "false",
        "for",
        "func", "guard", "if", "import", "in", "inout", "let", "mutating", "nil", "repeat", "return", "self", "static", "struct",
        "switch", "throw", "throws", "true", "try", "typealias", "var", "where", "while",
    ]
}
