import Notebook

/// What a client says that it can do.
struct ClientAbilities {
    var refreshesHints = false
    var showsProgress = false
    /// It shows `avts-nb/cellOutput`; others are told by `window/logMessage`.
    var showsOutput = false

    init() {}

    init(_ params: JSON) {
        let capabilities = params["capabilities"]
        refreshesHints = capabilities?["workspace"]?["inlayHint"]?["refreshSupport"]?.bool ?? false
        showsProgress = capabilities?["window"]?["workDoneProgress"]?.bool ?? false
        showsOutput = params["initializationOptions"]?["cellOutput"]?.bool ?? false
    }
}

extension LanguageServer {
    /// What this server can do.
    ///
    /// - Parameter legend: of the kinds of words, where the service tells them.
    func capabilities(legend: JSON?) -> JSON {
        var abilities: JSON = [
            "positionEncoding": "utf-16",
            "textDocumentSync": ["openClose": true, "change": 2, "save": false],
            "completionProvider": ["triggerCharacters": [".", "(", "{", " "], "resolveProvider": true],
            "hoverProvider": true,
            "signatureHelpProvider": ["triggerCharacters": ["(", "["], "retriggerCharacters": [",", ":"]],
            "definitionProvider": true, "declarationProvider": true,
            "referencesProvider": true, "documentHighlightProvider": true, "documentSymbolProvider": true,
            "foldingRangeProvider": true, "inlayHintProvider": true,
            "renameProvider": ["prepareProvider": true],
            "codeLensProvider": ["resolveProvider": false],
            "executeCommandProvider": ["commands": .array(RunCommand.allCases.map { .string($0.rawValue) })],
        ]
        if let legend {
            abilities = abilities.with(["semanticTokensProvider": ["legend": legend, "full": true, "range": true]])
        }
        return [
            "capabilities": abilities, "serverInfo": ["name": "avts-nb", "version": .string(ground.version)],
        ]
    }
}
