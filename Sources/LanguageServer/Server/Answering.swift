import Notebook

extension LanguageServer {
    /// What answers a request, about the notebook as it stands now.
    func answering(_ method: String, _ params: JSON) -> () async throws -> JSON {
        if method == "workspace/executeCommand" { return { try await self.execute(params) } }
        if method == "completionItem/resolve" {
            // What the server completes by itself holds all there is.
            return { params["data"] == nil ? params : try await self.service.ask(method, params) }
        }
        guard let answer = Self.questions[method] else {
            return { throw RemoteError(.methodNotFound, "found `\(method)`, which this server does not answer") }
        }
        guard let uri = params["textDocument"]?["uri"]?.text, let desk = notebooks[uri] else {
            return { throw RemoteError(.invalidParams, "found `\(method)` of a notebook that is not open") }
        }
        let inquiry = desk.inquiry
        return {
            if case .needsService = answer, self.service.absence != nil { return .null }
            switch answer {
            case .needsService(let ask), .alone(let ask): return try await ask(inquiry, params, desk)
            }
        }
    }

    private typealias Ask = @Sendable @ServerActor (Inquiry, JSON, Desk) async throws -> JSON

    private enum Question: Sendable {
        /// Only the toolchain's service knows.
        case needsService(Ask)
        case alone(Ask)
    }

    private static let questions: [String: Question] = [
        "textDocument/hover": .needsService { inquiry, params, _ in try await inquiry.hover(position(params)) },
        "textDocument/completion": .alone { inquiry, params, _ in
            let position = try position(params)
            if inquiry.service.absence != nil, inquiry.text.place(position) != nil { return .null }
            return try await inquiry.completion(position, context: params["context"])
        },
        "textDocument/signatureHelp": .needsService { inquiry, params, _ in
            try await inquiry.signatureHelp(position(params), context: params["context"])
        },
        "textDocument/definition": .needsService { inquiry, params, _ in
            try await inquiry.declaration("textDocument/definition", position(params))
        },
        "textDocument/declaration": .needsService { inquiry, params, _ in
            try await inquiry.declaration("textDocument/declaration", position(params))
        },
        "textDocument/references": .needsService { inquiry, params, _ in
            try await inquiry.references(
                position(params), includingDeclaration: params["context"]?["includeDeclaration"]?.bool ?? true)
        },
        "textDocument/documentHighlight": .needsService { inquiry, params, _ in try await inquiry.highlights(position(params)) },
        "textDocument/prepareRename": .needsService { inquiry, params, _ in try await inquiry.prepareRename(position(params)) },
        "textDocument/rename": .needsService { inquiry, params, _ in
            guard let name = params["newName"]?.text else {
                throw RemoteError(.invalidParams, "found a rename without a new name")
            }
            return try await inquiry.rename(position(params), to: name)
        },
        "textDocument/documentSymbol": .alone { inquiry, _, _ in try await inquiry.symbols() },
        "textDocument/foldingRange": .alone { inquiry, _, _ in try await inquiry.folds() },
        "textDocument/semanticTokens/full": .needsService { inquiry, _, _ in try await inquiry.tokens() },
        "textDocument/semanticTokens/range": .needsService { inquiry, params, _ in
            guard let span = Span(params["range"]), span.start <= span.end else {
                throw RemoteError(.invalidParams, "found a range that is none")
            }
            return try await inquiry.tokens(span.start.line...span.end.line)
        },
        "textDocument/codeLens": .alone { _, _, desk in desk.lenses },
        "textDocument/inlayHint": .alone { _, params, desk in desk.hints(in: Span(params["range"])) },
    ]

    private static func position(_ params: JSON) throws -> Position {
        guard let position = Position(params["position"]) else {
            throw RemoteError(.invalidParams, "found no position, expected a line and a character from 0 on")
        }
        return position
    }
}
