import Work

/// What a front end asks of the process that runs cells.
public enum SessionRequest: Codable, Sendable {
    /// Load a compiled cell and run it. Answered by reports, then by ``SessionReply/ended(_:)``.
    case run(CellRun)
    /// End the running cell, for this reason; no answer of its own.
    case interrupt(EndReason)
    /// Answered by ``SessionReply/variables(_:)``.
    case variables
    /// Stand within these walls from now on; comes before the first cell. Answered by ``SessionReply/sandboxed(_:)``.
    case sandbox(SandboxRules)
    /// Take leave of the other ranks of the job, with what ended the run where it did not go well; comes after the last cell. Answered by
    /// ``SessionReply/left(_:)``.
    case leave(failure: String?)
}

/// What the process answers.
public enum SessionReply: Codable, Sendable {
    /// It is ready for cells.
    case ready(SessionFacts)
    case report(ReportEvent)
    case ended(CellEnding)
    case variables([VariableSummary])
    /// With what a person should know where the kernel cannot do it all.
    case sandboxed(String?)
    /// With what another rank's end did to this one.
    case left(String?)
}

/// What a process that runs cells is.
public struct SessionFacts: Codable, Sendable {
    public var processID: Int32
    /// Threads that compute.
    public var threads: Int
    /// What multiplies matrices, and why.
    public var matrixKernel: String?
    /// What convolves, and why.
    public var convolution: String
    /// What is wrong with an environment variable that the engine reads.
    public var complaint: String?

    public init(processID: Int32, threads: Int, matrixKernel: String?, convolution: String, complaint: String?) {
        self.processID = processID
        self.threads = threads
        self.matrixKernel = matrixKernel
        self.convolution = convolution
        self.complaint = complaint
    }
}

/// A compiled cell, and what surrounds it while it runs.
public struct CellRun: Codable, Sendable {
    /// The module, after which the entry point is named.
    public var module: String
    /// The shared library.
    public var library: String
    /// The cell's name, from which its random stream begins.
    public var cell: String
    public var seed: UInt64
    /// The folder of the cells' own files.
    public var files: String?
    /// Where relative paths begin; nil for wherever the process is.
    public var folder: String?
    public var parameters: [String: String]
    /// Seconds that it may take.
    public var limit: Double?
    /// How its outcome is kept, and taken from what is kept; nil where it just runs.
    public var keeping: CellKeeping?
    /// Whether its layers are measured.
    public var measuresLayers = false

    public init(
        module: String, library: String, cell: String, seed: UInt64 = 0, files: String? = nil,
        folder: String? = nil, parameters: [String: String] = [:], limit: Double? = nil, keeping: CellKeeping? = nil
    ) {
        self.keeping = keeping
        self.module = module
        self.library = library
        self.cell = cell
        self.seed = seed
        self.files = files
        self.folder = folder
        self.parameters = parameters
        self.limit = limit
    }
}

/// Why a cell is told to end.
public enum EndReason: String, Codable, Sendable { case interrupted, deadline }

/// How a cell ended.
public struct CellEnding: Codable, Sendable {
    public enum Kind: Codable, Sendable, Equatable {
        case finished
        /// An error that nobody caught; the name of its type.
        case threw(String)
        /// A trap, or an access to memory that is not the cell's.
        case trapped(signal: Int32)
        case stackOverflow
        case stopped(EndReason)
        /// It called `exit` with this code.
        case exited(Int32)
        /// It was compiled for another library, or its library is not there.
        case notLoaded
    }

    public var kind: Kind
    /// What the error, or the runtime, said.
    public var message: String
    /// Where it stood, innermost first.
    public var frames: [MachineFrame]
    /// Variables of the cell that were set, in order.
    public var bound: [String]
    /// The statement of the cell's top level that ran, counted as the compiler's side counts them.
    public var statement = 0
    /// True where the thread was left standing in code that may hold locks.
    public var isUnsound: Bool
    /// Bytes that the frames of a cell held which ended where it stood: nobody lets go of them any more.
    public var leaked = 0
    /// The outcome that is to be kept, where there is one.
    public var kept: KeptOutcome?
    /// Variables of earlier cells that it changed, or may have changed; nil where nobody looked.
    public var changed: [String]?
    /// Files and folders that it looked at.
    public var looked: [String] = []
    /// Why nothing of it can be kept, where something was to be.
    public var unkept: String?
    /// True after a bad end where variables are, or hold, objects of classes: those are not put back.
    public var sharesObjects = false

    public init(
        kind: Kind, message: String = "", frames: [MachineFrame] = [], bound: [String] = [], isUnsound: Bool = false
    ) {
        self.kind = kind
        self.message = message
        self.frames = frames
        self.bound = bound
        self.isUnsound = isUnsound
    }
}

/// A place in a loaded library.
public struct MachineFrame: Codable, Sendable, Equatable {
    /// The library's path.
    public var image: String
    /// The place in it, from its beginning.
    public var offset: UInt

    public init(image: String, offset: UInt) {
        self.image = image
        self.offset = offset
    }
}

/// A variable of the session, for people.
public struct VariableSummary: Codable, Sendable, Equatable {
    public var name: String
    public var type: String
    /// One line.
    public var value: String
    public var isConstant: Bool

    public init(name: String, type: String, value: String, isConstant: Bool) {
        self.name = name
        self.type = type
        self.value = value
        self.isConstant = isConstant
    }
}
