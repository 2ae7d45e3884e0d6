import AVTS
import Foundation
import Work

/// Judges claims together and publishes what comes out: run.json has each claim's verdict and, for each seed, its difference.
///
///     let easy = Answers(correct: [true, true, false, true], about: ["a", "b", "c", "d"])
///     let hard = Answers(correct: [true, false, false, false], about: ["a", "b", "c", "d"])
///     judge([Claim("easy pairs are told more often", larger: [easy, easy], smaller: [hard, hard])]).verdicts
/// - Returns: claims and verdicts, shown as a table.
@discardableResult
public func judge(_ claims: [Claim]) -> Claims {
    let judged = Claims(claims)
    for (claim, verdict) in zip(judged.claims, judged.verdicts) {
        let name = "claim.\(Slug.of(claim.statement, otherwise: "claim"))"
        record(
            name, "\(verdict): \(claim.differenceText) points, n = \(claim.seeds)\(claim.paper.map { "; paper: \($0)" } ?? "")")
        record("\(name).difference", claim.differences, unit: "points")
    }
    return judged
}

extension Claims: Showable {
    /// A row for each claim; beneath, what differences such trainings could have told.
    public func representations() -> [Representation] {
        let rows = zip(claims, verdicts).map { claim, verdict in
            [claim.statement, claim.paper ?? "–", claim.differenceText, verdict.rawValue, "\(claim.seeds)"]
        }
        let none = [["none is judged at this scale", "", "", "", ""]]
        let table = Table(
            "Claims", columns: ["claim", "paper", "here (points, 95 %)", "verdict", "seeds"], rows: rows.isEmpty ? none : rows)
        var parts = table.representations()
        if let note {
            parts = parts.map { part in
                switch part {
                case .text(let text): .text("\(text)\n\(note)")
                case .html(let html): .html("\(html)<p>\(note)</p>")
                default: part
                }
            }
        }
        return parts
    }

    /// How often a difference of 1, 2 and 4 points would be told.
    private var note: String? {
        let found = [1.0, 2, 4].compactMap(power)
        guard found.count == 3 else { return claims.isEmpty ? nil : "One seed tells nothing of chance: no verdict." }
        let shares = found.map { "\(Int((100 * $0).rounded()))" }
        return
            "A true difference of 1, 2 or 4 points would be told in \(shares[0]), \(shares[1]) and \(shares[2]) % of such trainings, one claim alone."
    }
}

extension Claims: CustomStringConvertible {
    public var description: String { "Claims(\(claims.count), \(verdicts.count { $0 == .holds }) hold)" }
}
