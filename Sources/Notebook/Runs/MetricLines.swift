import Foundation
import Work

/// The lines of `metrics.jsonl`: `{"t":1764473.125,"series":"easy/loss","step":12,"value":0.53}`, a point each.
///
/// `t`, seconds since 1970, is missing where an earlier process logged the point; a value that JSON has no word for is `"nan"`, `"inf"` or `"-inf"`.
enum MetricLines {
    static func text(of series: [MetricSeries]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        var text = ""
        for one in series {
            let name = String(decoding: (try? encoder.encode(one.name)) ?? Data("\"\"".utf8), as: UTF8.self)
            for (index, (step, value)) in zip(one.steps, one.values).enumerated() {
                let time = index < one.times.count ? "\"t\":\((one.times[index] * 1000).rounded() / 1000)," : ""
                text += "{\(time)\"series\":\(name),\"step\":\(step),\"value\":\(number(value))}\n"
            }
        }
        return text
    }

    private static func number(_ value: Double) -> String {
        value.isFinite ? "\(value)" : value.isNaN ? "\"nan\"" : value > 0 ? "\"inf\"" : "\"-inf\""
    }
}
