/// What the outcome of a cell hangs on beside itself, told by the texts of the cells alone.
public struct CellDependencies: Sendable {
    /// Variables of earlier cells that it, or what it calls, names, in order.
    public var variables: [String] = []
    /// Every name in it and in what it calls.
    var names: Set<String> = []
    /// The same without what the parameters themselves declare: those of them that may be read are among these.
    public var readNames: Set<String> = []
    /// The texts of functions, types, extensions and computed variables of earlier cells that it may call.
    public var texts: [String] = []
    /// Why its outcome does not hang on these alone.
    public var impurity: String?

    init(of cell: CellSyntax, foundations: [String], in history: CellHistory) {
        var waiting = Array(cell.names)
        var taken: Set<String> = []
        let past = history.declared
        names = cell.names
        readNames = cell.names
        func add(_ declaration: Declaration) {
            if declaration.kind.isVariable, taken.insert("var " + declaration.name).inserted {
                variables.append(declaration.name)
            }
            if declaration.isCalled, taken.insert(declaration.text).inserted {
                texts.append(declaration.text)
                waiting += declaration.uses.subtracting(names)
                names.formUnion(declaration.uses)
                if declaration.name != "Parameters" { readNames.formUnion(declaration.uses) }
            }
        }
        // Types of values and extensions are reached without being named.
        for (module, declarations) in past where foundations.contains(module) {
            for declaration in declarations where !declaration.kind.isVariable { add(declaration) }
        }
        for addition in history.additions where taken.insert(addition.text).inserted {
            texts.append(addition.text)
            waiting += addition.uses.subtracting(names)
            names.formUnion(addition.uses)
            readNames.formUnion(addition.uses)
        }
        while let name = waiting.popLast() {
            for (_, declarations) in past { for declaration in declarations where declaration.name == name { add(declaration) } }
        }
        variables.sort()
        texts.sort()
        impurity = Self.impurity(of: names, texts: [cell.text.source] + texts)
    }

    private static func impurity(of names: Set<String>, texts: [String]) -> String? {
        for (reason, words) in Self.impure {
            if let word = names.intersection(words).min() { return "\(reason) (`\(word)`)" }
        }
        if let name = names.filter({ $0.hasPrefix("Unsafe") || $0.hasPrefix("withUnsafe") }).min() {
            return "it reaches memory by itself (`\(name)`)"
        }
        for text in texts {
            if let state = TypeState.find(in: text) { return "a type that it uses has state of its own (`\(state)`)" }
            if text.contains(/\bdeinit\b/) { return "a class that it uses does something at its end (`deinit`)" }
            if let sign = ["#line", "#file", "#source"].first(where: text.contains) {
                return "it asks where it stands (`\(sign)`)"
            }
        }
        return nil
    }

    /// Names of what gives something else each time, or goes on when the cell has ended.
    private static let impure: [(String, Set<String>)] = [
        (
            "it reads the clock",
            [
                "Date", "ContinuousClock", "SuspendingClock", "DispatchTime", "DispatchWallTime", "gettimeofday", "clock_gettime",
                "CFAbsoluteTimeGetCurrent", "Calendar", "sleep", "usleep",
            ]
        ),
        (
            "it draws from the system's chance",
            [
                "SystemRandomNumberGenerator", "random", "randomElement", "shuffled", "shuffle", "UUID", "arc4random", "drand48",
                "rand", "srand", "getrandom",
            ]
        ),
        (
            "it reads the process's surroundings",
            [
                "ProcessInfo", "CommandLine", "getenv", "setenv", "readLine", "FileHandle", "getpid", "environ", "stdin",
                "UserDefaults",
            ]
        ),
        ("it starts other programs", ["Process", "popen", "system", "fork", "posix_spawn", "execv", "execve"]),
        (
            "it works on when it has ended",
            ["Task", "Thread", "DispatchQueue", "OperationQueue", "Timer", "RunLoop", "pthread_create", "AsyncStream"]
        ),
        ("it reaches the network", ["URLSession", "socket", "connect", "Socket"]),
        (
            "it reaches memory by itself",
            [
                "Unmanaged", "unsafeBitCast", "dlopen", "dlsym", "mmap", "malloc", "OpaquePointer", "ObjectIdentifier",
                "unsafeAddress",
            ]
        ),
    ]
}
