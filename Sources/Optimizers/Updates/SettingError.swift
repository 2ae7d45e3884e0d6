import Tensors
import Work

/// A setting outside of the values it can have.
public struct SettingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Whose setting and which: `SGD momentum`.
    public let setting: String
    /// The value.
    public let found: String
    /// The values it can have.
    public let expected: String

    package init(_ setting: String, found: some CustomStringConvertible, expected: String) {
        self.setting = setting
        self.found = found.description
        self.expected = expected
    }

    /// `SGD momentum: found 1.5, expected at least 0 and below 1`.
    public var description: String { "\(setting): found \(found), expected \(expected)" }
}

/// Checks of single settings: they throw for whoever asks first, initialisers trap through them.
package enum SettingRule {
    /// 0 ≤ value < 1.
    package static func fraction(_ value: Double, _ setting: String) throws(SettingError) {
        guard value >= 0, value < 1 else {
            throw SettingError(setting, found: value, expected: "at least 0 and below 1")
        }
    }

    /// 0 ≤ value < ∞.
    package static func notNegative(_ value: Double, _ setting: String) throws(SettingError) {
        guard value >= 0, value.isFinite else { throw SettingError(setting, found: value, expected: "0 or more") }
    }

    /// 0 < value < ∞.
    package static func positive(_ value: Double, _ setting: String) throws(SettingError) {
        guard value > 0, value.isFinite else { throw SettingError(setting, found: value, expected: "more than 0") }
    }

    /// value ≥ least.
    package static func atLeast(_ least: Int, _ value: Int, _ setting: String) throws(SettingError) {
        guard value >= least else { throw SettingError(setting, found: value, expected: "\(least) or more") }
    }

    /// Traps with the message of a check that fails.
    package static func trap(_ check: () throws(SettingError) -> Void) {
        do throws(SettingError) { try check() } catch { Failing.with(error, file: #file, line: #line) }
    }
}
