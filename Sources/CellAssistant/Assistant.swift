import CellCompiler
import Foundation

/// Answers those who type cells: how a word may go on, what a name is, what to write instead.
///
/// One thread asks; only what ``warm()`` begins runs beside it.
public final class Assistant {
    /// The session's compiler, which knows what cells declared; another one after the session began anew.
    public var compiler: Compiler
    let symbols: SymbolIndex
    /// Whether the compiler's service is asked; without it names are completed without their types.
    package var usesService = true

    public init(compiler: Compiler) {
        self.compiler = compiler
        let extraction = SymbolExtraction(compiler)
        symbols = SymbolIndex(library: { extraction.librarySymbols() }, standard: { extraction.standardSymbols() })
    }

    /// Prepares in the background what makes a first answer slow: the library's modules and its names. To be called when a
    /// prompt begins and after each cell.
    public func warm() {
        // Loaded here, for while it loads the process's signals are not its own.
        let service = SourceKit.of(toolchain: compiler.toolchain.root)
        let request = CompletionRequest(compiler, "\n", at: 0, prefix: "Tensor").yaml
        let symbols = symbols
        Thread.detachNewThread {
            _ = service?.answers(request)
            _ = symbols.library
            _ = symbols.standard
        }
    }

    /// How the word at a byte of the source may go on, best first, at most 500; nothing is run.
    ///
    /// - Parameters:
    ///   - source: the entry being typed, all its lines.
    ///   - offset: of the cursor, in UTF-8.
    public func completions(_ source: String, at offset: Int) -> [Completion] {
        let place = CursorPlace(source, offset)
        if place.isMute { return [] }
        let request = CompletionRequest(compiler, place.whole, at: place.start, prefix: place.prefix)
        guard usesService, let service = SourceKit.of(toolchain: compiler.toolchain.root),
            let answers = service.answers(request.yaml, within: 5)
        else { return Array(PlainNames.completions(compiler, symbols, place).prefix(500)) }
        guard let answer = answers[0], let value = ResponseText.value(of: answer) else { return [] }
        let reading = CompletionReading(place: place, owner: compiler.owner, rooms: Set(SymbolExtraction.rooms))
        var found = reading.entries(value)
        // The service is silent about other modules where nothing is typed yet, and about underscores always.
        let isSilent = place.prefix.isEmpty || place.prefix.hasPrefix("_")
        if place.mayBeValue, isSilent, found.isEmpty || !found.allSatisfy({ $0.completion.kind == .label }) {
            found += PlainNames.declared(compiler, place)
        }
        return Array(CompletionReading.ranked(found).prefix(500))
    }

    /// Signatures and docstrings of a name: of what cells declared, of the library, of Swift's standard library; nil when unknown.
    ///
    /// - Parameter name: `mean`, `Tensor.mean`, `mean(axes:keepingDimensions:)`.
    public func help(_ name: String) -> String? {
        guard let name = SymbolName(name) else { return nil }
        let own = CellSymbols.all(compiler)
        var found = own.filter { name.fits($0) && $0.owner == name.owner }
        if found.isEmpty { found = symbols.find(name) }
        if found.isEmpty, name.owner == nil { found = (own + symbols.library).filter(name.fits) }
        if found.isEmpty { return nil }
        return HelpText().text(found) { type in
            let members = own.filter { $0.owner == type }
            return own.contains { $0.isType && $0.base == type } ? members : members + symbols.members(of: type)
        }
    }

    /// Names that ``help(_:)`` knows, for suggestions: the library's and the cells'.
    public var helpNames: [String] {
        let own = CellSymbols.all(compiler) + symbols.library
        var names = Set<String>()
        for symbol in own where symbol.base.first?.isLetter == true {
            names.insert(symbol.base)
            if let owner = symbol.owner { names.insert("\(owner).\(symbol.base)") }
        }
        return names.sorted()
    }

    /// All public names of the library as Markdown, room by room, for Documentation/Reference.md.
    public func reference() -> String { ReferencePage(symbols: symbols.library).text }

    /// Writes the public names of the library for DocC, as those of the one module that gives them on.
    ///
    /// - Parameter folder: where the symbol graphs go; it is made.
    /// - Throws: `ToolchainError` where the toolchain refuses the library.
    public func writeSymbolGraphs(to folder: String) throws {
        try compiler.toolchain.writeSymbolGraph(
            of: "AVTSKit", givingOn: SymbolExtraction.rooms, compiler.searchArguments, to: folder)
    }
}
