import Work

/// What runs the cells of a notebook, one after the other, on one thread; ``stop()`` may be called from any.
public protocol CellEvaluator: AnyObject {
    /// Hears what cells print, show, record and check.
    var onEvent: (ReportEvent) -> Void { get set }
    /// From it and the cell's id comes each cell's own random stream.
    var seed: UInt64 { get set }
    /// The folder that cells' own files go into; nil where a run keeps none. It need not exist.
    var filesFolder: String? { get set }

    /// Whether the cells that come are taken from the cache where they are unchanged, and kept there.
    var keepsOutcome: Bool { get set }
    /// Whether the layers that the cells call are measured, and told of.
    var measuresLayers: Bool { get set }
    /// Why nothing of the newest cell could be kept, where it was to be.
    var unkept: String? { get }
    /// Variables of earlier cells that the newest cell changed, or may have changed; nil where nobody looked.
    var changed: [String]? { get }
    /// Files and folders that the newest cell looked at, where somebody saw.
    var looked: [String] { get }

    /// The process whose memory the cells take.
    var processID: Int32? { get }

    /// Gives the cells `params`.
    func define(_ parameters: Parameters) throws(CellFailure)
    /// Runs a cell, and shows the value of its last line.
    ///
    /// - Parameter deadline: when it is to be stopped.
    func evaluate(_ source: String, at place: CellPlace, until deadline: ContinuousClock.Instant?) throws(CellFailure)
    /// The truth of a condition; nil when it is something else.
    func truth(of condition: String, at place: CellPlace) throws(CellFailure) -> Bool?
    /// The value of an expression as it is read within prose.
    func text(of expression: String, at place: CellPlace, until deadline: ContinuousClock.Instant?) throws(CellFailure) -> String
    /// Stops the running cell.
    func stop()
    /// Says what comes next, in order, so that it can be made ready while earlier cells run.
    func expect(_ steps: [ExpectedStep])
    /// What is wrong with cells, in order, running none of them.
    func diagnose(_ cells: [(source: String, place: CellPlace)]) -> [CellDiagnostic]
}

extension CellEvaluator {
    public func expect(_: [ExpectedStep]) {}

    public var keepsOutcome: Bool {
        get { false }
        set {}
    }
    public var measuresLayers: Bool {
        get { false }
        set {}
    }
    public var unkept: String? { nil }
    public var changed: [String]? { nil }
    public var looked: [String] { [] }
}

/// Something that an evaluator will be asked for.
public enum ExpectedStep: Sendable {
    case parameters(Parameters)
    case truth(of: String, CellPlace)
    case text(of: String, CellPlace)
    case cell(source: String, CellPlace)
}

/// Something that is wrong with a cell: place, caret and remedy as text.
public struct CellDiagnostic: Sendable {
    public var isError: Bool
    public var text: String

    public init(isError: Bool, text: String) {
        self.isError = isError
        self.text = text
    }
}

/// Which cell a piece of source is.
public struct CellPlace: Hashable, Sendable {
    public var id: String
    public var file: String
    /// The line of the file on which its first line stands, from 1.
    public var firstLine: Int

    public init(id: String, file: String, firstLine: Int) {
        self.id = id
        self.file = file
        self.firstLine = firstLine
    }
}

/// Why a cell did not end well.
public struct CellFailure: Error, Sendable {
    public enum Kind: Sendable { case failed, interrupted, deadline }

    public var kind: Kind
    /// The name that `raises=` compares.
    public var name: String
    public var message: String
    /// Line in the file, from 1.
    public var line: Int
    /// Place, caret, remedy and trace, as the terminal shows them.
    public var text: String
    /// Whether all that earlier cells declared is gone, the parameters too.
    public var losesNames: Bool

    public init(kind: Kind = .failed, name: String, message: String, line: Int, text: String, losesNames: Bool = false) {
        self.losesNames = losesNames
        self.kind = kind
        self.name = name
        self.message = message
        self.line = line
        self.text = text
    }
}
