import Foundation

/// Where a loaded cell keeps its variables: their places by name, from the table of symbols in its file.
enum GlobalPlaces {
    /// - Returns: nil for a file that cannot be read as a library of this machine.
    static func find(in library: String, module: String) -> [String: UnsafeMutableRawPointer]? {
        guard let file = try? Data(contentsOf: URL(fileURLWithPath: library)),
            let handle = dlopen(library, RTLD_NOW | RTLD_NOLOAD)
        else { return nil }
        defer { dlclose(handle) }
        var places: [String: UnsafeMutableRawPointer] = [:]
        for symbol in symbols(file) where symbol.hasPrefix("$s") && symbol.hasSuffix("vp") {
            // `cell3.x : Swift.Int`
            guard let text = demangle(symbol), text.hasPrefix(module + "."), let colon = text.range(of: " : ") else { continue }
            let name = String(text[..<colon.lowerBound].dropFirst(module.count + 1))
            places[name] = dlsym(handle, symbol)
        }
        return places
    }

    /// The names in `.dynsym`.
    private static func symbols(_ file: Data) -> [String] {
        file.withUnsafeBytes { bytes -> [String] in
            func load<Value>(_ place: Int, as _: Value.Type) -> Value? {
                place >= 0 && place + MemoryLayout<Value>.size <= bytes.count
                    ? bytes.loadUnaligned(fromByteOffset: place, as: Value.self) : nil
            }
            guard let header = load(0, as: Elf64_Ehdr.self) else { return [] }
            func section(_ index: Int) -> Elf64_Shdr? {
                load(Int(header.e_shoff) + index * Int(header.e_shentsize), as: Elf64_Shdr.self)
            }
            guard let table = (0..<Int(header.e_shnum)).compactMap(section).first(where: { $0.sh_type == 11 }),
                let texts = section(Int(table.sh_link))
            else { return [] }
            return (0..<Int(table.sh_size) / MemoryLayout<Elf64_Sym>.size).compactMap { index in
                guard
                    let symbol = load(Int(table.sh_offset) + index * MemoryLayout<Elf64_Sym>.size, as: Elf64_Sym.self),
                    // An object that is defined here.
                    symbol.st_info & 15 == 1, symbol.st_shndx != 0
                else { return nil }
                let start = Int(texts.sh_offset) + Int(symbol.st_name)
                guard start < bytes.count else { return nil }
                return String(decoding: bytes[start...].prefix { $0 != 0 }, as: UTF8.self)
            }
        }
    }

    private static func demangle(_ symbol: String) -> String? {
        let text = symbol.withCString { demangle($0, UInt(strlen($0)), nil, nil, 0) }
        defer { free(text) }
        return text.map { String(cString: $0) }
    }

    @_silgen_name("swift_demangle")
    private static func demangle(
        _ name: UnsafePointer<CChar>, _ count: UInt, _ output: UnsafeMutablePointer<CChar>?, _ size: UnsafeMutablePointer<UInt>?,
        _ flags: UInt32
    ) -> UnsafeMutablePointer<CChar>?
}
