import Foundation
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

/// The value of a parameter that is a list of whole numbers.
public func parameter(_ name: String, _ otherwise: [Int]) -> [Int] { list(name)?.compactMap { Int($0) } ?? otherwise }

/// The value of a parameter that is a list of numbers.
public func parameter(_ name: String, _ otherwise: [Double]) -> [Double] { list(name)?.compactMap { Double($0) } ?? otherwise }

/// The value of a parameter that is a list of texts.
public func parameter(_ name: String, _ otherwise: [String]) -> [String] { list(name) ?? otherwise }

/// The texts of a list, as the front end writes it: JSON.
private func list(_ name: String) -> [String]? {
    Work.current.parameters[name].flatMap { try? JSONDecoder().decode([String].self, from: Data($0.utf8)) }
}
