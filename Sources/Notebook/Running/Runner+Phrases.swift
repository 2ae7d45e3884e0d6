import Work

/// Values within prose: each is asked for as soon as the cell before it has run.
extension Runner {
    /// Tells what the values are that follow a cell; false when one cannot be had.
    ///
    /// - Parameter index: of the cell; -1 for those before the first.
    func tellPhrases(after index: Int) -> Bool {
        for number in phrasesAfter[index] ?? [] {
            if state.withLock({ $0.stopped != nil || $0.saveError != nil }) { return true }
            let phrase = phrases[number]
            guard var record = state.withLock({ $0.record.phrases?[number] }) else { continue }
            record.text = nil
            var kind: CellFailure.Kind?
            do {
                try defineParameters()
                let limit = options.timeout ?? document.frontMatter.timeout
                let deadline = limit.map { limit in state.withLock { $0.began } + .seconds(limit) }
                record.text = try evaluator.text(of: phrase.expression, at: place(of: phrase), until: deadline)
            } catch {
                if error.losesNames { isDefined = false }
                kind = error.kind
                // Prose may speak of the program called swift.
                let isNoCode = error.name == "TypeError" || error.name == "SyntaxError"
                let help = isNoCode ? "\n  help: code that is no value is written `\(phrase.source)`\(Phrase.shown)" : ""
                record.error = ErrorRecord(name: error.name, message: error.message, line: error.line, text: error.text + help)
            }
            state.withLock { state in
                state.record.phrases?[number] = record
                state.pace.change()
                if kind == .interrupted { state.stopped = state.stopped ?? .interrupted }
                if kind == .deadline { state.stopped = state.stopped ?? .timeout }
            }
            tell(.phrase(record))
            if record.error != nil { return false }
        }
        return true
    }

    func phraseSteps(after index: Int) -> [ExpectedStep] {
        (phrasesAfter[index] ?? []).map { .text(of: phrases[$0].expression, place(of: phrases[$0])) }
    }

    private func place(of phrase: Phrase) -> CellPlace {
        CellPlace(id: phrase.id, file: document.path, firstLine: phrase.line)
    }
}

extension CellPlace {
    /// The cell that asks for the value of an expression at this place: the expression has a line of its own, so that messages show what
    /// a person wrote.
    package func asking(for expression: String) -> (source: String, place: CellPlace) {
        if firstLine < 2 { return ("_phrase(\(expression))", self) }
        return ("_phrase(\n\(expression)\n)", CellPlace(id: id, file: file, firstLine: firstLine - 1))
    }
}

extension Phrase {
    /// How it is called among cells.
    package var id: String { "prose-line-\(line)" }
}

extension Document {
    /// The values within prose before any is known; nil where there are none.
    var phraseRecords: [PhraseRecord]? {
        let phrases = phrases
        if phrases.isEmpty { return nil }
        let cells = cells
        return phrases.map { phrase in
            PhraseRecord(source: phrase.expression, line: phrase.line, cell: cell(before: phrase).map { cells[$0].id })
        }
    }
}

extension RunRecord {
    /// Takes over what an earlier run knew of a cell that does not run: as many values of an expression as there were, in their order.
    mutating func take(_ earlier: [PhraseRecord]) {
        for known in earlier {
            let place = phrases?.firstIndex { $0.cell == known.cell && $0.source == known.source && $0.text == nil }
            if let place { phrases?[place].text = known.text }
        }
    }
}
