import Work

/// The value of a parameter of this run, given as `-p name=value`; `otherwise` where it was not given.
public func parameter(_ name: String, _ otherwise: String) -> String { Work.current.parameters[name] ?? otherwise }

/// The value of a parameter that is a whole number.
public func parameter(_ name: String, _ otherwise: Int) -> Int { Work.current.parameters[name].flatMap { Int($0) } ?? otherwise }

/// The value of a parameter that is a number.
public func parameter(_ name: String, _ otherwise: Double) -> Double {
    Work.current.parameters[name].flatMap { Double($0) } ?? otherwise
}

/// The value of a parameter that is true or false.
public func parameter(_ name: String, _ otherwise: Bool) -> Bool {
    Work.current.parameters[name].map { $0 == "true" } ?? otherwise
}
