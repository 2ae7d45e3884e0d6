import CellCompiler
import Notebook
import Session
import SessionProtocol
import Work

extension CellSession: CellEvaluator {
    public var filesFolder: String? {
        get { files }
        set { files = newValue }
    }

    public func define(_ parameters: Parameters) throws(CellFailure) {
        self.parameters = Dictionary(uniqueKeysWithValues: parameters.values.map { ($0.name, $0.value.text) })
        secrets = Secrets(parameters.secrets)
        try reporting(Self.parametersPlace) { try evaluate(Self.text(parameters.program, Self.parametersPlace)) }
    }

    public func expect(_ steps: [ExpectedStep]) {
        expect(
            steps.map { step in
                switch step {
                case .parameters(let parameters): Self.text(parameters.program, Self.parametersPlace)
                case .truth(let condition, let place): Self.text(Self.asking(condition), place)
                case .text(let expression, let place): Self.text(asking: expression, place)
                case .cell(let source, let place): Self.text(source, place)
                }
            })
    }

    private static let parametersPlace = CellPlace(id: "params", file: "parameters", firstLine: 1)
    private static func asking(_ condition: String) -> String { "_cellTruth(\(condition))" }
    private static func text(asking expression: String, _ place: CellPlace) -> CellText {
        let (source, place) = place.asking(for: expression)
        return text(source, place)
    }
    private static func text(_ source: String, _ place: CellPlace) -> CellText {
        CellText(source, id: place.id, file: place.file, firstLine: place.firstLine)
    }

    public func evaluate(_ source: String, at place: CellPlace, until deadline: ContinuousClock.Instant?) throws(CellFailure) {
        try reporting(place) {
            try evaluate(
                Self.text(source, place),
                limit: deadline.map { max(0, ($0 - .now).seconds) })
        }
    }

    public func truth(of condition: String, at place: CellPlace) throws(CellFailure) -> Bool? {
        let answer = turn { () -> Result<Bool?, CellFailure> in
            var result: Bool?
            let hear = onEvent
            onEvent = { event in
                if case .record("", .truth(let truth), _) = event { result = truth } else { hear(event) }
            }
            defer { onEvent = hear }
            do throws(CellFailure) { try evaluate(Self.asking(condition), at: place, until: nil) } catch {
                // What the compiler says of a call that is not the notebook's helps nobody, where the name is known.
                if error.name == "TypeError", error.message.contains("_cellTruth") || error.message.contains("'Bool'") {
                    return .success(nil)
                }
                return .failure(error)
            }
            return .success(result)
        }
        return try answer.get()
    }

    public func text(
        of expression: String, at place: CellPlace, until deadline: ContinuousClock.Instant?
    ) throws(CellFailure) -> String {
        let answer = turn { () -> Result<String, CellFailure> in
            var result = ""
            let hear = onEvent
            onEvent = { event in
                if case .record("", .text(let text), _) = event { result = text } else { hear(event) }
            }
            defer { onEvent = hear }
            do throws(CellFailure) {
                let (source, place) = place.asking(for: expression)
                try evaluate(source, at: place, until: deadline)
            } catch {
                return .failure(error)
            }
            return .success(result)
        }
        return try answer.get()
    }

    public func stop() { interrupt() }

    public func diagnose(_ cells: [(source: String, place: CellPlace)]) -> [CellDiagnostic] {
        cells.compactMap { source, place in
            do throws(CellFailure) {
                try reporting(place) {
                    try compile(Self.text(source, place))
                }
                return nil
            } catch {
                return CellDiagnostic(isError: true, text: error.text)
            }
        }
    }

    private func reporting(_ place: CellPlace, _ body: () throws -> Void) throws(CellFailure) {
        do { try body() } catch let error as CellError {
            let kind: CellFailure.Kind =
                switch error.kind {
                case .interrupted: .interrupted
                case .deadline: .deadline
                default: .failed
                }
            throw CellFailure(
                kind: kind, name: error.name, message: error.message, line: error.line, text: error.rendered(),
                losesNames: error.kind == .sessionLost)
        } catch {
            throw CellFailure(
                name: "ToolchainError", message: "\(error)", line: place.firstLine,
                text: "\(place.file):\(place.firstLine): error: \(error)")
        }
    }
}
